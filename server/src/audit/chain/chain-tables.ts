import { sql, type RawBuilder } from 'kysely'
import type { Dialect } from '../../platform/database/database.ts'
import { instantOf, type StoredInstant } from '../../platform/database/rows.ts'
import type { RecordRow } from './link.ts'

/** The tables of the record and its chain as SQL sees them. */
export interface ChainTables {
  audit_record: {
    id: string
    code: string | null
    event: string
    actor_id: string | null
    session_id: string | null
    subject_type: string | null
    subject_id: string | null
    at: StoredInstant
    facts: string
  }
  audit_seal: { sequence: number; record_id: string; hash: string }
  audit_checkpoint: { sequence: number; hash: string; at: StoredInstant; signature: string }
}

/** What `recordColumns` selects. */
export interface StoredRecord extends Omit<ChainTables['audit_record'], 'at'> {
  at: string | null
}

/**
 * Every column of `r`, as text. A driver that one day hands out objects for JSON, or rounds an instant that SQLite was
 * given as a fraction, must not change a hash.
 */
export const recordColumns = (dialect: Dialect): RawBuilder<StoredRecord> =>
  dialect === 'sqlite'
    ? sql<StoredRecord>`r.id, r.code, r.event, r.actor_id, r.session_id, r.subject_type, r.subject_id,
        cast(r.at as text) as at, cast(r.facts as text) as facts`
    : sql<StoredRecord>`r.id, r.code, r.event, r.actor_id, r.session_id, r.subject_type, r.subject_id,
        cast(r.at as char) as at, cast(r.facts as char) as facts`

export const toRecordRow = (dialect: Dialect, row: StoredRecord): RecordRow => ({
  id: row.id,
  at: millisecondsOf(dialect, row.at ?? ''),
  event: row.event,
  code: row.code,
  actorId: row.actor_id,
  sessionId: row.session_id,
  subjectType: row.subject_type,
  subjectId: row.subject_id,
  facts: row.facts,
})

function millisecondsOf(dialect: Dialect, text: string): number | string {
  const milliseconds = dialect === 'sqlite' ? (/^\d{1,15}$/.test(text) ? Number(text) : NaN) : instantOf(text).getTime()
  return Number.isNaN(milliseconds) ? text : milliseconds
}
