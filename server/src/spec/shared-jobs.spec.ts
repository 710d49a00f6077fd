import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { MongoClient } from 'mongodb'
import { compose, type House } from '../compose.ts'
import { readConfig } from '../config.ts'
import { DAY, FakeClock } from '../platform/clock/clock.ts'
import { JobRunEntity } from '../platform/jobs/job-run.entity.ts'
import { describeEach, type FreshDatabase } from './test-database.ts'

const mongo = process.env['TEST_MONGODB_URL']

describeEach(`two servers of one house${mongo ? '' : ', when TEST_MONGODB_URL names what they share'}`, fresh => {
  const clock = new FakeClock('2026-11-22T15:00:00Z')
  const folder = mkdtempSync(join(tmpdir(), 'portico-shared-'))
  let database: FreshDatabase | undefined
  let houses: House[] = []
  let url: URL

  before(async function () {
    if (!mongo) return this.skip()
    database = await fresh()
    url = Object.assign(new URL(mongo), { pathname: `/portico_${randomUUID().slice(0, 8)}` })
    const config = readConfig(
      {
        PORTICO_MODE: 'development',
        PORTICO_DATA: folder,
        MONGODB_URL: url.href,
        LOG_LEVEL: 'silent',
      },
      folder,
    )
    const shared = { ...config, database: database.url }
    houses = [await compose(shared, { clock }), await compose(shared, { clock })]
  })
  after(async () => {
    await Promise.all(houses.map(house => house.close()))
    await database?.drop()
    rmSync(folder, { recursive: true, force: true })
    if (houses.length > 0) {
      const client = await MongoClient.connect(url.href)
      await client.db().dropDatabase()
      await client.close()
    }
  })

  const names = () => houses[0]!.jobs.jobs.map(({ name }) => name).sort()
  /** Every run for a time of that day. */
  const runs = async (from: Date) => {
    const found = await houses[0]!.db.em().find(JobRunEntity, { dueAt: { $gte: from } }, { orderBy: { job: 'asc' } })
    return found.map(({ job, outcome }) => `${job} ${outcome}`)
  }

  it('do each job once when both start, and share one bell a job', async () => {
    await Promise.all(houses.map(({ jobs }) => jobs.start()))
    await Promise.all(houses.map(({ jobs }) => jobs.look()))
    await houses[0]!.jobs.look()
    expect(await runs(new Date('2026-11-01'))).to.deep.equal(names().map(name => `${name} DONE`))
    const client = await MongoClient.connect(url.href)
    const bells = await client.db().collection('portico_bells').find().toArray()
    await client.close()
    expect(bells.map(({ name }) => String(name)).sort()).to.deep.equal(names())
  })

  it('do each job once a day, whichever looks first', async () => {
    for (let day = 0; day < 3; day++) {
      clock.advance(DAY)
      await Promise.all(houses.map(({ jobs }) => jobs.look()))
      await houses[day % 2]!.jobs.look()
      const today = new Date(Math.floor(clock.businessNow().getTime() / DAY) * DAY)
      const daily = houses[0]!.jobs.jobs.filter(({ cron }) => !/\* \* [0-6]$/.test(cron)).map(({ name }) => name)
      expect(await runs(today)).to.deep.equal(daily.sort().map(name => `${name} DONE`))
    }
  })
})
