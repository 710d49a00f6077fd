import type { NoticeForMail } from '../../../notification/index.ts'
import { dayInWords, instantInWords } from '../../../platform/i18n/instants.ts'
import { apartIn, countedKinds } from './notice-facts.ts'
import type { MailReader, NoticePage, NoticeWriterOptions } from './notice-writer.ts'
import { noticeWordsIn, type CertificateKind } from './words.ts'

/** What of partners ends within the week, counted and its first entries named (R-NOT-02). */
export function weeklyPage(
  { origin }: Pick<NoticeWriterOptions, 'origin'>,
  { facts, createdAt, dueAt, summary }: NoticeForMail,
  { language }: MailReader,
): NoticePage {
  const words = noticeWordsIn(language)
  const write = apartIn(language)
  const instant = (fact: string, otherwise: Date) => new Date(facts[fact] ?? otherwise)
  // The notice itself says so much, also when the summary was deleted meanwhile.
  const from = summary?.from ?? instant('from', createdAt)
  const to = summary?.to ?? instant('to', dueAt)
  const counts = Object.values(summary?.counts ?? {})
  const n = typeof facts['total'] === 'number' ? facts['total'] : counts.reduce((sum, count) => sum + count, 0)
  const entries = (summary?.items ?? []).map(({ kind, label, partnerCode, organisationName, expiresAt }) => ({
    name: label,
    detail: [
      `${write(organisationName)} (${write(partnerCode)})`,
      words.kinds[kind as CertificateKind].name,
      dayInWords(language, expiresAt),
    ].join(words.comma),
  }))
  const rest = n - entries.length
  return {
    title: words.weekly.title(n, dayInWords(language, to)),
    lead: words.weekly.lead(n, instantInWords(language, from), instantInWords(language, to)),
    button: { label: words.weekly.button, url: `${origin}/partner/notifications/weekly/${facts['summaryId']}` },
    facts: countedKinds(language, summary?.counts ?? {}),
    lists:
      entries.length === 0
        ? []
        : [{ heading: words.weekly.heading, entries, ...(rest > 0 ? { more: words.more(rest) } : {}) }],
    why: `${words.why.administrator} ${words.why.weekly}`,
  }
}
