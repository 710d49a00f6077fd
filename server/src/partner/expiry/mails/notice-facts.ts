import type { NoticeForMail, NoticeKind } from '../../../notification/index.ts'
import { DAY } from '../../../platform/clock/clock.ts'
import { apart } from '../../../platform/i18n/apart.ts'
import { dayInWords } from '../../../platform/i18n/instants.ts'
import { directionOf, type Language } from '../../../platform/i18n/languages.ts'
import { noticeWordsIn, type CertificateKind, type CertificateNames, type NoticeTime } from './words.ts'

/** Keeps names apart from the line they stand in where it runs the other way. */
export const apartIn = (language: Language) => (text: string) =>
  directionOf(language) === 'rtl' && text ? apart(text) : text

/** The names of a certificate's notice; empty what it does not hold. */
export function namesOf({ facts }: NoticeForMail, write: (text: string) => string = text => text): CertificateNames {
  const name = (value: string | number | null | undefined) => (typeof value === 'string' ? write(value) : '')
  return {
    issuedTo: name(facts['issuedTo']),
    issuedBy: name(facts['issuedBy']),
    code: name(facts['code']),
    partner: name(facts['partnerCode']),
    organisation: name(facts['organisationName']),
  }
}

/** In words, as on the day the notice was made: each repetition of a mail says the same. */
export function timeOf(notice: NoticeForMail, language: Language): NoticeTime {
  const days = daysLeft(notice)
  return { day: dayInWords(language, notice.dueAt), left: noticeWordsIn(language).left(days), last: days === 0 }
}

const dayOf = (instant: Date) => Math.floor(instant.getTime() / DAY)

/** UTC days from the day of the notice to the day of the expiry. */
const daysLeft = ({ facts, createdAt, dueAt }: NoticeForMail): number => {
  const told = facts['daysLeft']
  return Math.max(0, typeof told === 'number' ? told : dayOf(dueAt) - dayOf(createdAt))
}

/** Of the trust store, which administrators look after; else a partner's. */
export const isTrust = (kind: NoticeKind): boolean => kind === 'ROOT_CERTIFICATE' || kind === 'INTERMEDIATE_CERTIFICATE'

/** How many there are of each kind that there is any of, as facts of a mail. */
export const countedKinds = (
  language: Language,
  counts: Readonly<Partial<Record<NoticeKind, number>>>,
): [label: string, value: string][] =>
  Object.entries(noticeWordsIn(language).kinds).flatMap(([kind, { name }]) => {
    const n = counts[kind as CertificateKind] ?? 0
    return n > 0 ? [[name, String(n)] as [string, string]] : []
  })
