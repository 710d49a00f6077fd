import { expect } from 'chai'
import { sql } from 'kysely'
import { DAY } from '../platform/clock/clock.ts'
import type { Database } from '../platform/database/database.ts'
import { countStatements } from '../platform/database/guard.ts'
import { storedInstant } from '../platform/database/rows.ts'
import { describeDatabases } from '../spec/test-database.ts'
import { AuditQueries, type RecordFilter } from './audit-record.queries.ts'
import { chainOf, specId, writeChain } from './chain/spec/chain-copy.ts'

describeDatabases('reading the audit record', open => {
  let db: Database
  let drop: () => Promise<void>

  before(async () => {
    ;({ db, drop } = await open())
    await writeChain(db, { ...chainOf(8_000, []), seals: [] })
    // The embedded database gathers no figures of its own.
    if (db.dialect === 'mysql') await sql`analyze table audit_record`.execute(db.sql())
  })
  after(() => drop())

  /** How the database goes about it: the index it takes, and whether it sorts by itself. */
  async function planOf(filter: RecordFilter, values: readonly unknown[]) {
    const { statements } = await countStatements(() =>
      new AuditQueries(db).list(filter, 'AT_DESC', { first: 10 }).read({ page: true, total: false }),
    )
    expect(statements).to.have.length(1)
    const given = [...values, 11]
    const parts = statements[0]!.split('?')
    expect(parts).to.have.length(given.length + 1)
    const statement = sql.join(
      parts.map((part, n) => (n < given.length ? sql`${sql.raw(part)}${given[n]}` : sql.raw(part))),
      sql``,
    )
    const explain = sql.raw(db.dialect === 'sqlite' ? 'explain query plan' : 'explain')
    const { rows } = await sql<{ detail?: string; key?: string; Extra?: string }>`${explain} ${statement}`.execute(
      db.sql(),
    )
    const told = rows.map(({ detail, key, Extra }) => detail ?? `${key} ${Extra}`).join('; ')
    return { index: /audit_record_(\w+)_index/.exec(told)?.[1], sorts: /temp b-tree|filesort/i.test(told), told }
  }

  const noon = new Date('2026-03-01T12:00:00Z')
  const filters: Record<string, [RecordFilter, ...unknown[]]> = {
    at_id: [{}],
    event_at_id: [{ event: 'sign-out' }, 'sign-out'],
    code_at_id: [{ code: 'PMS_PRT_203' }, 'PMS_PRT_203'],
    actor_id_at_id: [{ actorIds: [specId(900_002)] }, specId(900_002)],
    subject_type_at_id: [{ subjectType: 'user' }, 'user'],
    subject_id_at_id: [{ subjectId: specId(1) }, specId(1)],
  }
  for (const [index, [filter, ...values]] of Object.entries(filters))
    it(`goes by ${index}, in its order`, async () => {
      const plan = await planOf(filter, values)
      expect(plan, plan.told).to.include({ index, sorts: false })
      const from = storedInstant(db.dialect, noon)
      const before = storedInstant(db.dialect, new Date(noon.getTime() + DAY))
      const within = await planOf({ ...filter, from: noon, before: new Date(noon.getTime() + DAY) }, [
        ...values,
        from,
        before,
      ])
      expect(within, within.told).to.include({ sorts: false })
      expect(within.index, within.told).to.be.a('string')
    })

  it('goes by the event, not by the few kinds of subjects', async () => {
    const plan = await planOf({ event: 'sign-out', subjectType: 'partner' }, ['sign-out', 'partner'])
    expect(plan, plan.told).to.include({ index: 'event_at_id', sorts: false })
  })
})
