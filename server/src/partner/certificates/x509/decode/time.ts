import { content, DerFault, tags } from './der.ts'
import type { DerNode } from './der.ts'

const forms = {
  utc: /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/,
  generalized: /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/,
}

/**
 * A Time of RFC 5280 §4.1.2.5: UTCTime `YYMMDDHHMMSSZ` or GeneralizedTime `YYYYMMDDHHMMSSZ`, both with seconds, in
 * UTC, without fractions, and a day that exists. GeneralizedTime before 2050 is read too: §4.1.2.5 asks that of users.
 * @throws DerFault `time.form`
 */
export function time(node: DerNode | undefined, element: string): Date {
  const form =
    node?.tag === tags.utcTime ? forms.utc : node?.tag === tags.generalizedTime ? forms.generalized : undefined
  if (!node || !form) throw new DerFault('der.structure', element)
  const text = Buffer.from(content(node)).toString('latin1')
  const parts = form.exec(text)
  if (!parts) throw new DerFault('time.form', element, { found: printable(text) })
  const [year, month, day, hour, minute, second] = parts.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const full = form === forms.utc ? (year >= 50 ? 1900 + year : 2000 + year) : year
  const date = new Date(0)
  date.setUTCFullYear(full, month - 1, day)
  date.setUTCHours(hour, minute, second)
  const exists =
    date.getUTCFullYear() === full &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    hour < 24 &&
    minute < 60 &&
    second < 60
  if (!exists) throw new DerFault('time.form', element, { found: printable(text) })
  return date
}

function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, 40)
}
