import { expect } from 'chai'
import { createBus, type Bus } from '../../platform/events/bus.ts'
import type { OperationContext, Principal } from '../../platform/graphql/context.ts'
import { FeedBells } from './feed-bells.ts'
import { FEED_PAGE, type FeedView } from './feed.queries.ts'
import { noticeFeedTopic } from './notice-events.ts'
import { NoticeFeed } from './notice-feed.ts'
import type { NoticeRow } from './notice.queries.ts'

/** People's feeds as the database would tell them, each reading counted. */
class Feeds {
  readonly last = new Map<string, number>()
  readings: { userId: string; after: number | null }[] = []
  broken = false

  position = async (principal: Principal): Promise<FeedView> => this.#read(principal, null)
  after = async (principal: Principal, after: number): Promise<FeedView> => this.#read(principal, after)

  #read({ userId }: Principal, after: number | null): FeedView {
    this.readings.push({ userId, after })
    if (this.broken) throw new Error('away')
    const cursor = this.last.get(userId) ?? 0
    const fresh = after === null ? 0 : Math.min(FEED_PAGE, Math.max(0, cursor - after))
    const notices = Array.from({ length: fresh }, (_, n) => ({ sequence: after! + n + 1 }) as NoticeRow)
    return { cursor, unread: cursor, notices }
  }
}

describe('the feed of notices', () => {
  let feeds: Feeds
  let bus: Bus
  let bells: FeedBells
  let warned: unknown[]
  const open: AsyncIterator<FeedView>[] = []

  beforeEach(() => {
    feeds = new Feeds()
    bus = createBus()
    bells = new FeedBells(bus)
    warned = []
  })
  afterEach(async () => {
    for (const updates of open.splice(0)) await updates.return?.()
  })

  const listen = (userId: string, after: number | null = null, idleMilliseconds = 3_600_000) => {
    const feed = new NoticeFeed({ queries: feeds, bells, idleMilliseconds })
    const context = { principal: { userId }, log: { warn: (told: unknown) => void warned.push(told) }, requestId: 'r' }
    const updates = feed.updates(context as unknown as OperationContext, after)[Symbol.asyncIterator]()
    open.push(updates)
    return {
      end: () => updates.return!(),
      next: async () => {
        const { value } = (await updates.next()) as { value: FeedView }
        return { added: value.notices.map(({ sequence }) => sequence), cursor: value.cursor, unread: value.unread }
      },
    }
  }
  const grow = (userId: string, by = 1) => feeds.last.set(userId, (feeds.last.get(userId) ?? 0) + by)
  const ring = (...recipientIds: string[]) => bus.publish(noticeFeedTopic, { recipientIds })
  const turn = () => new Promise(done => setImmediate(done))

  it('answers at once where it stands, or what is newer than a place', async () => {
    grow('a', 3)
    expect(await listen('a').next()).to.deep.equal({ added: [], cursor: 3, unread: 3 })
    expect(await listen('a', 1).next()).to.deep.equal({ added: [2, 3], cursor: 3, unread: 3 })
    expect(await listen('a', 3).next()).to.deep.equal({ added: [], cursor: 3, unread: 3 })
    expect(await listen('nobody').next()).to.deep.equal({ added: [], cursor: 0, unread: 0 })
  })

  it('begins anew where the feed did, from a place that is no more', async () => {
    grow('a', 2)
    const feed = listen('a', 99)
    expect(await feed.next()).to.deep.equal({ added: [], cursor: 2, unread: 2 })
    grow('a')
    ring('a')
    expect((await feed.next()).added).to.deep.equal([3])
  })

  it(`brings ${FEED_PAGE} at a time, and the rest without a bell`, async () => {
    grow('a', FEED_PAGE * 2 + 7)
    const feed = listen('a', 0)
    const [one, two, three] = [await feed.next(), await feed.next(), await feed.next()]
    expect([one.added.length, two.added.length, three.added.length]).to.deep.equal([FEED_PAGE, FEED_PAGE, 7])
    expect([...one.added, ...two.added, ...three.added]).to.deep.equal(
      Array.from({ length: FEED_PAGE * 2 + 7 }, (_, n) => n + 1),
    )
    // Who breaks off in between goes on from the place it was told.
    expect(one.cursor).to.equal(FEED_PAGE)
  })

  it('R-NPO-03: tells of what is new when the bell rings, and of a change that brings nothing', async () => {
    const feed = listen('a')
    await feed.next()
    const next = feed.next()
    await turn()
    grow('a', 2)
    ring('a')
    expect(await next).to.deep.equal({ added: [1, 2], cursor: 2, unread: 2 })
    const dismissed = feed.next()
    ring('a')
    expect(await dismissed).to.deep.equal({ added: [], cursor: 2, unread: 2 })
  })

  it('misses nothing that was published while it was read or told', async () => {
    const feed = listen('a')
    const position = feeds.position
    feeds.position = async principal => {
      const view = await position(principal)
      grow('a')
      ring('a')
      return view
    }
    expect(await feed.next()).to.deep.equal({ added: [], cursor: 0, unread: 0 })
    expect((await feed.next()).added).to.deep.equal([1])
    // Nobody asks for the next one yet.
    grow('a')
    ring('a')
    grow('a')
    ring('a')
    await turn()
    expect((await feed.next()).added).to.deep.equal([2, 3])
  })

  it('asks the database for nobody but those whose bell rang, of a thousand', async () => {
    const everybody = Array.from({ length: 1_000 }, (_, n) => ({ userId: `u${n}`, feed: listen(`u${n}`) }))
    await Promise.all(everybody.map(({ feed }) => feed.next()))
    const waiting = everybody.map(({ feed }) => feed.next())
    await turn()
    feeds.readings = []
    grow('u7')
    ring('u7', 'somebody who is not here')
    expect((await waiting[7]!).added).to.deep.equal([1])
    await turn()
    expect(feeds.readings).to.deep.equal([{ userId: 'u7', after: 0 }])
  })

  it('rings in every window of the same person', async () => {
    const windows = [listen('a'), listen('a')]
    for (const window of windows) await window.next()
    const next = windows.map(window => window.next())
    await turn()
    grow('a')
    ring('a')
    for (const update of await Promise.all(next)) expect(update.added).to.deep.equal([1])
  })

  it('looks again, without a bell, when the line to the other servers is back', async () => {
    let back: (() => void) | undefined
    bells = new FeedBells({ ...bus, onResync: callback => ((back = callback), () => (back = undefined)) })
    const feed = listen('a')
    await feed.next()
    const next = feed.next()
    await turn()
    grow('a')
    back!()
    expect((await next).added).to.deep.equal([1])
    await feed.end()
    expect(back).to.equal(undefined)
  })

  it('looks again after a while, and tells only if something is new', async () => {
    const feed = listen('a', null, 1)
    await feed.next()
    const next = feed.next()
    while (feeds.readings.length < 4) await turn()
    grow('a')
    expect(await next).to.deep.equal({ added: [1], cursor: 1, unread: 1 })
  })

  it('goes on after a look that failed, and owes the first answer still', async () => {
    feeds.broken = true
    const feed = listen('a', 0, 1)
    const first = feed.next()
    while (feeds.readings.length < 2) await turn()
    feeds.broken = false
    expect(await first).to.deep.equal({ added: [], cursor: 0, unread: 0 })
    expect(warned).to.have.length.at.least(2)
    feeds.broken = true
    grow('a')
    ring('a')
    const next = feed.next()
    while (feeds.readings.at(-1)!.after !== 0 || warned.length < 3) await turn()
    feeds.broken = false
    expect((await next).added).to.deep.equal([1])
  })

  it('ends at once with its reader, however long nothing happens, and listens no more', async () => {
    const feed = listen('a')
    await feed.next()
    const waiting = feed.next().catch(() => 'ended')
    await turn()
    await feed.end()
    expect(await waiting).to.equal('ended')
    feeds.readings = []
    grow('a')
    ring('a')
    await turn()
    expect(feeds.readings).to.deep.equal([])
  })

  it('ends with a reader that left before the first answer, or never asked', async () => {
    const asked = listen('a')
    const first = asked.next().catch(() => 'ended')
    await asked.end()
    await first
    await listen('a').end()
    feeds.readings = []
    ring('a')
    await turn()
    expect(feeds.readings).to.deep.equal([])
  })
})
