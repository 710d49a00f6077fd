import type { Language } from '../../platform/i18n/languages.ts'
import { arabic } from './texts.ar.ts'
import { english } from './texts.en.ts'
import { french } from './texts.fr.ts'

/** The words of one mail. `lead` may hold several paragraphs, parted by an empty line. */
export interface MailWords {
  /** Subject and heading. */
  title: string
  lead: string
  button: string
  why: string
}

/** Every word of the account's mails; the compiler demands all of them in every language. */
export interface MailTexts {
  confirmRegistration: MailWords & { username: string; organisation: string }
  alreadyRegistered: MailWords & { signInLabel: string }
  resetPassword: MailWords
  passwordChanged: MailWords & { when: string }
  confirmEmailChange: MailWords
  emailTaken: MailWords
  emailChanging: MailWords & { newAddress: string }
}

const all: Record<Language, MailTexts> = { en: english, fr: french, ar: arabic }

export const mailTextsIn = (language: Language): MailTexts => all[language]
