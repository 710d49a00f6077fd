import { expect } from 'chai'
import { DAY } from '../../platform/clock/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import { newId } from '../../platform/ids/ids.ts'
import { settings } from '../../settings.ts'
import { describeDatabases } from '../../spec/test-database.ts'
import { noticeRetentionJob, type NoticeRetentionDeps } from './notice-retention.ts'
import { NoticeEntity } from './notice.entity.ts'
import { issueNotices } from './spec/issued.ts'

describeDatabases('R-NOT-07: what is kept of notices', open => {
  let db: Database
  let drop: () => Promise<void>
  const at = new Date('2027-03-02T00:00:00.400Z')
  const midnight = new Date('2027-03-02T00:00:00.000Z').getTime()

  before(async () => ({ db, drop } = await open()))
  beforeEach(() => db.em().nativeDelete(NoticeEntity, {}))
  after(() => drop())

  const made = (createdAt: number) => ({ recipientId: newId(), createdAt: new Date(createdAt) })
  const kept = async () =>
    (await db.em().find(NoticeEntity, {}, { orderBy: { createdAt: 'asc' } })).map(
      ({ createdAt }) => (midnight - createdAt.getTime()) / DAY,
    )
  const job = (more: Partial<NoticeRetentionDeps> = {}) =>
    noticeRetentionJob({ db, config: { retention: true, keptDays: 60 }, ...more })

  it('T-04: of notices 59, 60 and 61 days old the last one goes, at whatever time of the day', async () => {
    await issueNotices(
      db,
      [59, 60, 61].map(days => made(midnight - days * DAY)),
    )
    expect(await job().run(at)).to.deep.equal({ removed: 1 })
    expect(await kept()).to.deep.equal([60, 59])
    expect(await job().run(new Date(midnight + DAY - 1))).to.deep.equal({ removed: 0 })
    expect(await job().run(new Date(midnight + DAY))).to.deep.equal({ removed: 1 })
  })

  it('takes a whole day at once: the last instant of the day before the oldest that is kept goes', async () => {
    const edge = midnight - 60 * DAY
    await issueNotices(db, [made(edge - 1), made(edge)])
    await job().run(at)
    expect(await kept()).to.deep.equal([60])
  })

  it('goes by age, whatever the status', async () => {
    const { ids } = await issueNotices(db, [made(midnight - 61 * DAY), made(midnight - 61 * DAY), made(midnight)])
    await db.em().nativeUpdate(NoticeEntity, { id: [ids[0]!, ids[2]!] }, { status: 'DISMISSED' })
    expect(await job().run(at)).to.deep.equal({ removed: 2 })
    expect(await kept()).to.deep.equal([0])
  })

  it('R-NOT-04: keeps what is still to come, as the sweep would announce it again', async () => {
    const old = (dueAt: number, threshold: number) => ({
      ...made(midnight - 90 * DAY),
      dueAt: new Date(dueAt),
      threshold,
    })
    const { ids } = await issueNotices(db, [
      old(midnight - 1, 90),
      old(midnight, 90),
      old(midnight + 10 * DAY, 365),
      // Nothing expires: when it happened says nothing of it.
      old(midnight + DAY, -1),
    ])
    expect(await job().run(at)).to.deep.equal({ removed: 2 })
    expect((await db.em().findAll(NoticeEntity)).map(({ id }) => id).sort()).to.deep.equal([ids[1], ids[2]].sort())
  })

  it('deletes in batches, and all that is due', async () => {
    await issueNotices(
      db,
      Array.from({ length: 11 }, (_, n) => made(midnight - (61 + (n % 3)) * DAY)),
    )
    expect(await job({ batch: 4 }).run(at)).to.deep.equal({ removed: 11 })
    expect(await kept()).to.deep.equal([])
  })

  it('catches up what missed days left, and does nothing a second time', async () => {
    await issueNotices(
      db,
      [61, 70, 400].map(days => made(midnight - days * DAY)),
    )
    expect(await job().run(at)).to.deep.equal({ removed: 3 })
    expect(await job().run(at)).to.deep.equal({ removed: 0 })
  })

  it('keeps everything where the operator says so, or as many days as the operator says', async () => {
    await issueNotices(
      db,
      [5, 61].map(days => made(midnight - days * DAY)),
    )
    expect(await job({ config: { retention: false, keptDays: 60 } }).run(at)).to.deep.equal({ removed: 0 })
    expect(await kept()).to.deep.equal([61, 5])
    expect(await job({ config: { retention: true, keptDays: 4 } }).run(at)).to.deep.equal({ removed: 2 })
  })

  it('then lets those who keep something for notices look through it', async () => {
    const leftovers = async () => ({ summaries: 3 })
    expect(await job({ leftovers }).run(at)).to.deep.equal({ removed: 0, summaries: 3 })
  })

  it('is due each midnight, after everything that makes notices', () => {
    expect(job()).to.include({ name: 'notice-retention', cron: '0 0 * * *', timeZone: 'UTC', priority: 0 })
  })

  it('is settled by the operator in words that can be read only one way', () => {
    const { noticeRetention, noticeKeptDays } = settings
    expect(noticeRetention.schema.parse(undefined)).to.equal(true)
    expect(noticeRetention.schema.parse('false')).to.equal(false)
    for (const text of ['no', '0', '']) expect(noticeRetention.schema.safeParse(text).success, text).to.equal(false)
    for (const text of ['0', '-1', 'x', '3651'])
      expect(noticeKeptDays.schema.safeParse(text).success, text).to.equal(false)
  })
})
