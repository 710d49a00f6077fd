import type { NoticeKind } from '../../../notification/index.ts'
import type { Language } from '../../../platform/i18n/languages.ts'
import { ar } from './words.ar.ts'
import { en } from './words.en.ts'
import { fr } from './words.fr.ts'

/** What a certificate's mail names; each is kept apart from the line around it where the language needs that. */
export interface CertificateNames {
  issuedTo: string
  issuedBy: string
  /** Short code of a trust certificate; empty for a partner's. */
  code: string
  /** Public partner id. */
  partner: string
  organisation: string
}

export interface NoticeTime {
  /** The day in words. */
  day: string
  /** "in 12 days", as on the day the notice was made. */
  left: string
  /** Whether that day was the last one. */
  last: boolean
}

/** How notices of one kind are put. */
export interface KindWords {
  /** What it is, at the beginning of a line. */
  name: string
  /** With the deadline. */
  title(names: CertificateNames, time: NoticeTime): string
  /** What happens, and what it leads to. */
  lead(names: CertificateNames, time: NoticeTime): string
  button: string
  /** `life`: days that a new certificate must be good for. */
  steps(names: CertificateNames, life: number): string[]
}

export type CertificateKind = Exclude<NoticeKind, 'WEEKLY_SUMMARY'>

/** Every text of the mails about notices in one language. */
export interface NoticeWords {
  /** With the name, or without where none is known. */
  hello(name: string): string
  /** "today", "tomorrow", "in 3 days". */
  left(days: number): string
  kinds: Record<CertificateKind, KindWords>
  facts: {
    expires: string
    /** Of what is no expiry. */
    found: string
    certificate: string
    issuedTo: string
    issuedBy: string
    partner: string
    code: string
  }
  digest: {
    /** How many end, and the day of the first. */
    expiring(n: number, first: string): string
    unanchored(n: number): string
    expiringLead(n: number): string
    unanchoredLead(n: number): string
    heading: string
    steps: string[]
  }
  weekly: {
    title(n: number, before: string): string
    lead(n: number, from: string, to: string): string
    heading: string
    button: string
  }
  /** Between parts of a line. */
  comma: string
  /** Of a list that does not name all. */
  more(n: number): string
  /** The button to all notices. */
  notices: string
  why: {
    administrator: string
    partner(names: CertificateNames): string
    /** When we write, from the configured days, the greatest first. */
    rhythm(rhythm: Rhythm): string
    weekly: string
  }
}

/** Days before an expiry on which we write: single ones, then every day from one on; 0 is the last day. */
export interface Rhythm {
  single: readonly number[]
  dailyFrom: number | null
}

/** Parts the configured days into single ones and the run of days up to the last, which is said in one word. */
export function rhythmOf(days: readonly number[]): Rhythm {
  const sorted = [...new Set(days)].sort((a, b) => b - a)
  let from = sorted.length
  while (from > 0 && sorted[from - 1] === sorted.length - from) from -= 1
  const daily = sorted.slice(from)
  return daily.length >= 3
    ? { single: sorted.slice(0, from), dailyFrom: daily[0]! }
    : { single: sorted, dailyFrom: null }
}

const all: Record<Language, NoticeWords> = { en, fr, ar }

export const noticeWordsIn = (language: Language): NoticeWords => all[language]
