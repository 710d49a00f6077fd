import { expect } from 'chai'
import { describeDatabases } from '../../spec/test-database.ts'
import { unitOfWork } from '../database/database.ts'
import { createBus } from './bus.ts'
import type { Hearing, Line } from './line.port.ts'

/** A line whose other end is the specification. */
class TestLine implements Line {
  hearing!: Hearing
  readonly up = true
  readonly told: unknown[] = []
  open(hearing: Hearing) {
    this.hearing = hearing
  }
  async tell({ payload }: { payload: unknown }) {
    this.told.push(payload)
  }
  async close() {}
}

describe('the bus', () => {
  it('tells its own subscribers at once and the other servers, and hears its own echo no more', async () => {
    const line = new TestLine()
    const bus = createBus({ line })
    const heard = bus.subscribe('a')
    const first = heard.next()
    await bus.tell({ id: '1', topic: 'a', payload: 'one' })
    expect((await first).value).to.equal('one')
    line.hearing.happened({ id: '1', topic: 'a', payload: 'one' })
    line.hearing.happened({ id: '2', topic: 'a', payload: 'of another' })
    expect((await heard.next()).value).to.equal('of another')
    expect(line.told).to.deep.equal(['one'])
  })

  it('gives every event that is published an id of its own', async () => {
    const bus = createBus()
    const heard = bus.subscribe('a')
    void heard.next()
    bus.publish('a', 'same')
    bus.publish('a', 'same')
    expect((await heard.next()).value).to.equal('same')
  })

  it('lets a subscriber who is far behind miss the oldest, and harms nobody else', async () => {
    const bus = createBus()
    const slow = bus.subscribe('a')
    void slow.next()
    const last = 10_000
    for (let n = 0; n <= last; n++) bus.publish('a', n)
    let heard = 0
    let value: unknown
    do ({ value } = await slow.next())
    while (++heard && value !== last)
    expect(heard).to.be.within(1_000, 1_100)
  })

  it('says when the line is back, until somebody no longer wants to know', () => {
    const line = new TestLine()
    const bus = createBus({ line })
    let back = 0
    const stop = bus.onResync(() => (back += 1))
    line.hearing.back()
    stop()
    line.hearing.back()
    expect(back).to.equal(1)
  })
})

describeDatabases('the bus without an outbox', open => {
  it('tells straight after the commit', async () => {
    const { db, drop } = await open()
    const bus = createBus()
    const heard = bus.subscribe('a')
    const first = heard.next()
    let committed = false
    await unitOfWork(db, async tx => {
      bus.after(tx, 'a', ['said'])
      expect(await Promise.race([first, Promise.resolve('nothing yet')])).to.equal('nothing yet')
      return (committed = true)
    })
    expect([committed, (await first).value]).to.deep.equal([true, ['said']])
    await drop()
  })
})
