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

/** The same with the day of the week, for deadlines. */
export const deadlineInWords = (language: Language, instant: Date): string =>
  new Intl.DateTimeFormat(tagOf(language), {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: 'UTC',
    timeZoneName: 'short',
  }).format(instant)

/** The UTC day alone. */
export const dayInWords = (language: Language, instant: Date): string =>
  new Intl.DateTimeFormat(tagOf(language), { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    instant,
  )
