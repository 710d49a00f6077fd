import { expect } from 'chai'
import { execute, parse } from 'graphql'
import { AuditRecordEntity } from '../audit/index.ts'
import { countStatements } from '../platform/database/guard.ts'
import { newId } from '../platform/ids/ids.ts'
import { withLease } from '../platform/lease/lease.ts'
import { openHouse, type Caller, type TestHouse } from '../spec/test-house.ts'
import { describeEach } from '../spec/test-database.ts'

interface Run {
  id: string
  outcome: string
  askedBy: string | null
  attempt: number
  dueAt: string
  facts: { name: string; value: number }[]
  problem: string | null
}
interface Told {
  id: string
  cron: string
  timeZone: string
  misfire: string
  attempts: number
  pauses: number[]
  nextRunAt: string
  lastRun: Run | null
  runs: Run[]
}

const RUN = '{ id outcome askedBy attempt dueAt startedAt finishedAt problem facts { name value } }'
const JOBS = `{ jobs { id cron timeZone misfire attempts pauses nextRunAt lastRun ${RUN} runs(first: 3) ${RUN} } }`
const RUN_JOB = `mutation ($id: ID!) { run: runJob(id: $id) {
  __typename ... on JobRun ${RUN} ... on Refusal { code message field } } }`

describeEach('the administrators’ view of scheduled work', fresh => {
  let world: TestHouse
  let admin: Caller
  const name = 'job-run-retention'

  before(async () => {
    world = await openHouse(await fresh())
    admin = await world.signIn('admin')
  })
  after(() => world?.close())

  const jobs = async () => (await admin.ask(JOBS)).data['jobs']! as Told[]
  const one = async () => (await jobs()).find(({ id }) => id === name)!
  const runJob = async (id: string, language = 'en') =>
    (await admin.ask(RUN_JOB, { id }, { 'accept-language': language })).data['run']! as { __typename: string } & Run

  it('lists every job with its rules, in the order in which they go', async () => {
    const told = await jobs()
    expect(told.map(({ id }) => id)).to.deep.equal(world.house.jobs.jobs.map(({ name }) => name))
    expect(await one()).to.deep.include({
      cron: '0 0 * * *',
      timeZone: 'UTC',
      misfire: 'RUN_ONCE',
      attempts: 4,
      pauses: [60, 600, 1_800],
      lastRun: null,
      runs: [],
    })
  })

  it('says when each runs next, in business time', async () => {
    await world.house.jobs.look()
    const { clock } = world.house
    expect(new Date((await one()).nextRunAt).getTime() - clock.businessNow().getTime()).to.be.within(1, 86_400_000)
    expect((await one()).nextRunAt).to.match(/T00:00:00\.000Z$/)
  })

  it('runs one by hand, tells who asked, and records it', async () => {
    const run = await runJob(name)
    expect(run).to.deep.include({ __typename: 'JobRun', outcome: 'DONE', askedBy: 'admin', attempt: 1, problem: null })
    expect(run.facts).to.deep.equal([{ name: 'removed', value: 0 }])
    const { lastRun, runs } = await one()
    expect(lastRun!.id).to.equal(run.id)
    expect(runs.map(({ askedBy }) => askedBy)).to.deep.equal(['admin', null])
    const [record] = await world.house.db.em().find(AuditRecordEntity, { event: 'job.run-by-hand' })
    expect(record).to.deep.include({ subjectType: 'job', subjectId: name, facts: { run: run.id } })
    expect(record!.actorId).not.to.equal(null)
  })

  it('refuses what is no job, and what is running, without a record of it', async () => {
    expect(await runJob('no-such')).to.include({ __typename: 'Refusal', code: 'JOB_NOT_FOUND' })
    const { db, clock } = world.house
    const refused = await withLease(db, clock, { name: `job:${name}`, milliseconds: 60_000 }, () => runJob(name, 'fr'))
    expect(refused).to.deep.include({
      code: 'JOB_RUNNING',
      field: ['id'],
      message: 'Cette tâche est déjà en cours. Attendez qu’elle soit terminée.',
    })
    expect(await db.em().count(AuditRecordEntity, { event: 'job.run-by-hand' })).to.equal(1)
  })

  it('asks the database as often for all jobs and their runs as for one', async () => {
    const contextValue = {
      principal: { userId: newId(), permissions: new Set(['job.read']), partnerIds: [] },
      memo: new Map(),
      language: 'en',
    }
    const { statements, result } = await countStatements(async () =>
      execute({ schema: world.house.schema, document: parse(JOBS), contextValue }),
    )
    expect(result.errors).to.equal(undefined)
    // How they stand, the last runs, the latest three, and names of people.
    expect(statements).to.have.length(4)
  })

  for (const first of [0, 51])
    it(`gives no ${first} runs`, async () => {
      const { errors } = await admin.ask(`{ jobs { runs(first: ${first}) { id } } }`)
      expect(errors![0]!.extensions['code']).to.equal('BAD_USER_INPUT')
    })

  it('tells /metrics how long ago each was done', async () => {
    const { text } = await world.stranger().browser.send('GET', '/metrics')
    expect(text).to.match(new RegExp(`portico_job_last_success_age_seconds\\{job="${name}"\\} \\d`))
  })
})
