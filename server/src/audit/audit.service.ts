import type { Clock } from '../platform/clock/clock.ts'
import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/ids/ids.ts'
import { auditCodes, type AuditEvent } from './audit-events.ts'
import { AuditRecordEntity } from './audit-record.entity.ts'

/** Who acted: a person in a session, or (left out) a stranger or the house itself. */
export interface AuditActor {
  userId: string
  sessionId?: string | null
}

export interface AuditEntry {
  event: AuditEvent
  actor?: AuditActor | null
  subjectType?: string
  subjectId?: string | null
  /** Numbers, codes and ids only; what is said about a person stays in the person's own sealed row. */
  facts?: Readonly<Record<string, string | number | boolean | null>>
}

export interface Audit {
  /** Appends one row in the caller's transaction, so that the act and its record stand or fall together. */
  record(tx: Tx, entry: AuditEntry): void
}

/** The append-only record. `at` is real time: sandbox time must not let an act be dated elsewhere. */
export function createAudit({ clock }: { clock: Clock }): Audit {
  return {
    record(tx, { event, actor, subjectType, subjectId, facts }) {
      tx.persist(
        tx.create(AuditRecordEntity, {
          id: newId(),
          code: auditCodes[event],
          event,
          actorId: actor?.userId ?? null,
          sessionId: actor?.sessionId ?? null,
          subjectType: subjectType ?? null,
          subjectId: subjectId ?? null,
          at: clock.now(),
          facts: facts ?? {},
        }),
      )
    },
  }
}
