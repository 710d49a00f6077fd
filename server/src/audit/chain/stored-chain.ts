import { sql } from 'kysely'
import type { Database } from '../../platform/database/database.ts'
import { instantOf, storedInstant } from '../../platform/database/rows.ts'
import { recordColumns, toRecordRow, type ChainTables, type StoredRecord } from './chain-tables.ts'
import type { Link } from './link.ts'
import type { ChainSource } from './verify.ts'

interface StoredLink extends Omit<StoredRecord, 'id'> {
  id: string | null
  sequence: number
  record_id: string
  hash: string
}

/** The chain as the database holds it. */
export function storedChain(db: Database): ChainSource {
  const tables = () => db.sql<ChainTables>()
  return {
    async links(after, limit) {
      const { rows } = await sql<StoredLink>`
        select s.sequence, s.record_id, s.hash, ${recordColumns(db.dialect)}
        from audit_seal as s left join audit_record as r on r.id = s.record_id
        where s.sequence > ${after} order by s.sequence limit ${limit}`.execute(tables())
      return rows.map((row): Link => ({
        sequence: row.sequence,
        recordId: row.record_id,
        hash: row.hash,
        record: row.id === null ? null : toRecordRow(db.dialect, row as StoredRecord),
      }))
    },
    async checkpoints() {
      const rows = await tables().selectFrom('audit_checkpoint').selectAll().orderBy('sequence').execute()
      return rows.map(({ sequence, hash, at, signature }) => ({ sequence, hash, at: instantOf(at), signature }))
    },
    async unsealed(before) {
      const unsealed = tables()
        .selectFrom('audit_record as r')
        .leftJoin('audit_seal as s', 's.record_id', 'r.id')
        .where('s.record_id', 'is', null)
      const { count } = await unsealed
        .select(eb => eb.fn.countAll<number | string>().as('count'))
        .executeTakeFirstOrThrow()
      const early =
        before === null
          ? undefined
          : await unsealed
              .select('r.id')
              .where('r.at', '<', storedInstant(db.dialect, new Date(before)))
              .orderBy('r.at')
              .orderBy('r.id')
              .limit(1)
              .executeTakeFirst()
      return { count: Number(count), early: early?.id ?? null }
    },
  }
}
