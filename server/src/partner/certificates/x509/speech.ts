import { extensionIds } from './decode/extension.ts'
import type { Facts } from './report.ts'

// oxlint-disable-next-line no-control-regex -- what a certificate says must not steer a terminal or a line's direction
const steering = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/** Text from a certificate without control and direction characters, cut at 300. */
export function harmless(text: string): string {
  const clean = text.replace(steering, '\ufffd')
  return clean.length > 300 ? `${clean.slice(0, 299)}…` : clean
}

/** First-strong isolate … pop: what stands between keeps its own direction. */
export function isolate(text: string): string {
  return `\u2068${text}\u2069`
}

/** Western digits in every language (look.md). */
const tag = (language: string): string => `${language}-u-nu-latn`

/** `19 November 2026, 09:00 UTC` in the language; the year is always of the Gregorian calendar. */
export function spokenDate(iso: string, language: string): string {
  const date = new Date(iso)
  const locale = `${language === 'en' ? 'en-GB' : language}-u-ca-gregory-nu-latn`
  const form = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' })
  // French counts the first of a month as an ordinal; CLDR's pattern does not know.
  const day = form.format(date).replace(/^1 /, language === 'fr' ? '1er ' : '1 ')
  const time = date.toISOString().slice(11, 16)
  return isolate(`${day}${language === 'ar' ? '،' : ','} ${isolate(`${time} UTC`)}`)
}

const units = [
  ['year', 365 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const

/** How far the date that counts lies from the instant judged at: `3 days ago`, `in 2 hours`. */
export function spokenDistance(facts: Facts, language: string): string {
  const at = Date.parse(String(facts.at))
  const notBefore = Date.parse(String(facts.notBefore))
  const target = notBefore > at ? notBefore : Date.parse(String(facts.notAfter))
  const seconds = Math.round((target - at) / 1000)
  if (!Number.isFinite(seconds)) return '–'
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? units[4]
  return new Intl.RelativeTimeFormat(tag(language)).format(Math.trunc(seconds / size), unit)
}

const identifiers: Record<string, string> = {
  ...Object.fromEntries(Object.entries(extensionIds).map(([name, id]) => [id, name])),
  '2.5.29.37.0': 'anyExtendedKeyUsage',
  '1.3.6.1.5.5.7.3.1': 'serverAuth',
  '1.3.6.1.5.5.7.3.2': 'clientAuth',
  '1.3.6.1.5.5.7.3.3': 'codeSigning',
  '1.3.6.1.5.5.7.3.4': 'emailProtection',
  '1.3.6.1.5.5.7.3.8': 'timeStamping',
  '1.3.6.1.5.5.7.3.9': 'OCSPSigning',
}

/** Object identifiers, one or several with spaces between, with their names where they have one: `serverAuth (1.3…)`. */
export function namedIdentifiers(text: string): string {
  return text.replace(/\b[0-2](?:\.\d+)+\b/g, id => (identifiers[id] ? `${identifiers[id]} (${id})` : id))
}
