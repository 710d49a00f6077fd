import {
  mailPage,
  type Mail,
  type MailPage,
  type NoticeForMail,
  type NoticeWriter,
} from '../../../notification/index.ts'
import { deadlineInWords } from '../../../platform/i18n/instants.ts'
import { digestPage } from './digest-mail.ts'
import { apartIn, isTrust, namesOf, timeOf } from './notice-facts.ts'
import { weeklyPage } from './weekly-mail.ts'
import { noticeWordsIn, rhythmOf, type CertificateKind } from './words.ts'

/** What the mails of notices are written with. */
export interface NoticeWriterOptions {
  /** Public address, for the links. */
  origin: string
  /** Days before an expiry on which notices are made (R-NOT-01). */
  days: readonly number[]
  /** Days that a new partner's certificate must be good for (R-CRT-05). */
  life: number
}

export type MailReader = Parameters<NoticeWriter['write']>[1]

/** A mail before it is laid out; the greeting comes to each. */
export type NoticePage = Omit<MailPage, 'language' | 'preview'>

/** Puts notices of expiries into mails (partner-management §5.6), in the words of each kind. */
export const createNoticeWriter = (options: NoticeWriterOptions): NoticeWriter => ({
  write: (notices, reader) => asMail(pageOf(options, notices, reader), reader),
})

function pageOf(options: NoticeWriterOptions, notices: readonly NoticeForMail[], reader: MailReader): NoticePage {
  const [first] = notices
  if (!first) throw new Error('A mail tells of something.')
  if (reader.digest) return digestPage(options, notices, reader)
  return first.kind === 'WEEKLY_SUMMARY' ? weeklyPage(options, first, reader) : certificatePage(options, first, reader)
}

function asMail(page: NoticePage, { language, name }: MailReader): Mail {
  const hello = noticeWordsIn(language).hello(apartIn(language)(name))
  // What mail programs show beside the subject begins with what matters.
  const preview = page.lead.replaceAll(/\s+/g, ' ').slice(0, 150)
  return { subject: page.title, ...mailPage({ ...page, language, preview, lead: `${hello}\n\n${page.lead}` }) }
}

function certificatePage(
  { origin, days, life }: NoticeWriterOptions,
  notice: NoticeForMail,
  { language }: MailReader,
): NoticePage {
  const words = noticeWordsIn(language)
  const kind = words.kinds[notice.kind as CertificateKind]
  const plain = namesOf(notice)
  const names = namesOf(notice, apartIn(language))
  const time = timeOf(notice, language)
  const trust = isTrust(notice.kind)
  const expires = notice.kind !== 'CERTIFICATE_UNANCHORED'
  const facts: NonNullable<NoticePage['facts']> = [
    [expires ? words.facts.expires : words.facts.found, deadlineInWords(language, notice.dueAt), 'strong'],
    [words.facts.certificate, kind.name],
    [words.facts.issuedTo, plain.issuedTo],
    [words.facts.issuedBy, plain.issuedBy],
    [words.facts.code, plain.code],
    [words.facts.partner, plain.partner && `${plain.partner}, ${plain.organisation}`],
  ]
  return {
    title: kind.title(names, time),
    lead: kind.lead(names, time),
    button: {
      label: kind.button,
      url: trust ? `${origin}/partner/trust-store/${notice.objectId}` : `${origin}/partner/certificates`,
    },
    facts: facts.filter(([, value]) => value !== ''),
    steps: kind.steps(names, life),
    why: [
      trust ? words.why.administrator : words.why.partner(names),
      ...(expires ? [words.why.rhythm(rhythmOf(days))] : []),
    ].join(' '),
  }
}
