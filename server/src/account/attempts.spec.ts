import { mock } from 'node:test'
import { expect } from 'chai'
import type { Database } from '../platform/database/database.ts'
import { describeDatabases } from '../spec/test-database.ts'
import {
  createAttempts,
  FORMS_PER_ADDRESS,
  FREE_TRIES,
  LONGEST_WAIT,
  MAILS_PER_IDENTITY,
  networkOf,
  STARTS_PER_ADDRESS,
  TRIES_PER_ADDRESS,
  type Attempts,
} from './attempts.ts'

describeDatabases('sign-in attempts', open => {
  let db: Database
  let drop: () => Promise<void>
  let attempts: Attempts

  before(async () => {
    ;({ db, drop } = await open())
    await db.orm.schema.update()
  })
  after(() => drop())
  beforeEach(() => {
    attempts = createAttempts(db)
  })
  afterEach(async () => {
    mock.timers.reset()
    await attempts.close()
  })

  /** One wrong try; the seconds to wait when it was not let in. */
  const fail = async (identity: string, address = '192.0.2.1') => {
    const admission = await attempts.begin(identity, address)
    if (!('failed' in admission)) return { wait: admission.wait }
    return { wait: 0, next: await admission.failed() }
  }

  it('lets 5 tries through, and not one more, when 200 come at once from everywhere', async () => {
    const admissions = await Promise.all(
      Array.from({ length: 200 }, (_, index) => attempts.begin('crowd', `198.51.${index}.7`)),
    )
    expect(admissions.filter(admission => 'failed' in admission)).to.have.length(FREE_TRIES)
  })

  it('lets one address try 60 times in ten minutes, whomever it names', async () => {
    const admissions = await Promise.all(
      Array.from({ length: 200 }, (_, index) => attempts.begin(`victim-${index}`, '203.0.113.9')),
    )
    expect(admissions.filter(admission => 'failed' in admission)).to.have.length(TRIES_PER_ADDRESS)
    expect(await fail('somebody-new', '203.0.113.9'))
      .to.have.property('wait')
      .greaterThan(0)
    expect(await fail('somebody-new', '203.0.113.10')).to.have.property('wait', 0)
  })

  it('makes people wait 30 s after the fifth wrong try, then twice as long each time, an hour at most', async () => {
    mock.timers.enable({ apis: ['Date'], now: Date.now() })
    for (let index = 1; index < FREE_TRIES; index++) expect(await fail('grows')).to.deep.equal({ wait: 0, next: 0 })
    const waits: number[] = []
    for (let round = 0; round < 10; round++) {
      const { wait, next } = await fail('grows', `192.0.2.${round}`)
      expect(wait).to.equal(0)
      waits.push(next!)
      expect(await fail('grows', `192.0.2.${round}`)).to.deep.equal({ wait: next })
      mock.timers.setTime(Date.now() + next! * 1_000 + 1)
    }
    expect(waits).to.deep.equal([30, 60, 120, 240, 480, 960, 1_920, LONGEST_WAIT, LONGEST_WAIT, LONGEST_WAIT])
  })

  it('forgets wrong tries after a right one', async () => {
    for (let index = 1; index < FREE_TRIES; index++) await fail('right', '192.0.2.77')
    const admission = await attempts.begin('right', '192.0.2.77')
    if ('succeeded' in admission) await admission.succeeded()
    expect(await fail('right', '192.0.2.77')).to.deep.equal({ wait: 0, next: 0 })
  })

  it('takes 60 strangers’ forms of one network in ten minutes, however many come at once', async () => {
    const waits = await Promise.all(Array.from({ length: 200 }, () => attempts.form('192.0.2.210')))
    expect(waits.filter(wait => wait === 0)).to.have.length(FORMS_PER_ADDRESS)
    expect(await attempts.form('192.0.2.211')).to.equal(0)
  })

  it('lets strangers’ forms cause 5 mails an hour to one address, however many come at once', async () => {
    const waits = await Promise.all(Array.from({ length: 200 }, () => attempts.mail('mailbox')))
    expect(waits.filter(wait => wait === 0)).to.have.length(MAILS_PER_IDENTITY)
    expect(Math.max(...waits)).to.be.within(3_000, 3_600)
  })

  it('bounds the sign-ins that one address begins in a minute', async () => {
    const waits = await Promise.all(Array.from({ length: 300 }, () => attempts.start('192.0.2.200')))
    expect(waits.filter(wait => wait === 0)).to.have.length(STARTS_PER_ADDRESS)
  })
})

describe('the network of an address', () => {
  for (const [address, network] of [
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:0db8:0001:0002::9', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
  ] as const)
    it(`of ${address} is ${network}`, () => {
      expect(networkOf(address)).to.equal(network)
    })
})
