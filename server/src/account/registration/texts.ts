import type { Language } from '../../platform/i18n/languages.ts'
import type { RegistrationFault, RegistrationField } from './registration-form.ts'
import { arabic } from './texts.ar.ts'
import { english } from './texts.en.ts'
import { french } from './texts.fr.ts'

/** A page that tells something and leads on. */
export interface NoticeWords {
  title: string
  text: string
  button: string
}

/** Every word of the pages of registration; the compiler demands all of them in every language. */
export interface RegistrationTexts {
  title: string
  lede: string
  problems: string
  /** Before the first field. */
  aboutYou: string
  aboutOrganisation: string
  aboutAccount: string
  labels: Record<RegistrationField, string>
  hints: Partial<Record<RegistrationField, string>>
  chooseType: string
  typesTitle: string
  /** Partner types by code: name, and in one sentence what it is for. */
  types: Record<string, { name: string; purpose: string }>
  strength: string
  /** From 0, very easy to guess, to 4. */
  strengths: readonly [string, string, string, string, string]
  button: string
  haveAccount: string
  asideTitle: string
  aside: readonly string[]
  faults: Record<RegistrationFault, string>
  sent: { title: string; lede: (email: string) => string; next: readonly string[]; again: string }
  confirm: NoticeWords & { username: string; organisation: string; password: string; wrong: string; missing: string }
  stale: NoticeWords
  ready: NoticeWords
  wait: (time: string) => string
  busy: string
}

const all: Record<Language, RegistrationTexts> = { en: english, fr: french, ar: arabic }

export const registrationTextsIn = (language: Language): RegistrationTexts => all[language]
