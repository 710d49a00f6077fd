import { html, type Html } from '../../platform/pages/html.ts'

/** Says while a password is typed how hard it is to guess; stays hidden without a script. */
export const strengthMeter = ({
  of,
  personal,
  label,
  words,
}: {
  /** Name of the password's field. */
  of: string
  /** Names of fields whose contents are guessed first. */
  personal: readonly string[]
  label: string
  /** From 0, very easy to guess, to 4. */
  words: readonly string[]
}): Html =>
  html`<p
    class="p-after"
    data-strength-of="${of}"
    data-personal="${personal.join(' ')}"
    data-words="${JSON.stringify(words)}"
    hidden
  >
    <meter min="0" max="4" low="2.5" high="3" optimum="4" value="0" aria-label="${label}"></meter>
    <span role="status"></span>
  </p>`
