import { randomUUID } from 'node:crypto'
import { MongoBackend } from '@agendajs/mongo-backend'
import { expect } from 'chai'
import { MongoClient } from 'mongodb'
import { OperatorFault } from '../operator-fault.ts'
import { openMongoBackend } from './mongo-backend.ts'
import { backendContract } from './spec/backend.spec-suite.ts'

const server = process.env['TEST_MONGODB_URL']

if (server) {
  backendContract('on MongoDB', async () => {
    const client = await MongoClient.connect(server)
    const db = client.db(`portico_${randomUUID().slice(0, 8)}`)
    const open = () => new MongoBackend({ mongo: db })
    return {
      backend: open(),
      other: open(),
      async close() {
        await db.dropDatabase()
        await client.close()
      },
    }
  })
} else
  describe("the contract of Agenda's backend: on MongoDB", () => {
    it('runs when TEST_MONGODB_URL names a server', function () {
      this.skip()
    })
  })

describe('bells on MongoDB', () => {
  it('without an answer say so in a line, which holds no password', async () => {
    const fault = await openMongoBackend('mongodb://someone:pa@ss@127.0.0.1:1/portico').catch((error: unknown) => error)
    expect(fault).to.be.instanceOf(OperatorFault)
    expect((fault as Error).message).to.match(/^The MongoDB at mongodb:\/\/…@127\.0\.0\.1:1\/portico does not answer/)
  }).timeout(20_000)

  it('are one a job, however many servers hang them up', async function () {
    if (!server) return this.skip()
    const url = Object.assign(new URL(server), { pathname: `/portico_${randomUUID().slice(0, 8)}` }).href
    const both = await Promise.all([openMongoBackend(url), openMongoBackend(url)])
    const bell = { name: 'a', type: 'single', priority: 0, nextRunAt: new Date(), data: {} } as const
    const saved = await Promise.allSettled(both.map(({ repository }) => repository.saveJob(bell, undefined)))
    expect(saved.some(({ status }) => status === 'fulfilled')).to.equal(true)
    expect((await both[0].repository.queryJobs({})).total).to.equal(1)
    expect(both.map(({ up }) => up)).to.deep.equal([true, true])
    await both[0].repository.purgeAllJobs()
    await Promise.all(both.map(backend => backend.disconnect()))
  })
})
