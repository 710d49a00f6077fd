import type { NoticeKind } from './notice.entity.ts'

/** A weekly summary as its mail lists it (R-NOT-02). */
export interface SummaryForMail {
  /** Business time. */
  from: Date
  to: Date
  /** How many of each kind end in it; kinds without any may be left out. */
  counts: Readonly<Partial<Record<NoticeKind, number>>>
  /** The first to end first. */
  items: readonly SummaryItemForMail[]
}

export interface SummaryItemForMail {
  kind: NoticeKind
  /** What it is: whom a certificate names. */
  label: string
  /** Public partner id. */
  partnerCode: string
  organisationName: string
  expiresAt: Date
}

/** Weekly summaries, of whoever makes them. */
export interface SummaryReader {
  /** The summary with its first `limit` items; null when there is none (any more). */
  read(summaryId: string, limit: number): Promise<SummaryForMail | null>
}
