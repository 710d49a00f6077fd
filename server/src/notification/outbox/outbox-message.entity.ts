import { defineEntity, p } from '@mikro-orm/core'

/**
 * A mail or SMS to be sent, written in the transaction of what it tells of (decisions §1, Outbox). Recipient and
 * contents are sealed, and forgotten when the message has gone out, except in the sandbox, whose inbox reads them here.
 */
export const OutboxMessageEntity = defineEntity({
  name: 'OutboxMessage',
  tableName: 'outbox_message',
  indexes: [
    { properties: ['status', 'nextAttemptAt'] },
    // Mails that somebody waits for do not stand behind the thousands of a night: they have no cause.
    { properties: ['status', 'causeId', 'nextAttemptAt'] },
    { properties: ['createdAt', 'id'] },
  ],
  // Of what is caused by notices each message exists once; ordinary mails have no cause, and nulls never collide.
  uniques: [{ name: 'outbox_once', properties: ['channel', 'recipientId', 'causeId'] }],
  properties: {
    id: p.string().length(36).primary(),
    /** `Channel`. */
    channel: p.string().length(8),
    /** What it is, e.g. `account.confirm-registration`. */
    template: p.string().length(64),
    language: p.string().length(8),
    /** The person, where the message is written when it is sent; its contents are empty until then. */
    recipientId: p.string().length(36).nullable(),
    /** What it tells of: a notice, or the run whose notices to this person it gathers. */
    causeId: p.string().length(36).nullable(),
    sealedRecipient: p.text().nullable(),
    sealedSubject: p.text().nullable(),
    sealedText: p.text().nullable(),
    sealedHtml: p.text().nullable(),
    /** `OutboxStatus`. */
    status: p.string().length(16),
    attempts: p.integer(),
    /** Real time; also the end of the lease of whoever sends it now. */
    nextAttemptAt: p.datetime(3),
    /** Counts leases: who comes back after losing its own changes nothing. */
    lease: p.integer(),
    /** Of the last failure; a code, nothing personal. */
    problem: p.string().length(64).nullable(),
    createdAt: p.datetime(3),
    sentAt: p.datetime(3).nullable(),
  },
})

export type Channel = 'MAIL' | 'SMS'
/** WITHDRAWN: what it told of was no longer so when its turn came. */
export type OutboxStatus = 'QUEUED' | 'SENT' | 'FAILED' | 'WITHDRAWN'
