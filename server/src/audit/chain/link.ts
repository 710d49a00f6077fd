import { hash } from 'node:crypto'

/** A row of the record as the chain covers it: every column. */
export interface RecordRow {
  id: string
  /** Milliseconds since 1970; text where somebody put no such instant there. */
  at: number | string
  event: string
  code: string | null
  actorId: string | null
  sessionId: string | null
  subjectType: string | null
  subjectId: string | null
  /** JSON as the database holds it, to the letter: a second key of the same name must not hide behind the first. */
  facts: string
}

/** A seal with the row it covers; null where that is gone. */
export interface Link {
  sequence: number
  recordId: string
  /** SHA-256, hex. */
  hash: string
  record: RecordRow | null
}

/** What the first row's hash hangs on. */
export const beginning = '0'.repeat(64)

/**
 * How far a row may be dated before one that was sealed already. Instants are taken before the commit, and servers'
 * clocks differ a little; what comes later than this was put in afterwards.
 */
export const LATEST = 48 * 3_600_000

/** SHA-256 of the previous hash and a JSON list of the row's columns: nobody needs our code to calculate it again. */
export const linkHash = (previous: string, row: RecordRow): string =>
  hash(
    'sha256',
    previous +
      JSON.stringify([
        row.id,
        row.at,
        row.event,
        row.code,
        row.actorId,
        row.sessionId,
        row.subjectType,
        row.subjectId,
        row.facts,
      ]),
  )
