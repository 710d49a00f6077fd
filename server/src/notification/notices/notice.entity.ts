import { defineEntity, p } from '@mikro-orm/core'

/**
 * Something a person is told of at the portal, one row a person (partner-management §2.11). No text is stored: kind and
 * facts are put into words in the language of whoever reads (R-NPO-07). The unique key makes each happen once, however
 * often and wherever a sweep runs (decisions §1, Notice key).
 */
export const NoticeEntity = defineEntity({
  name: 'Notice',
  tableName: 'notice',
  indexes: [
    { properties: ['recipientId', 'sequence'] },
    { properties: ['recipientId', 'status', 'createdAt', 'id'] },
    { properties: ['recipientId', 'kind', 'createdAt', 'id'] },
    { properties: ['runId', 'recipientId'] },
    { properties: ['dismissalId'] },
    { properties: ['createdAt'] },
  ],
  uniques: [
    {
      // The end first: a sweep asks in the order of ends, of thousands, whether they were announced.
      name: 'notice_once',
      properties: ['dueAt', 'objectId', 'kind', 'threshold', 'recipientId', 'channel'],
    },
  ],
  properties: {
    id: p.string().length(36).primary(),
    /** `NoticeKind`. */
    kind: p.string().length(32),
    objectId: p.string().length(36),
    /** When the object expires; for what is no expiry, when it happened. */
    dueAt: p.datetime(3),
    /** Days before `dueAt` that this notice is for (R-NOT-01); -1 where there is none. */
    threshold: p.integer(),
    recipientId: p.string().length(36),
    /** `NoticeChannel`: where it appears. Its mail hangs on it by `outbox_message.cause_id`. */
    channel: p.string().length(8),
    /** The run that made it, or the act; a digest holds what one run made for one person. */
    runId: p.string().length(36),
    /** The partner it is about; null where it is about the trust store or about many. */
    partnerId: p.string().length(36).nullable(),
    /** Code people say aloud (ICA-7F3A-20C1), for the filter; null where the object has none. */
    objectCode: p.string().length(64).nullable(),
    /** Small letters, for filters by the beginning of a name. */
    issuedToKey: p.string().length(255).nullable(),
    issuedByKey: p.string().length(255).nullable(),
    domain: p.string().length(16).nullable(),
    /** `NoticeFacts`: what the text speaks of. Never anything about a person. */
    facts: p.json<Readonly<Record<string, string | number | null>>>(),
    /** `NoticeStatus`. */
    status: p.string().length(16),
    /** Business time: a notice is as old as the day it belongs to (R-NOT-07). */
    createdAt: p.datetime(3),
    /** Position in the recipient's feed, dense, given when it is published; null until then (decisions §1). */
    sequence: p.integer().nullable(),
    /** Which act dismissed it, so that the whole act can be undone. */
    dismissalId: p.string().length(36).nullable(),
  },
})

export const noticeKinds = [
  'ROOT_CERTIFICATE',
  'INTERMEDIATE_CERTIFICATE',
  'PARTNER_CERTIFICATE',
  'SIGNED_CERTIFICATE',
  'WEEKLY_SUMMARY',
  'CERTIFICATE_UNANCHORED',
] as const
export type NoticeKind = (typeof noticeKinds)[number]
export type NoticeChannel = 'PORTAL'
export type NoticeStatus = 'ACTIVE' | 'DISMISSED'

/** How far a person's feed goes and how much of it the person has seen; one row a person. */
export const NoticeFeedEntity = defineEntity({
  name: 'NoticeFeed',
  tableName: 'notice_feed',
  properties: {
    recipientId: p.string().length(36).primary(),
    /** The sequence of the newest published notice. */
    lastSequence: p.integer(),
    /** Everything up to here was on show (R-NPO-01). */
    seenSequence: p.integer(),
  },
})
