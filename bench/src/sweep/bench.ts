import 'reflect-metadata'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql, type Kysely } from 'kysely'
import { languages } from '../../../server/src/account/recipients.sql.ts'
import { createAudit } from '../../../server/src/audit/index.ts'
import { entities } from '../../../server/src/entities.ts'
import { migrations } from '../../../server/src/migrations/index.ts'
import { beginRun, writeNotices } from '../../../server/src/notification/notices/issue-notices.ts'
import { dueNotices } from '../../../server/src/partner/expiry/due-notices.ts'
import { expirables, expiryJobs } from '../../../server/src/partner/expiry/index.ts'
import { FakeClock } from '../../../server/src/platform/clock/clock.ts'
import { migrate, openDatabase, unitOfWork, type Database } from '../../../server/src/platform/database/database.ts'
import { storedInstant } from '../../../server/src/platform/database/rows.ts'
import { createBus } from '../../../server/src/platform/events/bus.ts'
import { newId } from '../../../server/src/platform/ids/ids.ts'
import { settings } from '../../../server/src/settings.ts'
import { emptyDatabase } from '../http/data.ts'
import { median, type Measurement } from '../measurement.ts'
import { fill, SHARE_DUE } from './data.ts'
import { bareCount, bareInsert, makeRivalTable } from './rival.ts'

const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 5)
const CERTIFICATES = Number(process.env['BENCH_CERTIFICATES'] ?? 1_000_000)
/** Looks at nothing due a round. */
const LOOKS = 10
/** Milliseconds that such a look may take. */
const PATIENCE = 50

/** The bench's own database on a server. */
const SCRATCH = 'portico_bench_sweep'

const today = new Date('2026-11-22T00:00:00.000Z')
const rules = { days: settings.noticeDays.schema.parse(undefined), skippedPartners: [] }
const window = Math.max(...rules.days) + 1

/** The nightly sweep beside a bare `INSERT … SELECT` of the same rows, on each database that there is. */
export async function run(): Promise<Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'portico-bench-'))
  const server = process.env['TEST_MYSQL_URL']
  try {
    return [
      ...(server ? await compare('MariaDB', await emptyDatabase(server, SCRATCH)) : []),
      ...(await compare('SQLite', join(folder, 'portico.db'))),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function compare(name: string, url: string): Promise<Measurement[]> {
  const db = await openDatabase({ url, entities, migrations, pool: 10, statementSeconds: 120 })
  try {
    await migrate(db)
    await fill(db, CERTIFICATES, today)
    await makeRivalTable({ db: db.sql() as Kysely<unknown>, dialect: db.dialect })
    return await measure(db, name)
  } finally {
    // A million rows are left to nobody; SQLite's go with their folder.
    if (db.dialect === 'mysql') await sql`drop database ${sql.table(SCRATCH)}`.execute(db.sql())
    await db.close()
  }
}

async function measure(db: Database, name: string): Promise<Measurement[]> {
  const clock = new FakeClock(today)
  const deps = { db, clock, audit: createAudit({ clock }), bus: createBus(), languages, expirables, rules }
  const [sweep] = expiryJobs(deps)
  const bare = () =>
    db
      .sql()
      .transaction()
      .execute(tx => bareInsert(db, tx as unknown as Kysely<unknown>, today, window))
  const rows = () =>
    unitOfWork(
      db,
      tx => {
        const news = expirables.map(expirable => ({
          kind: expirable.kind,
          rows: dueNotices(expirable, { dialect: db.dialect, at: today, rules }),
        }))
        const run = beginRun(tx, { dialect: db.dialect, now: clock.now(), runId: newId(), news })
        return writeNotices(run, news, storedInstant(db.dialect, today))
      },
      { readCommitted: true },
    )
  const all = () => sweep!.run(today)
  const count = () => bareCount(db, db.sql() as Kysely<unknown>, today, window)

  const taken: Record<'bare' | 'rows' | 'all' | 'look' | 'count', number[]> = {
    bare: [],
    rows: [],
    all: [],
    look: [],
    count: [],
  }
  const due = Math.round(CERTIFICATES * SHARE_DUE)
  // The first round warms up and is left out.
  for (let round = 0; round <= ROUNDS; round++) {
    await empty(db)
    const times = { bare: await milliseconds(bare), rows: 0, all: 0, look: 0, count: 0 }
    await same(db, 'notice_bare', due)
    times.rows = await milliseconds(rows)
    await same(db, 'notice', due)
    await empty(db)
    times.all = await milliseconds(all)
    for (const table of ['notice', 'outbox_message', 'audit_record']) await same(db, table, due)
    const [looks, counts]: [number[], number[]] = [[], []]
    for (let look = 0; look < LOOKS; look++) {
      counts.push(await milliseconds(count))
      looks.push(await milliseconds(all))
    }
    times.look = median(looks)
    times.count = median(counts)
    await same(db, 'notice', due)
    if (round > 0) for (const key of ['bare', 'rows', 'all', 'look', 'count'] as const) taken[key].push(times[key])
  }
  const of = `of ${due.toLocaleString('en')} due of ${CERTIFICATES.toLocaleString('en')} certificates, ${name}`
  const ratio = (title: string, ours: number[], theirs: number[], most?: number): Measurement => {
    const ratios = ours.map((ms, round) => ms / theirs[round]!)
    return {
      name: `${title} ${of}`,
      ratio: median(ratios),
      spread: [Math.min(...ratios), Math.max(...ratios)],
      ...(most === undefined ? {} : { target: { most } }),
      detail: { 'ours ms': median(ours).toFixed(1), 'theirs ms': median(theirs).toFixed(1) },
    }
  }
  return [
    ratio('sweep, notices alone, to a bare INSERT … SELECT', taken.rows, taken.bare, 1.5),
    ratio('sweep with outbox and record to a bare INSERT … SELECT', taken.all, taken.bare, 3),
    ratio(
      `sweep with nothing due to ${PATIENCE} ms`,
      taken.look,
      taken.look.map(() => PATIENCE),
      1,
    ),
    ratio('sweep with nothing due to a bare count', taken.look, taken.count),
  ]
}

const milliseconds = async (work: () => Promise<unknown>): Promise<number> => {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

async function empty(database: Database): Promise<void> {
  const { dialect } = database
  const db = database.sql() as Kysely<unknown>
  for (const table of ['notice', 'notice_bare', 'outbox_message', 'outbox_event', 'audit_record'])
    await sql.raw(dialect === 'sqlite' ? `delete from ${table}` : `truncate table ${table}`).execute(db)
}

/** A side that did less than the other would win by it. */
async function same(db: Database, table: string, rows: number): Promise<void> {
  const found = await sql<{ n: number | string }>`select count(*) as n from ${sql.table(table)}`.execute(db.sql())
  if (Number(found.rows[0]?.n) !== rows) throw new Error(`${table} has ${found.rows[0]?.n} rows, not ${rows}`)
}
