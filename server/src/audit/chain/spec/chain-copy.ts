import { deriveDataKey } from '../../../platform/crypto/data-key.ts'
import { createSigner } from '../../../platform/crypto/signer.ts'
import type { Database } from '../../../platform/database/database.ts'
import { instantOf, storedInstant } from '../../../platform/database/rows.ts'
import type { ChainTables } from '../chain-tables.ts'
import { signCheckpoint, type Checkpoint } from '../checkpoint.ts'
import { beginning, linkHash, type Link, type RecordRow } from '../link.ts'
import type { ChainSource } from '../verify.ts'

/** A record with its chain, out of the database: what somebody who may write there can lay hands on. */
export interface ChainCopy {
  records: RecordRow[]
  seals: Omit<Link, 'record'>[]
  checkpoints: Checkpoint[]
}

export const signer = createSigner(deriveDataKey(Buffer.alloc(32, 7)))
export const stranger = createSigner(deriveDataKey(Buffer.alloc(32, 8)))

export const specId = (n: number): string => `01990000-0000-7000-8000-${String(n).padStart(12, '0')}`

/** Rows an hour apart, so that the first ones are long before the last. */
export const specRow = (n: number): RecordRow => ({
  id: specId(n),
  at: Date.UTC(2026, 0, 1) + n * 3_600_000,
  event: n % 3 === 0 ? 'sign-in.failed' : 'partner.registered',
  code: n % 3 === 0 ? null : 'PMS_PRT_201',
  actorId: n % 2 === 0 ? specId(900_000 + n) : null,
  sessionId: n % 2 === 0 ? specId(800_000 + n) : null,
  subjectType: n % 5 === 0 ? null : 'partner',
  subjectId: n % 5 === 0 ? null : specId(700_000 + (n % 7)),
  facts: JSON.stringify({ attempt: n, reason: 'WRONG_PASSWORD', first: n % 2 === 0 }),
})

/** Seals of these rows, in this order. */
export function sealsOf(records: readonly RecordRow[], from = { sequence: 0, hash: beginning }): ChainCopy['seals'] {
  let { sequence, hash } = from
  return records.map(record => ({
    sequence: (sequence += 1),
    recordId: record.id,
    hash: (hash = linkHash(hash, record)),
  }))
}

/** A chain of `rows` rows with checkpoints at these places. */
export function chainOf(rows: number, places: readonly number[]): ChainCopy {
  const records = Array.from({ length: rows }, (_, index) => specRow(index + 1))
  const seals = sealsOf(records)
  const checkpoints = places.map(sequence =>
    signCheckpoint(signer, {
      sequence,
      hash: seals[sequence - 1]!.hash,
      at: new Date(Date.UTC(2026, 5, sequence % 28)),
    }),
  )
  return { records, seals, checkpoints }
}

/** Reads a copy as `storedChain` reads the database. */
export const sourceOf = ({ records, seals, checkpoints }: ChainCopy): ChainSource => {
  const byId = new Map(records.map(record => [record.id, record]))
  const ordered = [...seals].sort((a, b) => a.sequence - b.sequence)
  return {
    links: async (after, limit) =>
      ordered
        .filter(({ sequence }) => sequence > after)
        .slice(0, limit)
        .map(seal => ({ ...seal, record: byId.get(seal.recordId) ?? null })),
    checkpoints: async () => checkpoints,
    async unsealed(before) {
      const sealed = new Set(seals.map(({ recordId }) => recordId))
      const waiting = records.filter(({ id }) => !sealed.has(id))
      const early = waiting.filter(({ at }) => before !== null && Number(at) < before)
      return { count: waiting.length, early: early.sort((a, b) => Number(a.at) - Number(b.at))[0]?.id ?? null }
    },
  }
}

/** Makes the three tables hold the copy and nothing else. */
export async function writeChain(db: Database, { records, seals, checkpoints }: ChainCopy): Promise<void> {
  const tables = db.sql<ChainTables>()
  const instant = (at: number) => storedInstant(db.dialect, new Date(at))
  for (const table of ['audit_record', 'audit_seal', 'audit_checkpoint'] as const)
    await tables.deleteFrom(table).execute()
  for (let from = 0; from < records.length; from += 1_000)
    await tables
      .insertInto('audit_record')
      .values(
        records.slice(from, from + 1_000).map(row => ({
          id: row.id,
          code: row.code,
          event: row.event,
          actor_id: row.actorId,
          session_id: row.sessionId,
          subject_type: row.subjectType,
          subject_id: row.subjectId,
          at: instant(Number(row.at)),
          facts: row.facts,
        })),
      )
      .execute()
  if (seals.length > 0)
    await tables
      .insertInto('audit_seal')
      .values(seals.map(({ sequence, recordId, hash }) => ({ sequence, record_id: recordId, hash })))
      .execute()
  if (checkpoints.length > 0)
    await tables
      .insertInto('audit_checkpoint')
      .values(checkpoints.map(checkpoint => ({ ...checkpoint, at: instant(checkpoint.at.getTime()) })))
      .execute()
}

/** The seals of the database, in order. */
export const sealsIn = (db: Database) =>
  db.sql<ChainTables>().selectFrom('audit_seal').selectAll().orderBy('sequence').execute()

export const checkpointsIn = async (db: Database): Promise<Checkpoint[]> =>
  (await db.sql<ChainTables>().selectFrom('audit_checkpoint').selectAll().orderBy('sequence').execute()).map(row => ({
    ...row,
    at: instantOf(row.at),
  }))
