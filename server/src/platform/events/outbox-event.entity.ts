import { defineEntity, p } from '@mikro-orm/core'

/**
 * Something that happened, written in the transaction it happened in and published after the commit (architecture §3,
 * rule 4). Deleted once it is out; the id tells a repetition.
 */
export const OutboxEventEntity = defineEntity({
  name: 'OutboxEvent',
  tableName: 'outbox_event',
  indexes: [{ properties: ['leaseUntil', 'id'] }],
  properties: {
    id: p.string().length(36).primary(),
    topic: p.string().length(64),
    /** Ids, codes and numbers only. */
    payload: p.json<unknown>(),
    createdAt: p.datetime(3),
    /** Real time until which a server has it in hand; in the past: anybody's. */
    leaseUntil: p.datetime(3),
    /** Counts leases: who comes back after losing its own changes nothing. */
    lease: p.integer(),
    attempts: p.integer(),
  },
})
