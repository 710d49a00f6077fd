import { sql } from 'kysely'
import type { Database } from '../platform/database/database.ts'
import { keysetList, type KeysetList, type PageArgs, type PageOrder } from '../platform/database/page.ts'
import { instantOf, storedInstant, type StoredInstant } from '../platform/database/rows.ts'
import type { ChainTables } from './chain/chain-tables.ts'

/** Conditions that all hold; what is null or left out does not count. Each has an index with time and id behind it. */
export interface RecordFilter {
  event?: string | null
  code?: string | null
  /** Nobody: an empty list. */
  actorIds?: readonly string[] | null
  subjectType?: string | null
  subjectId?: string | null
  /** From this instant on. */
  from?: Date | null
  /** Before this instant. */
  before?: Date | null
}

const columns = ['id', 'at', 'event', 'code', 'actor_id', 'subject_type', 'subject_id', 'facts'] as const

export type StoredRecordRow = Pick<ChainTables['audit_record'], (typeof columns)[number]>

export const recordOrders = {
  AT_ASC: { column: 'at', direction: 'asc' },
  AT_DESC: { column: 'at', direction: 'desc' },
} as const satisfies Record<string, PageOrder<StoredRecordRow>>

export type RecordOrder = keyof typeof recordOrders

/** How far the chain goes, and what it has not come to yet. */
export interface ChainStand {
  sealed: number
  /** Rows of the last hours without a seal. */
  waiting: number
  lastCheckpointSequence: number | null
  lastCheckpointAt: Date | null
}

/** The newest row is among the latest seals; a row waits no longer than this behind it. */
const RECENT = 1_000
const HOUR = 3_600_000

/** Reads of the record, for administrators: it belongs to the house, so there is nothing to scope. */
export class AuditQueries {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  list(filter: RecordFilter, order: RecordOrder, args: PageArgs): KeysetList<StoredRecordRow> {
    const db = this.#db.sql<ChainTables>()
    const instant = (when: Date) => storedInstant(this.#db.dialect, when)
    const { event, code, actorIds, subjectType, subjectId, from, before } = filter
    let query = db.selectFrom('audit_record').select(columns)
    if (event != null) query = query.where('event', '=', event)
    if (code != null) query = query.where('code', '=', code)
    if (actorIds?.length === 1) query = query.where('actor_id', '=', actorIds[0]!)
    else if (actorIds) query = query.where('actor_id', 'in', actorIds.length > 0 ? actorIds : [''])
    if (subjectId != null) query = query.where('subject_id', '=', subjectId)
    // Types are few: beside another filter their index is the wrong one, and SQLite has no figures to know that by.
    const alone = event == null && code == null && actorIds == null && subjectId == null
    const type = alone ? sql<string>`subject_type` : sql<string>`coalesce(subject_type, '')`
    if (subjectType != null) query = query.where(type, '=', subjectType)
    if (from) query = query.where('at', '>=', instant(from))
    if (before) query = query.where('at', '<', instant(before))
    return keysetList(db, query, recordOrders[order], args)
  }

  /** Whether each row has its seal, in the order asked. */
  async sealed(ids: readonly string[]): Promise<boolean[]> {
    const rows = await this.#db
      .sql<ChainTables>()
      .selectFrom('audit_seal')
      .select('record_id')
      .where('record_id', 'in', ids)
      .execute()
    const found = new Set(rows.map(row => row.record_id))
    return ids.map(id => found.has(id))
  }

  async chain(): Promise<ChainStand> {
    const db = this.#db.sql<ChainTables>()
    const { rows } = await sql<{
      sealed: number | null
      newest: StoredInstant | null
      sequence: number | null
      at: StoredInstant | null
    }>`select (select max(sequence) from audit_seal) as sealed,
        (select max(r.at) from (select record_id from audit_seal order by sequence desc limit ${RECENT}) as s
          inner join audit_record as r on r.id = s.record_id) as newest,
        c.sequence, c.at
      from (select 1 as one) as always
      left join (select sequence, at from audit_checkpoint order by sequence desc limit 1) as c on 1 = 1`.execute(db)
    const stand = rows[0]!
    const since = stand.newest == null ? new Date(0) : new Date(instantOf(stand.newest).getTime() - HOUR)
    const { waiting } = await db
      .selectFrom('audit_record as r')
      .leftJoin('audit_seal as s', 's.record_id', 'r.id')
      .where('s.record_id', 'is', null)
      .where('r.at', '>=', storedInstant(this.#db.dialect, since))
      .select(eb => eb.fn.countAll<number | string>().as('waiting'))
      .executeTakeFirstOrThrow()
    return {
      sealed: stand.sealed ?? 0,
      waiting: Number(waiting),
      lastCheckpointSequence: stand.sequence,
      lastCheckpointAt: stand.at == null ? null : instantOf(stand.at),
    }
  }
}
