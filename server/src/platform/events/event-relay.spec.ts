import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect } from 'chai'
import { describeDatabases, describeEach, openFresh } from '../../spec/test-database.ts'
import { FakeClock } from '../clock/clock.ts'
import { unitOfWork, type Database } from '../database/database.ts'
import { createLog } from '../log/log.ts'
import { Refusal } from '../refusal/refusal.ts'
import { appendEvent } from './append-event.ts'
import { createBus, type Bus } from './bus.ts'
import { EVENT_LEASE, EVENT_PAUSES } from './event-lane.ts'
import { EventRelay, type EventRelayDeps } from './event-relay.ts'
import type { Happened } from './event.ts'
import { OutboxEventEntity } from './outbox-event.entity.ts'

const log = createLog('silent')

describeDatabases('events said with a transaction', open => {
  let db: Database
  let drop: () => Promise<void>
  let clock: FakeClock
  let bus: Bus
  let told: Happened[]
  let relays: EventRelay[]

  before(async () => ({ db, drop } = await open()))
  after(() => drop())
  beforeEach(async () => {
    clock = new FakeClock('2026-11-22T10:00:00Z')
    told = []
    relays = []
    bus = createBus({ outbox: { clock, wake: () => relays.forEach(relay => relay.wake()) } })
    await db.em().nativeDelete(OutboxEventEntity, {})
  })
  afterEach(async () => {
    for (const relay of relays) await relay.close()
  })

  const relayOf = (more: Partial<EventRelayDeps> = {}) => {
    const tell = async (event: Happened) => void told.push(event)
    const relay = new EventRelay({ db, clock, log, bus: { tell }, ...more })
    relays.push(relay)
    return relay
  }
  const say = (topic: string, ...payloads: object[]) =>
    unitOfWork(db, async tx => {
      for (const payload of payloads) bus.after(tx, topic, payload)
      return true
    })
  const rows = () => db.em().find(OutboxEventEntity, {}, { orderBy: { id: 'asc' } })
  const payloads = () => told.map(({ payload }) => payload)

  it('are told in order and then forgotten', async () => {
    const relay = relayOf()
    await say('a', { n: 1 }, { n: 2 })
    await say('a', { n: 3 })
    expect(await rows()).to.have.length(3)
    expect(await relay.drain()).to.equal(3)
    expect(payloads()).to.deep.equal([{ n: 1 }, { n: 2 }, { n: 3 }])
    expect(told[0]).to.have.all.keys('id', 'topic', 'payload')
    expect(await rows()).to.deep.equal([])
    expect(await relay.drain()).to.equal(0)
  })

  it('are told whatever JSON they are', async () => {
    const all = [[], {}, ['a', null, 7, { b: [] }], { ü: 'أكّد' }]
    await say('a', ...all)
    await relayOf().drain()
    expect(payloads()).to.deep.equal(all)
  })

  it('are not told when the transaction is rolled back', async () => {
    await unitOfWork(db, async tx => {
      bus.after(tx, 'a', [1])
      await appendEvent(tx, { topic: 'a', payload: [2], now: clock.now() })
      await tx.flush()
      return new Refusal('NO')
    })
    expect(await relayOf().drain()).to.equal(0)
  })

  it('may be appended by SQL, inside a transaction', async () => {
    const ids = await unitOfWork(db, async tx => [
      await appendEvent(tx, { topic: 'a', payload: { by: 'tx' }, now: clock.now() }),
      await appendEvent(tx.getKysely<never>(), { topic: 'a', payload: { by: 'sql' }, now: clock.now() }),
    ])
    const stored = await rows()
    expect(stored.map(({ createdAt, leaseUntil }) => [createdAt, leaseUntil])).to.deep.equal(
      stored.map(() => [clock.now(), clock.now()]),
    )
    await relayOf().drain()
    expect(told.map(({ id }) => id)).to.deep.equal(ids)
    expect(payloads()).to.deep.equal([{ by: 'tx' }, { by: 'sql' }])
  })

  it('are told after the commit without waiting for the next look', async () => {
    const heard = Promise.withResolvers<void>()
    relayOf({ poll: 3_600_000, bus: { tell: async () => heard.resolve() } }).start()
    await say('a', [1])
    await heard.promise
  })

  it('are found by looking where no commit woke this server', async () => {
    await say('a', [1])
    const heard = Promise.withResolvers<void>()
    relayOf({ poll: 1, bus: { tell: async () => heard.resolve() } }).start()
    await heard.promise
  })

  it('are told once by relays that run at the same time', async () => {
    await say('a', ...Array.from({ length: 120 }, (_, n) => [n]))
    const counts = await Promise.all([relayOf(), relayOf(), relayOf()].map(relay => relay.drain()))
    expect(counts.reduce((a, b) => a + b)).to.equal(120)
    expect(
      payloads()
        .flat()
        .sort((a, b) => Number(a) - Number(b)),
    ).to.deep.equal(Array.from({ length: 120 }, (_, n) => n))
  })

  it('are not taken from a server that has them in hand, until its lease ends', async () => {
    const dead = relayOf({ bus: { tell: () => new Promise(() => {}) } })
    await say('a', [1])
    void dead.drain()
    while ((await rows())[0]!.lease === 0) await new Promise(setImmediate)
    const next = relayOf()
    clock.advance(EVENT_LEASE - 1)
    expect(await next.drain()).to.equal(0)
    clock.advance(1)
    expect(await next.drain()).to.equal(1)
    relays.shift()
  })

  it('are heard once by subscribers though told twice', async () => {
    const heard: unknown[] = []
    const listening = (async () => {
      for await (const payload of bus.subscribe('a')) if (heard.push(payload) === 2) break
    })()
    const half = { id: '1', topic: 'a', payload: 'one' }
    await bus.tell(half)
    await bus.tell(half)
    await bus.tell({ id: '2', topic: 'a', payload: 'two' })
    await listening
    expect(heard).to.deep.equal(['one', 'two'])
  })

  describe('with a consumer', () => {
    it('are consumed, with their id, before anybody is told', async () => {
      const relay = relayOf()
      const seen: unknown[] = []
      relay.consume('a', async (payload, id) => void seen.push([payload, id, told.length]))
      relay.consume('a', async (_, id) => void seen.push(['second', id]))
      await say('a', { n: 1 })
      const [{ id }] = (await rows()) as unknown as [{ id: string }]
      await relay.drain()
      expect(seen).to.deep.equal([
        [{ n: 1 }, id, 0],
        ['second', id],
      ])
      expect(told).to.deep.equal([{ id, topic: 'a', payload: { n: 1 } }])
    })

    it('that fails come again after growing pauses, for ever, and nobody is told before it succeeds', async () => {
      const relay = relayOf()
      let tries = 0
      let works = false
      relay.consume('bad', async () => {
        tries += 1
        if (!works) throw new Error('poison')
      })
      await say('bad', [1])
      for (const pause of [...EVENT_PAUSES, EVENT_PAUSES.at(-1)!]) {
        const before = tries
        expect(await relay.drain()).to.equal(0)
        expect(tries).to.equal(before + 1)
        clock.advance(pause - 1)
        await relay.drain()
        expect(tries, 'not before its time').to.equal(before + 1)
        clock.advance(1)
      }
      expect((await rows())[0]).to.include({ attempts: EVENT_PAUSES.length + 1 })
      expect(told).to.deep.equal([])
      works = true
      expect(await relay.drain()).to.equal(1)
      expect(payloads()).to.deep.equal([[1]])
    })

    it('that fails or does not end hold up no other event of another topic, nor later ones of their own', async () => {
      const relay = relayOf()
      const consumed: unknown[] = []
      relay.consume('poisoned', async payload => {
        const [word] = payload as string[]
        if (word === 'poison') throw new Error(word)
        consumed.push(word)
      })
      const stuck = Promise.withResolvers<void>()
      relay.consume('stuck', () => stuck.promise)
      await say('poisoned', ['poison'], ['fine'])
      await say('stuck', [1])
      await say('plain', ['plain'])
      const drained = relay.drain()
      while (told.length < 2) await new Promise(setImmediate)
      expect(payloads().flat().sort()).to.deep.equal(['fine', 'plain'])
      expect(consumed).to.deep.equal(['fine'])
      stuck.resolve()
      await drained
      expect(payloads().flat()).to.include(1)
    })

    it('that never ends are given up with the lease, and come again', async () => {
      const relay = relayOf({ lease: 5 })
      let tries = 0
      relay.consume('a', () => (++tries === 1 ? new Promise(() => {}) : Promise.resolve()))
      await say('a', [1])
      expect(await relay.drain()).to.equal(0)
      clock.advance(EVENT_PAUSES[0]!)
      expect(await relay.drain()).to.equal(1)
    })

    it('are changed by nobody who lost the lease', async () => {
      const slow = relayOf()
      const other = relayOf()
      slow.consume('a', async () => {
        clock.advance(EVENT_LEASE)
        await other.drain()
      })
      other.consume('a', async () => {
        throw new Error('not now')
      })
      await say('a', [1])
      expect(await slow.drain()).to.equal(0)
      expect((await rows())[0]).to.include({ lease: 2, attempts: 1 })
    })

    it('may say further events', async () => {
      const relay = relayOf()
      relay.consume('first', async () => void (await say('second', [2])))
      await say('first', [1])
      expect(await relay.drain()).to.equal(2)
      expect(payloads().flat().sort()).to.deep.equal([1, 2])
    })
  })

  it('in hand are finished before the house closes', async () => {
    const relay = relayOf()
    const begun = Promise.withResolvers<void>()
    const go = Promise.withResolvers<void>()
    relay.consume('a', async () => {
      begun.resolve()
      await go.promise
    })
    await say('a', [1], [2])
    relay.start()
    await begun.promise
    const closed = relay.close()
    go.resolve()
    await closed
    expect(payloads()).to.deep.equal([[1]])
    expect(await rows()).to.have.length(1)
  })
})

describeEach('a server killed with SIGKILL', fresh => {
  for (const point of ['committed', 'consuming', 'told'] as const)
    it(`takes no event with it: ${point}`, async () => {
      const database = await fresh()
      const child = spawn(
        process.execPath,
        ['--import', 'tsx', join(import.meta.dirname, 'spec/dying-server.ts'), database.url, point],
        { cwd: join(import.meta.dirname, '../../..'), stdio: ['ignore', 'ignore', 'inherit'] },
      )
      const [, signal] = await once(child, 'close')
      expect(signal).to.equal('SIGKILL')
      const db = await openFresh(database)
      try {
        const left = await db.em().find(OutboxEventEntity, {})
        const said = point === 'committed' ? 1 : 10
        expect(left).to.have.length(said)
        const clock = new FakeClock(new Date(Date.now() + EVENT_LEASE))
        const told: unknown[] = []
        const consumed: string[] = []
        const relay = new EventRelay({
          db,
          clock,
          log,
          bus: { tell: async ({ payload }) => void told.push(payload) },
        })
        relay.consume('consumed', async (_, id) => void consumed.push(id))
        expect(await relay.drain()).to.equal(said)
        expect(told.map(payload => (payload as { n: number }).n).sort()).to.deep.equal(
          Array.from({ length: said }, (_, n) => n),
        )
        expect(consumed.sort()).to.deep.equal(
          left
            .filter(({ topic }) => topic === 'consumed')
            .map(({ id }) => id)
            .sort(),
        )
        expect(await db.em().count(OutboxEventEntity)).to.equal(0)
        await relay.close()
      } finally {
        await db.close()
        await database.drop()
      }
    })
})
