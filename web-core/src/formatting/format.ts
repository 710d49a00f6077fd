import { type Language, languageOf } from '../languages/languages.ts'

const DAY = 86_400_000

export interface Format {
  number(value: number): string
  /** A list's total: exact, or "10,000+" where the server stopped counting. */
  count(total: { value: number; capped: boolean }): string
  /** "4 December 2026" */
  day(iso: string): string
  /** "4 Dec 2026" */
  dayShort(iso: string): string
  /** "Today", "Yesterday", "19 November", "19 November 2025": when something came, at the head of a line. */
  dayNear(iso: string): string
  /** "4 December 2026, 09:00 UTC": moments that bind carry the zone. */
  moment(iso: string): string
  /** "in 12 days", "53 days ago", "today", counted in UTC days, then months, then years. */
  timeLeft(iso: string): string
  /** Whole UTC days from now; negative when past. */
  daysLeft(iso: string): number
  /** Share of a life that is over, 0 to 1. */
  lifeUsed(from: string, to: string): number
  /** "12 kB" */
  bytes(size: number): string
  /** "a, b and c" */
  list(items: readonly string[]): string
  /** Thumbprints and serial numbers as pairs, "9C 1E 4F", which can be read aloud and wrap between the pairs. */
  octets(hex: string): string
  /** "4:05", a countdown; seconds in. */
  countdown(seconds: number): string
}

/**
 * Every figure and date a person reads, in one language. Days are UTC days (decisions §1 "Time"), so a page says
 * the same wherever it is opened.
 * @param now business time in milliseconds since 1970; asked on every call, so "in 12 days" is never counted from a
 * stale instant
 */
export function createFormat(language: Language, now: () => number): Format {
  const { locale } = languageOf(language)
  const date = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options })
  const long = date({ day: 'numeric', month: 'long', year: 'numeric' })
  const short = date({ day: 'numeric', month: 'short', year: 'numeric' })
  const ofThisYear = date({ day: 'numeric', month: 'long' })
  const clock = date({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const figures = new Intl.NumberFormat(locale)
  const named = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const counted = new Intl.RelativeTimeFormat(locale, { numeric: 'always' })
  const and = new Intl.ListFormat(locale, { type: 'conjunction' })
  const comma = language === 'ar' ? '، ' : ', '

  const daysLeft = (iso: string) => utcDay(Date.parse(iso)) - utcDay(now())

  return {
    number: value => figures.format(value),
    count: total => figures.format(total.value) + (total.capped ? '+' : ''),
    day: iso => long.format(new Date(iso)),
    dayShort: iso => short.format(new Date(iso)),
    dayNear(iso) {
      const days = daysLeft(iso)
      if (days === 0 || days === -1) {
        const word = named.format(days, 'day')
        return word.charAt(0).toLocaleUpperCase(locale) + word.slice(1)
      }
      const at = new Date(iso)
      return (at.getUTCFullYear() === new Date(now()).getUTCFullYear() ? ofThisYear : long).format(at)
    },
    moment: iso => `${long.format(new Date(iso))}${comma}${clock.format(new Date(iso))} UTC`,
    daysLeft,
    lifeUsed(from, to) {
      const [begin, end] = [Date.parse(from), Date.parse(to)]
      return end > begin ? Math.min(1, Math.max(0, (now() - begin) / (end - begin))) : 1
    },
    timeLeft(iso) {
      const days = daysLeft(iso)
      if (Math.abs(days) <= 1) return named.format(days, 'day')
      if (Math.abs(days) < 60) return counted.format(days, 'day')
      const months = wholeMonths(now(), Date.parse(iso))
      if (Math.abs(months) < 24) return counted.format(months, 'month')
      return counted.format(Math.trunc(months / 12), 'year')
    },
    bytes: size =>
      new Intl.NumberFormat(locale, {
        style: 'unit',
        unit: size < 1000 ? 'byte' : 'kilobyte',
        unitDisplay: size < 1000 ? 'long' : 'short',
        maximumFractionDigits: size < 10_000 ? 1 : 0,
      }).format(size < 1000 ? size : size / 1000),
    list: items => and.format(items),
    octets: hex =>
      hex
        .replaceAll(/[^\da-f]/gi, '')
        .toUpperCase()
        .replaceAll(/..(?=.)/g, '$& '),
    countdown: seconds => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`,
  }
}

const utcDay = (instant: number) => Math.floor(instant / DAY)

/** Calendar months between two instants, towards zero: 31 January to 28 February is none, to 1 March one. */
function wholeMonths(from: number, to: number): number {
  if (to < from) return -wholeMonths(to, from)
  const a = new Date(from)
  const b = new Date(to)
  const months = (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + b.getUTCMonth() - a.getUTCMonth()
  return b.getUTCDate() < a.getUTCDate() ? months - 1 : months
}
