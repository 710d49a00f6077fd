import { setImmediate as turn } from 'node:timers/promises'
import { sql, type Kysely } from 'kysely'
import { DAY, type Clock } from '../../platform/clock/clock.ts'
import type { Signer } from '../../platform/crypto/signer.ts'
import { unitOfWork, type Database } from '../../platform/database/database.ts'
import { instantOf, storedInstant, type StoredInstant } from '../../platform/database/rows.ts'
import type { Logger } from '../../platform/log/log.ts'
import { recordColumns, toRecordRow, type ChainTables, type StoredRecord } from './chain-tables.ts'
import { signCheckpoint, writeCheckpoint } from './checkpoint.ts'
import { beginning, LATEST, linkHash } from './link.ts'

export interface SealerDeps {
  db: Database
  clock: Clock
  log: Logger
  signer: Signer
  /** Where checkpoints are written besides the database. */
  file: string
}

/** Rows of one transaction. */
const BATCH = 2_000
/** Rows looked through by one statement, so that none takes long. */
const PAGE = 10_000
/** The latest seals, among which the newest row is. */
const RECENT = 1_000
/** A checkpoint is due after so many rows, or after the time below with any. */
const ROWS_BETWEEN = 1_000
const TIME_BETWEEN = 3_600_000

/** A place in the record's order; null: before the first row. */
type Position = { at: StoredInstant; id: string } | null

/**
 * Chains the rows of the record that have no seal yet (decisions §1, Audit). Whoever writes a row waits for nothing; a
 * row that commits late is found by looking some way back each time and at everything once a day. Two sealers cannot
 * both win: the sequence is the primary key, and a zombie's numbers are taken.
 */
export class Sealer {
  readonly #deps: SealerDeps
  /** Real time of the last look at everything; a server that has just begun makes one. */
  #lookedThrough = -Infinity

  constructor(deps: SealerDeps) {
    this.#deps = deps
  }

  /** Seals what waits; how many rows. Throws the driver's unique violation when another sealer got ahead. */
  async seal(): Promise<number> {
    const now = this.#deps.clock.now().getTime()
    const everything = now - this.#lookedThrough >= DAY
    let sealed = 0
    let from = everything ? null : await this.#someWayBack()
    for (;;) {
      const to = await this.#endOfPage(from)
      for (let batch = BATCH; batch === BATCH;) sealed += batch = await this.#sealBetween(from, to)
      if (!to) break
      from = to
      // The embedded database answers in the same breath: let requests in between.
      await turn()
    }
    if (everything) this.#lookedThrough = now
    return sealed
  }

  /** Signs how far the chain goes, when that is due; null when not. */
  async sign(): Promise<number | null> {
    const { db, clock, signer, file, log } = this.#deps
    const tables = db.sql<ChainTables>()
    const last = await lastSeal(tables)
    const before = await tables
      .selectFrom('audit_checkpoint')
      .select(['sequence', 'at'])
      .orderBy('sequence', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (before && before.sequence > (last?.sequence ?? 0)) {
      log.error(
        { sequence: last?.sequence ?? 0, checkpoint: before.sequence },
        'the audit chain is shorter than it was signed: run audit:verify',
      )
      return null
    }
    const at = clock.now()
    if (!last || before?.sequence === last.sequence) return null
    const due =
      !before ||
      last.sequence - before.sequence >= ROWS_BETWEEN ||
      at.getTime() - instantOf(before.at).getTime() >= TIME_BETWEEN
    if (!due) return null
    const checkpoint = signCheckpoint(signer, { ...last, at })
    await tables
      .insertInto('audit_checkpoint')
      .values({ ...checkpoint, at: storedInstant(db.dialect, at) })
      .execute()
    log.info({ sequence: last.sequence, hash: last.hash }, 'audit checkpoint')
    writeCheckpoint(file, checkpoint)
    return last.sequence
  }

  /** One batch, read and sealed in one transaction; how many rows. */
  async #sealBetween(from: Position, to: Position): Promise<number> {
    const { db } = this.#deps
    let sealed = 0
    await unitOfWork(db, async tx => {
      const tables = tx.getKysely<ChainTables>()
      const { rows } = await sql<StoredRecord>`
        select ${recordColumns(db.dialect)} from audit_record as r left join audit_seal as s on s.record_id = r.id
        where ${beyond(from)} and ${notBeyond(to)} and s.record_id is null
        order by r.at, r.id limit ${BATCH}`.execute(tables)
      if (rows.length === 0) return true
      let { sequence, hash } = (await lastSeal(tables)) ?? { sequence: 0, hash: beginning }
      const seals = rows.map(row => {
        sequence += 1
        hash = linkHash(hash, toRecordRow(db.dialect, row))
        return { sequence, record_id: row.id, hash }
      })
      await tables.insertInto('audit_seal').values(seals).execute()
      sealed = seals.length
      return true
    })
    return sealed
  }

  /** The newest row sealed lately, less what a late one may lie behind it. */
  async #someWayBack(): Promise<Position> {
    const { db } = this.#deps
    const { rows } = await sql<{ at: StoredInstant | null }>`
      select max(r.at) as at from (select record_id from audit_seal order by sequence desc limit ${RECENT}) as s
      inner join audit_record as r on r.id = s.record_id`.execute(db.sql())
    const newest = rows[0]?.at
    return newest == null
      ? null
      : { at: storedInstant(db.dialect, new Date(instantOf(newest).getTime() - LATEST)), id: '' }
  }

  /** The row that ends a page after a position; null: fewer rows are left. */
  async #endOfPage(from: Position): Promise<Position> {
    const { rows } = await sql<{ at: StoredInstant; id: string }>`
      select r.at, r.id from audit_record as r where ${beyond(from)}
      order by r.at, r.id limit 1 offset ${PAGE - 1}`.execute(this.#deps.db.sql())
    return rows[0] ?? null
  }
}

const lastSeal = (tables: Kysely<ChainTables>) =>
  tables.selectFrom('audit_seal').select(['sequence', 'hash']).orderBy('sequence', 'desc').limit(1).executeTakeFirst()

/** In the expanded form, for which MariaDB uses the index. */
const beyond = (position: Position) =>
  position
    ? sql<boolean>`(r.at >= ${position.at} and (r.at > ${position.at} or r.id > ${position.id}))`
    : sql<boolean>`1 = 1`

const notBeyond = (position: Position) =>
  position
    ? sql<boolean>`(r.at <= ${position.at} and (r.at < ${position.at} or r.id <= ${position.id}))`
    : sql<boolean>`1 = 1`
