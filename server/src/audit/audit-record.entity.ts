import { defineEntity, p } from '@mikro-orm/core'

/** One act, appended and never changed (decisions §1, Audit). `audit_seal` chains these rows later. */
export const AuditRecordEntity = defineEntity({
  name: 'AuditRecord',
  tableName: 'audit_record',
  // One for each filter of the administrators' page, in its order.
  indexes: [
    { properties: ['at', 'id'] },
    { properties: ['event', 'at', 'id'] },
    { properties: ['code', 'at', 'id'] },
    { properties: ['actorId', 'at', 'id'] },
    { properties: ['subjectType', 'at', 'id'] },
    { properties: ['subjectId', 'at', 'id'] },
  ],
  properties: {
    id: p.string().length(36).primary(),
    /** The original system's event code, which several kinds of act may share; null where it had none. */
    code: p.string().length(32).nullable(),
    /** Our own name of the act, e.g. `sign-in.failed`. */
    event: p.string().length(64),
    /** The person who acted; null for a stranger and for the house itself. */
    actorId: p.string().length(36).nullable(),
    /** The session it was done in, by its row id. */
    sessionId: p.string().length(36).nullable(),
    /** What it was done to. */
    subjectType: p.string().length(32).nullable(),
    subjectId: p.string().length(64).nullable(),
    at: p.datetime(3),
    /** Numbers, codes and ids only: never a name, an address or anything else about a person. */
    facts: p.json<Readonly<Record<string, string | number | boolean | null>>>(),
  },
})
