import type { Language } from './languages.ts'

/** The day before the month in English too, as everywhere in the house. */
const tagOf = (language: Language): string => `${language === 'en' ? 'en-GB' : language}-u-nu-latn-ca-gregory`

const DAY = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const
const INSTANT = { ...DAY, hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' } as const

const inWords = (language: Language, instant: Date, parts: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(tagOf(language), parts).format(instant)

/** Day and time in UTC, in words of the language, with Western digits (look.md, Arabic). */
export const instantInWords = (language: Language, instant: Date): string => inWords(language, instant, INSTANT)

/** The same with the day of the week, for deadlines. */
export const deadlineInWords = (language: Language, instant: Date): string =>
  inWords(language, instant, { weekday: 'long', ...INSTANT })

/** The UTC day alone. */
export const dayInWords = (language: Language, instant: Date): string => inWords(language, instant, DAY)
