import { languages } from '../../platform/i18n/languages.ts'
import { actionOf, field, summary, type FieldFault } from '../../platform/pages/form.ts'
import { passwordInput } from '../pages/form.ts'
import { html, type Html } from '../../platform/pages/html.ts'
import { icons } from '../../platform/pages/icons.ts'
import { ownNames, type PageFrame } from '../../platform/pages/page.ts'
import { page } from '../pages/page.ts'
import { strengthMeter } from '../pages/password-strength.ts'
import { spanInWords } from '../pages/texts.ts'
import type { PartnerTypeTable } from './partner-registrar.port.ts'
import {
  fieldOf,
  patternsOf,
  type RegistrationFault,
  type RegistrationField,
  type RegistrationForm,
} from './registration-form.ts'
import { registrationTextsIn } from './texts.ts'

export interface RegisterPage {
  /** What was typed stays; passwords never do. */
  form: RegistrationForm
  /** In the order in which they were found. */
  faults: readonly RegistrationFault[]
  /** Something that is no field's fault: too many tries (seconds to wait), or a crowd. */
  trouble?: { seconds: number } | 'busy'
  types: PartnerTypeTable
}

/** Attributes of single-line inputs; the rest is the same for all. */
const inputs: Partial<Record<RegistrationField, Html>> = {
  firstName: html` autocomplete="given-name" dir="auto"`,
  lastName: html` autocomplete="family-name" dir="auto"`,
  organisation: html` autocomplete="organization" dir="auto"`,
  email: html` inputmode="email" autocomplete="email" dir="ltr" autocapitalize="none" spellcheck="false"`,
  phone: html` type="tel" autocomplete="tel" dir="ltr"`,
  username: html` autocomplete="username" dir="auto" autocapitalize="none" autocorrect="off" spellcheck="false"`,
}

/** The page on which strangers register (look/register.html), one column, all on one page. Works without any script. */
export function registerPage(frame: PageFrame, { form, faults, trouble, types }: RegisterPage): string {
  const words = registrationTextsIn(frame.language)
  const errors = new Map<RegistrationField, string>()
  for (const fault of faults) if (!errors.has(fieldOf(fault))) errors.set(fieldOf(fault), words.faults[fault])
  const found: FieldFault[] = [...errors].map(([name, text]) => ({ field: name, text }))
  if (trouble)
    found.push({
      field: 'submit',
      text: trouble === 'busy' ? words.busy : words.wait(spanInWords(frame.language, trouble.seconds)),
    })

  const shown = (name: RegistrationField, input: (attributes: Html) => Html, after?: Html) =>
    field({ name, label: words.labels[name], hint: words.hints[name], error: errors.get(name), after }, described =>
      input(html`${described}${checksOf(name, words.faults)}`),
    )
  const line = (name: RegistrationField) =>
    shown(
      name,
      attributes =>
        html`<input
          class="p-input"
          id="${name}"
          name="${name}"
          value="${form[name]}"
          required${inputs[name]}${attributes}
        />`,
    )
  const password = (name: 'password' | 'passwordAgain', after?: Html) =>
    shown(
      name,
      more => passwordInput({ name, autocomplete: 'new-password', described: more, language: frame.language }),
      after,
    )

  return page(frame, {
    title: words.title,
    failed: found.length > 0,
    formKept: 'registration',
    main: html`<h1>${words.title}</h1>
      <p class="p-lede">${words.lede}</p>
      ${summary(words.problems, found)}
      <form
        id="registration"
        method="post"
        action="${actionOf(frame)}"
        novalidate
        data-checked
        data-problems="${words.problems}"
      >
        <h2>${words.aboutYou}</h2>
        ${line('firstName')}${line('lastName')}
        <h2>${words.aboutOrganisation}</h2>
        ${line('organisation')}
        ${shown(
          'type',
          attributes =>
            html`<select class="p-input" id="type" name="type" required${attributes}>
              ${option('', words.chooseType, form.type)}
              ${offered(types).map(code => option(code, words.types[code]?.name ?? code, form.type))}
            </select>`,
          typesExplained(words.typesTitle, types, words.types),
        )}
        ${shown(
          'address',
          attributes =>
            html`<textarea
              class="p-input"
              id="address"
              name="address"
              rows="3"
              autocomplete="street-address"
              dir="auto"
              required${attributes}
            >
${form.address}</textarea>`,
        )}
        ${line('email')}${line('phone')}
        ${shown(
          'language',
          attributes =>
            html`<select class="p-input" id="language" name="language" required${attributes}>
              ${languages.map(code => html`<option value="${code}" lang="${code}" ${chosen(code, form.language)}>${ownNames[code]}</option>`)}
            </select>`,
        )}
        <h2>${words.aboutAccount}</h2>
        ${line('username')}
        ${password(
          'password',
          strengthMeter({
            of: 'password',
            personal: ['username', 'email', 'firstName', 'lastName', 'organisation'],
            label: words.strength,
            words: words.strengths,
          }),
        )}
        ${password('passwordAgain')}
        <button class="p-btn p-btn-primary" type="submit" id="submit">${words.button}</button>
      </form>
      <template data-error-icon>${icons.problem}</template>
      <div class="p-gate-next">
        <p><a href="/auth/partner/login?ui_locales=${frame.language}">${words.haveAccount}</a></p>
      </div>`,
    side: html`<h2 id="side">${words.asideTitle}</h2>
      <ol class="p-plain-list">
        ${words.aside.map((step, index) => html`<li><span class="p-strong">${index + 1}.</span><span>${step}</span></li>`)}
      </ol>`,
  })
}

const offered = (types: PartnerTypeTable): string[] => Object.keys(types).filter(code => types[code]!.selfRegistered)

const chosen = (value: string, current: string): Html | false => value === current && html` selected`

const option = (value: string, label: string, current: string): Html =>
  html`<option value="${value}" ${chosen(value, current)}>${label}</option>`

const typesExplained = (
  title: string,
  types: PartnerTypeTable,
  words: Record<string, { name: string; purpose: string }>,
): Html =>
  html`<details class="p-after">
    <summary>${title}</summary>
    <dl>
      ${offered(types).map(
        code =>
          html`<dt class="p-strong">${words[code]?.name ?? code}</dt>
            <dd>${words[code]?.purpose ?? ''}</dd>`,
      )}
    </dl>
  </details>`

/** What the script checks when the field is left, with the words for each fault. */
function checksOf(name: RegistrationField, faults: Record<RegistrationFault, string>): Html | false {
  if (name === 'passwordAgain')
    return html` data-same-as="password" data-different="${faults['passwordAgain.DIFFERENT']}"`
  const patterns = patternsOf[name]
  const guessable = name === 'password' && html` data-guessable="${faults['password.GUESSABLE']}"`
  return (
    patterns !== undefined &&
    html` data-checks="${JSON.stringify(patterns.map(([pattern, fault]) => [pattern, faults[fault]]))}"${guessable}`
  )
}
