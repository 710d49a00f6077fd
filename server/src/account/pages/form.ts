import { html, type Html } from '../../platform/pages/html.ts'
import { icons } from '../../platform/pages/icons.ts'
import type { PageFrame } from '../../platform/pages/page.ts'
import { textsIn } from './texts.ts'

export interface PasswordInput {
  name: string
  autocomplete: 'current-password' | 'new-password'
  described: Html | false
  language: PageFrame['language']
  autofocus?: boolean
  more?: Html | false
}

/** A password's input with the button that shows it, which only a script brings to life. */
export function passwordInput({ name, autocomplete, described, language, autofocus, more }: PasswordInput): Html {
  const { signIn } = textsIn(language)
  return html`<div class="p-reveal">
    <input
      class="p-input"
      id="${name}"
      name="${name}"
      type="password"
      autocomplete="${autocomplete}"
      autocapitalize="none"
      spellcheck="false"
      dir="auto"
      required${described}${more}${autofocus && html` autofocus`}
    /><button
      class="p-btn p-btn-secondary"
      type="button"
      data-reveal="${name}"
      data-show="${signIn.show}"
      data-hide="${signIn.hide}"
      aria-controls="${name}"
      hidden
    >
      ${icons.eye}<span>${signIn.show}</span>
    </button>
  </div>`
}
