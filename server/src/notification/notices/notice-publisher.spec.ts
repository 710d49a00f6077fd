import { expect } from 'chai'
import type { Database } from '../../platform/database/database.ts'
import { countStatements } from '../../platform/database/guard.ts'
import { newId } from '../../platform/ids/ids.ts'
import { describeDatabases } from '../../spec/test-database.ts'
import type { NoticeFeedRing } from './notice-events.ts'
import { NoticePublisher } from './notice-publisher.ts'
import { NoticeEntity, NoticeFeedEntity } from './notice.entity.ts'
import { issueNotices, type NoticeWish } from './spec/issued.ts'

describeDatabases('the publisher of notices', open => {
  let db: Database
  let drop: () => Promise<void>
  let rings: NoticeFeedRing[]
  let publisher: NoticePublisher
  const bus = { publish: (_topic: string, ring: unknown) => void rings.push(ring as NoticeFeedRing) }

  before(async () => ({ db, drop } = await open()))
  beforeEach(() => {
    rings = []
    publisher = new NoticePublisher({ db, bus, chunk: 3 })
  })
  after(() => drop())

  const people = (n: number) => Array.from({ length: n }, () => newId()).sort()
  const feedOf = async (recipientId: string) => {
    const rows = await db.em().find(NoticeEntity, { recipientId }, { orderBy: { sequence: 'asc' } })
    const feed = await db.em().findOne(NoticeFeedEntity, { recipientId })
    return { rows, sequences: rows.map(row => row.sequence), last: feed?.lastSequence ?? 0 }
  }
  const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1)

  it('gives each recipient places of the own, dense, in the order the notices were made', async () => {
    const [one, two] = people(2) as [string, string]
    const day = (n: number) => new Date(Date.UTC(2026, 10, n))
    const first = await issueNotices(db, [
      { recipientId: one, createdAt: day(3) },
      { recipientId: two, createdAt: day(3) },
      { recipientId: one, createdAt: day(1) },
    ])
    await publisher.publish(first)
    const second = await issueNotices(db, [{ recipientId: one, createdAt: day(2) }])
    await publisher.publish(second)
    const feed = await feedOf(one)
    expect(feed.rows.map(({ id }) => id)).to.deep.equal([first.ids[2], first.ids[0], second.ids[0]])
    expect(feed).to.deep.include({ sequences: [1, 2, 3], last: 3 })
    expect(await feedOf(two)).to.deep.include({ sequences: [1], last: 1 })
  })

  it('rings everybody’s bell, chunk by chunk, after the places are given', async () => {
    const everybody = people(8)
    const { runId } = await issueNotices(
      db,
      everybody.map(recipientId => ({ recipientId })),
    )
    const lastWhenRung: number[] = []
    const reading: Promise<void>[] = []
    const listening = {
      publish(topic: string, ring: unknown) {
        bus.publish(topic, ring)
        for (const recipientId of (ring as NoticeFeedRing).recipientIds)
          reading.push(feedOf(recipientId).then(({ last }) => void lastWhenRung.push(last)))
      },
    }
    await new NoticePublisher({ db, bus: listening, chunk: 3 }).publish({ runId })
    await Promise.all(reading)
    expect(rings.map(({ recipientIds }) => recipientIds.length)).to.deep.equal([3, 3, 2])
    expect(rings.flatMap(({ recipientIds }) => recipientIds)).to.deep.equal(everybody)
    expect(lastWhenRung).to.deep.equal(Array(8).fill(1))
  })

  it('gives nothing twice, and rings again, as after a server that died between the two', async () => {
    const [one] = people(1) as [string]
    const { runId } = await issueNotices(db, [{ recipientId: one }, { recipientId: one }])
    await publisher.publish({ runId })
    await publisher.publish({ runId })
    expect(await feedOf(one)).to.deep.include({ sequences: [1, 2], last: 2 })
    expect(rings).to.deep.equal([{ recipientIds: [one] }, { recipientIds: [one] }])
  })

  it('gives places in transactions of a bounded size, and all of them', async () => {
    const [one, two] = people(2) as [string, string]
    const { runId } = await issueNotices(
      db,
      Array.from({ length: 11 }, (_, n) => ({ recipientId: n % 3 > 0 ? one : two })),
    )
    await new NoticePublisher({ db, bus, batch: 2 }).publish({ runId })
    expect(await feedOf(one)).to.deep.include({ sequences: upTo(7), last: 7 })
    expect(await feedOf(two)).to.deep.include({ sequences: upTo(4), last: 4 })
  })

  it('counts on from where the feed was, though what was there is deleted', async () => {
    const [one] = people(1) as [string]
    await publisher.publish(await issueNotices(db, [{ recipientId: one }, { recipientId: one }]))
    await db.em().nativeDelete(NoticeEntity, { recipientId: one })
    await publisher.publish(await issueNotices(db, [{ recipientId: one }]))
    expect(await feedOf(one)).to.deep.include({ sequences: [3], last: 3 })
  })

  it('goes on where it was interrupted', async () => {
    const everybody = people(5)
    const { runId } = await issueNotices(
      db,
      everybody.map(recipientId => ({ recipientId })),
    )
    const dying = {
      publish() {
        throw new Error('died')
      },
    }
    const failure = await new NoticePublisher({ db, bus: dying, chunk: 2 })
      .publish({ runId })
      .catch((error: Error) => error.message)
    expect(failure).to.equal('died')
    expect((await feedOf(everybody[4]!)).sequences).to.deep.equal([null])
    await publisher.publish({ runId })
    for (const recipientId of everybody) expect((await feedOf(recipientId)).sequences).to.deep.equal([1])
    expect(rings.flatMap(({ recipientIds }) => recipientIds)).to.deep.equal(everybody)
  })

  it('keeps places dense while ten runs are written and published at the same time', async function () {
    this.timeout(120_000)
    const everybody = people(12)
    const published: { recipientId: string }[] = []
    const run = async (n: number) => {
      const wishes: NoticeWish[] = everybody
        .filter((_, i) => (i + n) % 3 > 0)
        .flatMap(recipientId => Array.from({ length: 1 + (n % 3) }, () => ({ recipientId })))
      published.push(...wishes)
      const { runId } = await issueNotices(db, wishes)
      const servers = [0, 1].map(() => new NoticePublisher({ db, bus, chunk: 5 }))
      // An event may come twice, at two servers at once.
      await Promise.all(servers.map(server => server.publish({ runId })))
    }
    await Promise.all(upTo(10).map(run))
    for (const recipientId of everybody) {
      const count = published.filter(wish => wish.recipientId === recipientId).length
      expect(await feedOf(recipientId)).to.deep.include({ sequences: upTo(count), last: count })
    }
  })

  it('takes as many statements for many notices as for few', async () => {
    const recipients = people(2)
    const few = await issueNotices(
      db,
      recipients.map(recipientId => ({ recipientId })),
    )
    await publisher.publish(few)
    const many = await issueNotices(
      db,
      recipients.flatMap(recipientId => Array.from({ length: 40 }, () => ({ recipientId }))),
    )
    const counted = await countStatements(() => publisher.publish(many))
    const again = await issueNotices(
      db,
      recipients.map(recipientId => ({ recipientId })),
    )
    const compared = await countStatements(() => publisher.publish(again))
    expect(counted.statements.length).to.equal(compared.statements.length)
  })
})
