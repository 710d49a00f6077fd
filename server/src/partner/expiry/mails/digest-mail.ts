import type { NoticeForMail, NoticeKind } from '../../../notification/index.ts'
import { dayInWords } from '../../../platform/i18n/instants.ts'
import { apartIn, countedKinds, isTrust, namesOf, timeOf } from './notice-facts.ts'
import type { MailReader, NoticePage, NoticeWriterOptions } from './notice-writer.ts'
import { noticeWordsIn, rhythmOf, type CertificateKind } from './words.ts'

/** Entries that are named; the others are counted. */
const NAMED = 50

/** Many notices of one run in one mail: counted by kind, the first to end first. */
export function digestPage(
  { origin, days }: NoticeWriterOptions,
  notices: readonly NoticeForMail[],
  { language }: MailReader,
): NoticePage {
  const words = noticeWordsIn(language)
  const sorted = [...notices].sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime() || (a.id < b.id ? -1 : 1))
  const first = sorted[0]!
  const n = sorted.length
  const expiring = sorted.some(({ kind }) => kind !== 'CERTIFICATE_UNANCHORED')
  const entries = sorted.slice(0, NAMED).map(notice => {
    const { code, partner } = namesOf(notice, apartIn(language))
    const { day, left } = timeOf(notice, language)
    const when = notice.kind === 'CERTIFICATE_UNANCHORED' ? [day] : [day, left]
    const what = `${words.kinds[notice.kind as CertificateKind].name} (${code || partner})`
    return { name: namesOf(notice).issuedTo, detail: [what, ...when].join(words.comma) }
  })
  return {
    title: expiring ? words.digest.expiring(n, dayInWords(language, first.dueAt)) : words.digest.unanchored(n),
    lead: expiring ? words.digest.expiringLead(n) : words.digest.unanchoredLead(n),
    button: { label: words.notices, url: `${origin}/partner/notifications` },
    facts: countedKinds(language, countsOf(sorted)),
    lists: [{ heading: words.digest.heading, entries, ...(n > NAMED ? { more: words.more(n - NAMED) } : {}) }],
    steps: words.digest.steps,
    why: [
      isTrust(first.kind) ? words.why.administrator : words.why.partner(namesOf(first, apartIn(language))),
      ...(expiring ? [words.why.rhythm(rhythmOf(days))] : []),
    ].join(' '),
  }
}

function countsOf(notices: readonly NoticeForMail[]): Partial<Record<NoticeKind, number>> {
  const counts: Partial<Record<NoticeKind, number>> = {}
  for (const { kind } of notices) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}
