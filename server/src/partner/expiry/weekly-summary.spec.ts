import { expect } from 'chai'
import { sql } from 'kysely'
import type { JobFacts } from '../../platform/jobs/job.ts'
import type { Database } from '../../platform/database/database.ts'
import { countStatements } from '../../platform/database/guard.ts'
import { NoticeEntity } from '../../notification/index.ts'
import { describeDatabases } from '../../spec/test-database.ts'
import { dayAfter, ExpiryWorld } from './spec/expiry-world.ts'
import { WeeklySummaryEntity, WeeklySummaryItemEntity } from './weekly-summary.entity.ts'
import { weeklySummaryJob } from './weekly-summary.job.ts'
import { WeeklySummaryQueries } from './weekly-summary.queries.ts'

const SATURDAY = '2026-11-28T00:00:00.000Z'
const on = (days: number, time = '00:00:00.000') => dayAfter(SATURDAY, days, time)
const NONE = { summaries: 0, items: 0, notices: 0, mails: 0 }

describeDatabases('R-NOT-02: the weekly summary', open => {
  let db: Database
  let drop: () => Promise<void>
  let world: ExpiryWorld

  before(async () => {
    ;({ db, drop } = await open())
    world = new ExpiryWorld(db)
  })
  beforeEach(() => world.clear())
  after(() => drop())

  const run = (at: Date | string, cron?: string): Promise<JobFacts> => {
    const job = weeklySummaryJob(world.deps())
    return (cron ? { ...job, cron } : job).run(new Date(at))
  }
  const begun = async () =>
    (await db.em().find(WeeklySummaryEntity, {}, { orderBy: { fromAt: 'asc' } })).map(({ fromAt }) =>
      fromAt.toISOString(),
    )

  it('is due on Saturdays at 00:00 UTC, after the notices of the day, and caught up', () => {
    expect(weeklySummaryJob(world.deps())).to.deep.include({
      cron: '0 0 * * 6',
      timeZone: 'UTC',
      misfire: 'run-once',
      priority: 10,
    })
  })

  it('lists exactly what ends in the next 7 × 24 hours, both certificates, of active partners', async () => {
    await world.administrator()
    const cases: [days: number, time: string, listed: boolean][] = [
      [-1, '23:59:59.999', false],
      [0, '00:00:00.000', true],
      [0, '09:00:00.000', true],
      [3, '12:00:00.000', true],
      [6, '23:59:59.999', true],
      [7, '00:00:00.000', false],
    ]
    const wanted = []
    for (const kind of ['PARTNER_CERTIFICATE', 'SIGNED_CERTIFICATE'] as const) {
      const ends = cases.map(([days, time]) => on(days, time))
      const ids = await world.many(kind, ends)
      for (const [n, id] of ids.entries()) if (cases[n]![2]) wanted.push(`${kind} ${id} ${ends[n]!.toISOString()}`)
    }
    await world.certificate((await world.partner({ status: 'INACTIVE' })).id, { validTo: on(3) })
    await world.certificate((await world.partner()).id, { validTo: on(3), status: 'REPLACED' })
    await world.trust('ROOT', { validTo: on(3) })
    expect(await run(SATURDAY)).to.deep.equal({ summaries: 1, items: 8, notices: 1, mails: 1 })
    const items = await db.em().findAll(WeeklySummaryItemEntity)
    expect(items.map(i => `${i.kind} ${i.objectId} ${i.expiresAt.toISOString()}`).sort()).to.deep.equal(wanted.sort())
    expect(items[0]).to.deep.include({ label: 'Élan', domain: 'AUTH', organisationName: 'Organisation' })
    const [summary] = await db.em().findAll(WeeklySummaryEntity)
    expect(summary).to.deep.include({
      fromAt: on(0),
      toAt: on(7),
      counts: { PARTNER_CERTIFICATE: 4, SIGNED_CERTIFICATE: 4 },
    })
  })

  it('tells every administrator, by a notice, a mail and a line in the record', async () => {
    const administrators = [await world.administrator(), await world.administrator()]
    await world.certificate((await world.partner()).id, { validTo: on(3) })
    await run(SATURDAY)
    const { id: summaryId } = await db.em().findOneOrFail(WeeklySummaryEntity, { fromAt: on(0) })
    const notices = await world.notices()
    expect(notices.map(({ recipientId }) => recipientId).sort()).to.deep.equal(administrators.sort())
    for (const notice of notices) {
      expect(notice).to.deep.include({
        kind: 'WEEKLY_SUMMARY',
        objectId: summaryId,
        dueAt: on(0),
        threshold: -1,
        partnerId: null,
      })
      expect(notice.facts).to.deep.equal({
        summaryId,
        from: on(0).toISOString(),
        to: on(7).toISOString(),
        total: 1,
      })
    }
    expect((await world.mails()).map(({ template }) => template)).to.deep.equal([
      'notice.weekly-summary',
      'notice.weekly-summary',
    ])
    expect((await world.record()).map(({ event, code }) => `${event} ${code}`)).to.deep.equal([
      'notice.weekly-summary.created PMS_NOTIF_013',
      'notice.weekly-summary.created PMS_NOTIF_013',
    ])
  })

  it('is made and recorded also when nothing ends, and then tells nobody', async () => {
    await world.administrator()
    expect(await run(SATURDAY)).to.deep.equal({ ...NONE, summaries: 1 })
    expect(await begun()).to.deep.equal([SATURDAY])
    const [summary] = await db.em().findAll(WeeklySummaryEntity)
    expect((await world.record()).map(({ event, subjectId }) => `${event} ${subjectId}`)).to.deep.equal([
      `weekly-summary.empty ${summary!.id}`,
    ])
    expect([await world.notices(), await world.mails()]).to.deep.equal([[], []])
  })

  it('comes no sooner than seven days after the one before', async () => {
    await run(SATURDAY)
    for (const days of [0, 1, 6]) expect(await run(on(days, '23:59:59.999'))).to.deep.equal(NONE)
    expect(await run(on(7))).to.deep.equal({ ...NONE, summaries: 1 })
    expect(await begun()).to.deep.equal([on(0).toISOString(), on(7).toISOString()])
  })

  it('catches a missed Saturday up for that Saturday, and no day lies between two summaries', async () => {
    await run(SATURDAY)
    // The scheduler names the instant that was missed, whenever it runs; of several the last.
    expect(await run(on(14))).to.deep.equal({ ...NONE, summaries: 1 })
    expect(await run(on(21))).to.deep.equal({ ...NONE, summaries: 1 })
    expect(await begun()).to.deep.equal([0, 14, 21].map(days => on(days).toISOString()))
  })

  it('begins on the schedule’s day, by hand not on another, and on the operator’s where there is one', async () => {
    for (const days of [1, 3, 6]) expect(await run(on(days, '10:00:00.000'))).to.deep.equal(NONE)
    expect(await run(on(2, '10:00:00.000'), '30 6 * * 1')).to.deep.equal({ ...NONE, summaries: 1 })
    expect(await begun()).to.deep.equal([on(2).toISOString()])
  })

  it('is made once by servers that run at once', async () => {
    await world.administrator()
    await world.certificate((await world.partner()).id, { validTo: on(3) })
    const runs = await Promise.all(Array.from({ length: 10 }, () => run(SATURDAY)))
    expect(runs.filter(({ summaries }) => summaries === 1)).to.have.length(1)
    expect([(await begun()).length, (await world.notices()).length, (await world.mails()).length]).to.deep.equal([
      1, 1, 1,
    ])
    expect((await world.record()).map(({ event }) => event)).to.deep.equal(['notice.weekly-summary.created'])
  })

  it('takes the same number of statements for one entry and for many', async () => {
    await world.administrator()
    await world.many('PARTNER_CERTIFICATE', [on(3)])
    const one = await countStatements(() => run(SATURDAY))
    await world.many(
      'PARTNER_CERTIFICATE',
      Array.from({ length: 40 }, () => on(10)),
    )
    const many = await countStatements(() => run(on(7)))
    expect([one.result['items'], many.result['items']]).to.deep.equal([1, 40])
    expect(many.statements.length).to.equal(one.statements.length)
  })

  it('records that it failed, and leaves nothing half done', async () => {
    await world.certificate((await world.partner()).id, { validTo: on(3) })
    const broken = {
      after() {
        throw new Error('broken')
      },
    }
    await world.administrator()
    const failed = await weeklySummaryJob(world.deps({ bus: broken }))
      .run(new Date(SATURDAY))
      .catch((error: Error) => error.message)
    expect(failed).to.equal('broken')
    expect((await world.record()).map(({ event, code }) => `${event} ${code}`)).to.deep.equal([
      'notice.weekly-summary.creation-failed PMS_NOTIF_014',
    ])
    expect(await run(SATURDAY)).to.deep.include({ summaries: 1, notices: 1 })
  })

  it('R-NOT-07: goes when no notice leads to it any more, but for the latest', async () => {
    await world.administrator()
    await world.many('PARTNER_CERTIFICATE', [on(1), on(8), on(15)])
    for (const days of [0, 7, 14]) await run(on(days))
    const queries = new WeeklySummaryQueries(db)
    expect(await queries.deleteForgotten()).to.deep.equal({ summaries: 0 })
    await db.em().nativeDelete(NoticeEntity, { dueAt: { $in: [on(0), on(14)] } })
    expect(await queries.deleteForgotten()).to.deep.equal({ summaries: 1 })
    expect(await begun()).to.deep.equal([on(7).toISOString(), on(14).toISOString()])
    expect(await db.em().count(WeeklySummaryItemEntity)).to.equal(2)
  })

  it('is read for mails, the first to end first', async () => {
    await world.administrator()
    await world.many('PARTNER_CERTIFICATE', [on(5), on(1), on(3)])
    await run(SATURDAY)
    const { id } = await db.em().findOneOrFail(WeeklySummaryEntity, { fromAt: on(0) })
    const queries = new WeeklySummaryQueries(db)
    const read = await queries.read(id, 2)
    expect(read!.items.map(({ expiresAt }) => expiresAt)).to.deep.equal([on(1), on(3)])
    expect(read).to.deep.include({ from: on(0), to: on(7), counts: { PARTNER_CERTIFICATE: 3, SIGNED_CERTIFICATE: 0 } })
    await sql`delete from weekly_summary`.execute(db.sql())
    expect(await queries.read(id, 2)).to.equal(null)
  })
})
