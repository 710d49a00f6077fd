import { expect } from 'chai'
import { describeDatabases } from '../../spec/test-database.ts'
import { FakeClock } from '../clock/clock.ts'
import type { Database } from '../database/database.ts'
import { LeaseEntity } from './lease.entity.ts'
import { withLease, type Lease } from './lease.ts'

const MINUTE = 60_000

describeDatabases('a lease', open => {
  let db: Database
  let drop: () => Promise<void>
  let clock: FakeClock
  const name = 'sweep'

  before(async () => ({ db, drop } = await open()))
  after(() => drop())
  beforeEach(async () => {
    clock = new FakeClock('2026-11-23T09:00:00Z')
    await db.em().execute('delete from lease')
  })

  const isHeld = async () => (await db.em().count(LeaseEntity, { name, until: { $gt: clock.now() } })) > 0
  const taking = <T>(work: (lease: Lease) => Promise<T>, milliseconds = MINUTE) =>
    withLease(db, clock, { name, milliseconds }, work)

  /** Takes it and keeps it until told to end. */
  async function keep() {
    const taken = Promise.withResolvers<Lease>()
    const ended = Promise.withResolvers<void>()
    const done = taking(lease => {
      taken.resolve(lease)
      return ended.promise
    })
    return { lease: await taken.promise, end: () => (ended.resolve(), done) }
  }

  it('is one taker’s, and free again when the work is done', async () => {
    const first = await keep()
    expect(await isHeld()).to.equal(true)
    expect(await taking(async () => 'second')).to.equal('HELD')
    await first.end()
    expect(await isHeld()).to.equal(false)
    expect(await taking(async () => 'second')).to.equal('second')
  })

  it('goes to one of many who ask at once, whether it was there before or not', async () => {
    for (const round of ['new', 'free']) {
      const others = Promise.withResolvers<void>()
      let took = 0
      let held = 0
      await Promise.all(
        Array.from({ length: 8 }, async () => {
          // Whoever has it keeps it until the seven others have been told, who must not wait for that.
          const answer = await taking(async () => (took++, others.promise))
          if (answer === 'HELD' && ++held === 7) others.resolve()
        }),
      )
      expect({ took, held }, round).to.deep.equal({ took: 1, held: 7 })
    }
  })

  it('is free again after a failure, which goes on', async () => {
    const failed = await taking(() => Promise.reject(new Error('broken'))).catch((error: Error) => error.message)
    expect(failed).to.equal('broken')
    expect(await taking(async () => 'next')).to.equal('next')
  })

  it('runs out by real time, whatever business time it is, and its token grows with each taking', async () => {
    const first = await keep()
    clock.moveBusiness(86_400_000)
    expect(await taking(async () => 0)).to.equal('HELD')
    clock.advance(MINUTE - 1)
    expect(await taking(async () => 0)).to.equal('HELD')
    clock.advance(1)
    expect(await taking(async lease => lease.token)).to.equal(first.lease.token + 1)
    await first.end()
  })

  it('tells who slept past it that it is another’s, and lets nothing of the other’s be freed', async () => {
    const asleep = await keep()
    clock.advance(MINUTE)
    const awake = await keep()
    expect(await asleep.lease.renew()).to.equal(false)
    await asleep.end()
    expect(await isHeld(), 'after the sleeper went').to.equal(true)
    expect(await awake.lease.renew()).to.equal(true)
    await awake.end()
  })

  it('holds on when it is renewed in time, and when nobody asked after it ran out', async () => {
    const { lease, end } = await keep()
    for (let turn = 0; turn < 3; turn++) {
      clock.advance(MINUTE - 1)
      expect(await lease.renew()).to.equal(true)
      expect(await taking(async () => 0)).to.equal('HELD')
    }
    clock.advance(5 * MINUTE)
    expect(await lease.renew()).to.equal(true)
    await end()
  })

  it('is renewed by itself while the work goes on', async () => {
    const until = async () =>
      (await db.sql<{ lease: { until: number | string } }>().selectFrom('lease').select('until').execute())[0]!.until
    const ended = Promise.withResolvers<void>()
    const taken = Promise.withResolvers<void>()
    const work = taking(() => (taken.resolve(), ended.promise), 30)
    await taken.promise
    const before = await until()
    clock.advance(20)
    // The renewal comes by a timer of real time.
    while ((await until()) === before) await new Promise(setImmediate)
    ended.resolve()
    await work
  })
})
