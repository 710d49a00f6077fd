import type { Language } from './languages.ts'

/** The day before the month in English too, as everywhere in the house. */
const tagOf = (language: Language): string => `${language === 'en' ? 'en-GB' : language}-u-nu-latn-ca-gregory`

/** Day and time in UTC, in words of the language, with Western digits (look.md, Arabic). */
export const instantInWords = (language: Language, instant: Date): string =>
  new Intl.DateTimeFormat(tagOf(language), {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: 'UTC',
    timeZoneName: 'short',
  }).format(instant)
