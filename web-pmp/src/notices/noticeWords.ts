import type { Format } from '@portico/web-core'
import type { NoticeRowFragment } from '../gql/graphql.ts'

export type Translate = (key: string, named: Record<string, unknown>, plural?: number) => string

/** What a notice is put into words with. */
export interface Speech {
  t: Translate
  format: Format
  /** Business time in milliseconds since 1970. */
  now: number
}

/** Names keep their own direction within a sentence of another. */
const apart = (text: string): string => `\u2068${text}\u2069`

/** Whether what it announced has happened. */
export const isOver = ({ expiresAt }: Pick<NoticeRowFragment, 'expiresAt'>, now: number): boolean =>
  !!expiresAt && Date.parse(expiresAt) <= now

/**
 * A notice in words (R-NPO-07): what is the case, as a title, and what to do. It speaks of today, not of the day it was made:
 * "expires in 12 days" must not stand there on the eleventh.
 */
export function noticeWords(notice: NoticeRowFragment, { t, format, now }: Speech): { title: string; text: string } {
  const { kind, certificate, summary, expiresAt } = notice
  if (kind === 'WEEKLY_SUMMARY') {
    const counts = (summary?.counts ?? []).filter(({ count }) => count > 0)
    const total = counts.reduce((sum, { count }) => sum + count, 0)
    if (!summary) return { title: t('notices.kind.WEEKLY_SUMMARY', {}), text: t('notices.words.weekly.gone', {}) }
    return {
      title: t('notices.words.weekly.title', { n: format.number(total) }, total),
      text: t('notices.words.weekly.text', {
        from: format.day(summary.from),
        to: format.day(summary.to),
        counts: format.list(
          counts.map(one => t(`notices.words.count.${one.kind}`, { n: format.number(one.count) }, one.count)),
        ),
      }),
    }
  }
  const tense = isOver(notice, now) ? 'past' : 'ahead'
  const facts = {
    name: apart(certificate?.issuedTo ?? '–'),
    domain: t(`notices.domain.${certificate?.domain ?? 'any'}`, {}),
    partner: partnerOf(certificate),
    left: expiresAt ? format.timeLeft(expiresAt) : '',
    moment: expiresAt ? apart(format.moment(expiresAt)) : '',
  }
  if (kind === 'CERTIFICATE_UNANCHORED')
    return { title: t('notices.words.unanchored.title', facts), text: t('notices.words.unanchored.text', facts) }
  return {
    title: t(`notices.words.${kind}.${tense}.title`, facts),
    text: t(`notices.words.${kind}.${tense}.text`, facts),
  }
}

/**
 * When it was told, and how long before the end that was: without it the notices of one object would read alike, since
 * their titles speak of today.
 */
export function noticeDay(
  { createdAt, expiresAt }: Pick<NoticeRowFragment, 'createdAt' | 'expiresAt'>,
  { t, format, now }: Speech,
): string {
  const when = format.dayNear(createdAt)
  if (!expiresAt || utcDay(Date.parse(createdAt)) === utcDay(now)) return when
  const before = utcDay(Date.parse(expiresAt)) - utcDay(Date.parse(createdAt))
  if (before === 0) return t('notices.toldLast', { when })
  return before > 0 ? t('notices.told', { when, n: format.number(before) }, before) : when
}

const utcDay = (instant: number): number => Math.floor(instant / 86_400_000)

/** "Northwind Identity Ltd (northwind)" */
function partnerOf(certificate: NoticeRowFragment['certificate']): string {
  const [name, code] = [certificate?.organisationName, certificate?.partnerCode]
  if (name && code) return `${apart(name)} (${apart(code)})`
  return apart(name ?? code ?? '–')
}

/** Where what a notice is about can be seen and put right; `may` as of the one who reads. */
export function noticeLink(
  { kind, objectId, certificate }: NoticeRowFragment,
  may: (permission: string) => boolean,
): string {
  if (kind === 'WEEKLY_SUMMARY') return `/notifications/weekly/${objectId}`
  if (!certificate?.partnerCode) return `/trust-store/${objectId}`
  // An administrator has no certificates of their own: theirs is the partner.
  return may('partner.read') ? `/partners?code=${encodeURIComponent(certificate.partnerCode)}` : '/certificates'
}
