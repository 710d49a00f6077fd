import { randomBytes } from 'node:crypto'
import { expect } from 'chai'
import { trustStoreTopic } from '../partner/certificates/trust-store/trust-events.ts'
import { freshMysql, type FreshDatabase } from './test-database.ts'
import { openHouse, type TestHouse } from './test-house.ts'

const redis = process.env['TEST_REDIS_URL']
const mysql = process.env['TEST_MYSQL_URL']

describe('several servers of one house', () => {
  let database: FreshDatabase
  let houses: [TestHouse, TestHouse]

  if (!redis || !mysql) {
    it(`runs when ${redis ? 'TEST_MYSQL_URL' : 'TEST_REDIS_URL'} names a server`, function () {
      this.skip()
    })
    return
  }

  before(async () => {
    database = await freshMysql(mysql)()
    const environment = {
      DATABASE_URL: database.url,
      REDIS_URL: redis,
      PORTICO_DATA_KEY: randomBytes(32).toString('base64'),
    }
    const open = () => openHouse({ ...database, drop: async () => undefined }, { environment })
    houses = [await open(), await open()]
  })
  after(async () => {
    for (const house of houses) await house.close()
    await database.drop()
  })

  it('are ready, and say that Redis is there', async () => {
    for (const { house } of houses) {
      const answer = await house.app.inject('/health/ready')
      expect(answer.json()).to.deep.equal({ status: 'up', checks: { database: 'up', redis: 'up' } })
    }
  })

  it('hear on each what was decided on one of them, exactly once', async () => {
    const [here, there] = houses
    const heard = houses.map(({ house }) => {
      const all: unknown[] = []
      void (async () => {
        for await (const event of house.bus.subscribe(trustStoreTopic)) all.push(event)
      })()
      return all
    })
    const admin = await here.signIn('admin')
    const list = await admin.ask(
      '{ list: trustCertificates(first: 1, filter: { type: ROOT, status: TRUSTED }) { nodes { id } } }',
    )
    const { id } = (list.data['list']! as { nodes: { id: string }[] }).nodes[0]!
    for (const operation of ['distrustCertificate', 'trustCertificateAgain']) {
      const Input = `${operation[0]!.toUpperCase()}${operation.slice(1)}Input`
      await admin.ask(`mutation ($input: ${Input}!) { answer: ${operation}(input: $input) { __typename } }`, {
        input: { id, reason: 'Spec' },
      })
    }
    // Whichever of the two has them in hand.
    await Promise.all(houses.map(({ house }) => house.events.drain()))
    there.house.bus.publish(trustStoreTopic, 'end')
    while (!heard.every(all => all.includes('end'))) await new Promise(setImmediate)
    const kinds = heard.map(all =>
      all
        .filter(event => (event as { trustCertificateId?: string }).trustCertificateId === id)
        .map(event => (event as { kind: string }).kind)
        .toSorted(),
    )
    expect(kinds).to.deep.equal([
      ['DISTRUSTED', 'TRUSTED_AGAIN'],
      ['DISTRUSTED', 'TRUSTED_AGAIN'],
    ])
  })
})
