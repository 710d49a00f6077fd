import type { Language } from '../../platform/i18n/languages.ts'
import { arabic } from './texts.ar.ts'
import { english } from './texts.en.ts'
import { french } from './texts.fr.ts'

/** Every word of the pages before the portal; the compiler demands all of them in every language. */
export interface PageTexts {
  product: string
  area: string
  skip: string
  languages: string
  signIn: {
    title: string
    lede: string
    login: string
    password: string
    show: string
    hide: string
    button: string
    asideTitle: string
    neverAsk: string
    endsByItself: (minutes: string) => string
    problems: string
    loginMissing: string
    passwordMissing: string
    mismatch: string
    wait: (time: string) => string
    busy: string
    forgotten: string
    newHere: string
    register: string
    preflight: string
    preflightLink: string
  }
  signOut: { title: string; text: string; yes: string; no: string }
  signedOut: { title: string; text: string; again: string }
  stale: { title: string; text: string; again: string }
  crowded: { title: string; text: string; again: string }
  unreachable: { title: string; text: string; again: string }
  inactive: { title: string; text: string; again: string }
  cancelled: { title: string; text: string; again: string }
  failed: { title: string; text: string; again: string }
  /** Before the reference of an error. */
  reference: string
  errorPrefix: string
}

const all: Record<Language, PageTexts> = { en: english, fr: french, ar: arabic }

export const textsIn = (language: Language): PageTexts => all[language]

/** A span of time in words, rounded up to whole minutes from one minute on; Western digits everywhere (look.md, Arabic). */
export function spanInWords(language: Language, seconds: number): string {
  const [value, unit] = seconds < 60 ? [seconds, 'second'] : [Math.ceil(seconds / 60), 'minute']
  return new Intl.NumberFormat(`${language}-u-nu-latn`, { style: 'unit', unit, unitDisplay: 'long' }).format(value)
}
