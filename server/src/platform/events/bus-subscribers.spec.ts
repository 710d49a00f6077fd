import { expect } from 'chai'
import { createBus } from './bus.ts'

describe('the bus’s subscribers', () => {
  const iterate = (topic: string, bus: ReturnType<typeof createBus>) => bus.subscribe(topic)[Symbol.asyncIterator]()

  it('hear of their own topic alone, however far behind others are', async () => {
    const bus = createBus()
    const [slow, other] = [iterate('slow', bus), iterate('other', bus)]
    const first = [slow.next(), other.next()]
    for (const event of [1, 2, 3]) bus.publish('slow', event)
    bus.publish('other', 'a')
    await Promise.all(first)
    const next = other.next()
    bus.publish('other', 'b')
    expect((await next).value).to.equal('b')
    expect([(await slow.next()).value, (await slow.next()).value]).to.deep.equal([2, 3])
  })

  it('of the same topic each hear all of it', async () => {
    const bus = createBus()
    const both = [iterate('one', bus), iterate('one', bus)]
    const first = both.map(events => events.next())
    for (const event of [1, 2, 3]) bus.publish('one', event)
    await Promise.all(first)
    for (const events of both) expect([(await events.next()).value, (await events.next()).value]).to.deep.equal([2, 3])
  })
})
