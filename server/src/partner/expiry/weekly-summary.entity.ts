import { defineEntity, p } from '@mikro-orm/core'

/**
 * One cycle of the weekly summary (R-NOT-02), kept also when nothing expired: the next one is due seven days after it.
 * `fromAt` is unique, so that of servers that run together one makes it.
 */
export const WeeklySummaryEntity = defineEntity({
  name: 'WeeklySummary',
  tableName: 'weekly_summary',
  properties: {
    id: p.string().length(36).primary(),
    /** Business time, the UTC midnight of the day it ran. */
    fromAt: p.datetime(3).unique(),
    /** Exactly 7 × 24 h later. */
    toAt: p.datetime(3),
    /** How many of each kind end in it. */
    counts: p.json<Readonly<Record<string, number>>>(),
  },
})

/** What a summary lists, as it stood when the summary was made. */
export const WeeklySummaryItemEntity = defineEntity({
  name: 'WeeklySummaryItem',
  tableName: 'weekly_summary_item',
  indexes: [{ properties: ['summaryId', 'kind', 'expiresAt', 'id'] }, { properties: ['summaryId', 'expiresAt', 'id'] }],
  properties: {
    id: p.string().length(36).primary(),
    summaryId: p.string().length(36),
    /** `NoticeKind` of the object. */
    kind: p.string().length(32),
    objectId: p.string().length(36),
    partnerId: p.string().length(36),
    partnerCode: p.string().length(36),
    organisationName: p.string().length(128),
    /** What of the partner's it is: whom a certificate names. */
    label: p.string().length(255),
    domain: p.string().length(16).nullable(),
    expiresAt: p.datetime(3),
  },
})
