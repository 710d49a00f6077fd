import type { Language } from '../../platform/i18n/languages.ts'
import type { NoticeWords } from '../registration/texts.ts'
import { arabic } from './texts.ar.ts'
import { english } from './texts.en.ts'
import { french } from './texts.fr.ts'

/** Every word of the pages behind mailed links; the compiler demands all of them in every language. */
export interface LinkTexts {
  problems: string
  forgotten: NoticeWords & { login: string; missing: string; back: string }
  sent: { title: string; text: string; next: readonly string[]; again: string }
  reset: NoticeWords & {
    password: string
    hint: string
    passwordAgain: string
    faults: Record<'MISSING' | 'PASSWORD_TOO_SHORT' | 'INPUT_TOO_LONG' | 'PASSWORD_GUESSABLE' | 'DIFFERENT', string>
  }
  changed: NoticeWords
  staleReset: NoticeWords
  confirmEmail: NoticeWords & { address: string }
  emailChanged: NoticeWords
  staleEmail: NoticeWords
}

const all: Record<Language, LinkTexts> = { en: english, fr: french, ar: arabic }

export const linkTextsIn = (language: Language): LinkTexts => all[language]
