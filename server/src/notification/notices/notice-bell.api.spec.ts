import { expect } from 'chai'
import { newId } from '../../platform/ids/ids.ts'
import { describeEach } from '../../spec/test-database.ts'
import type { Caller } from '../../spec/test-house.ts'
import { answer, bell, dismiss, ids, list, LIST, NoticeHouse, type NoticeAnswer } from './spec/notice-house.ts'
import { issueNotices } from './spec/issued.ts'

const SEEN = 'mutation ($upTo: Int!) { answer: markNoticesSeen(upTo: $upTo) { unread cursor } }'

describeEach('the bell and the list of notices', fresh => {
  let house: NoticeHouse
  let [admin, northwind]: Caller[] = []

  before(async () => {
    house = await NoticeHouse.open(fresh)
    ;[admin, northwind] = [await house.world.signIn('admin'), await house.world.signIn('northwind')]
  })
  beforeEach(() => house.forget())
  after(() => house?.world.close())

  it('R-NPO-01: counts what is new until it was on show, and never goes back', async () => {
    await house.published(house.roots(3))
    expect(await bell(admin!)).to.deep.include({ unread: 3, cursor: 3 })
    expect(await answer(admin!, SEEN, { upTo: 2 })).to.deep.equal({ unread: 1, cursor: 3 })
    expect(await answer(admin!, SEEN, { upTo: 1 })).to.deep.equal({ unread: 1, cursor: 3 })
    expect((await bell(admin!)).latest.map(({ unread }) => unread)).to.deep.equal([true, false, false])
    // What comes later is new, whatever was claimed to be seen.
    expect(await answer(admin!, SEEN, { upTo: 1_000 })).to.deep.equal({ unread: 0, cursor: 3 })
    await house.published(house.roots(1))
    expect(await bell(admin!)).to.deep.include({ unread: 1, cursor: 4 })
  })

  it('R-NPO-01: everybody has a bell, a policy manager and people without notices too', async () => {
    const policy = await house.world.signIn('policy')
    expect(await bell(policy)).to.deep.equal({ unread: 0, cursor: 0, latest: [] })
    expect(await answer(policy, SEEN, { upTo: 5 })).to.deep.equal({ unread: 0, cursor: 0 })
    expect(await answer(policy, '{ noticeCounts { kind count } }')).to.deep.equal([])
  })

  it('R-NPO-02: shows the latest four when nobody says how many, newest first, 20 at most', async () => {
    const made = await house.published(
      Array.from({ length: 6 }, (_, n) => ({
        recipientId: house.userId['admin']!,
        createdAt: new Date(Date.UTC(2026, 10, n + 1)),
      })),
    )
    const { latest } = await bell(admin!)
    expect(latest.map(({ id }) => id)).to.deep.equal([...made].reverse().slice(0, 4))
    expect(latest.map(({ sequence }) => sequence)).to.deep.equal([6, 5, 4, 3])
    for (const first of [0, 21]) {
      const { errors } = await admin!.ask(`{ bell { latest(first: ${first}) { id } } }`)
      expect(errors![0]!.extensions).to.deep.include({ code: 'BAD_USER_INPUT', field: ['first'] })
    }
  })

  it('R-NPO-04: names the kinds of administrators and of partners, none of them missing, and counts them', async () => {
    const counts = (caller: Caller) => answer(caller, '{ noticeCounts { kind count } }')
    await house.published([
      ...house.roots(2),
      { recipientId: house.userId['admin']!, kind: 'INTERMEDIATE_CERTIFICATE' },
    ])
    expect(await counts(admin!)).to.deep.equal([
      { kind: 'ROOT_CERTIFICATE', count: 2 },
      { kind: 'INTERMEDIATE_CERTIFICATE', count: 1 },
      { kind: 'WEEKLY_SUMMARY', count: 0 },
    ])
    await house.published([
      { recipientId: house.userId['northwind']!, kind: 'SIGNED_CERTIFICATE', partnerId: house.partnerId['northwind']! },
    ])
    expect(await counts(northwind!)).to.deep.equal([
      { kind: 'PARTNER_CERTIFICATE', count: 0 },
      { kind: 'SIGNED_CERTIFICATE', count: 1 },
      { kind: 'CERTIFICATE_UNANCHORED', count: 0 },
    ])
    // Also what the caller's kind of person is usually not told of.
    await house.published([{ recipientId: house.userId['northwind']! }])
    expect(await counts(northwind!)).to.deep.include({ kind: 'ROOT_CERTIFICATE', count: 1 })
  })

  it('R-NPO-05: pages through all of them, newest first, without a gap or a repetition', async () => {
    const made = await house.published(
      Array.from({ length: 11 }, (_, n) => ({
        recipientId: house.userId['admin']!,
        // Several of one instant: the id decides.
        createdAt: new Date(Date.UTC(2026, 10, 1 + Math.floor(n / 4))),
      })),
    )
    const seen: number[] = []
    for (let after: string | null = null; ;) {
      const page: { nodes: NoticeAnswer[]; pageInfo: { hasNextPage: boolean; endCursor: string } } = await answer(
        admin!,
        LIST,
        { first: 4, after },
      )
      seen.push(...page.nodes.map(({ sequence }) => sequence))
      if (!page.pageInfo.hasNextPage) break
      after = page.pageInfo.endCursor
    }
    expect(seen).to.deep.equal(Array.from({ length: made.length }, (_, n) => made.length - n))
  })

  it('R-NPO-07: gives kind and facts, and no text', async () => {
    const objectId = newId()
    await house.published([
      {
        recipientId: house.userId['northwind']!,
        kind: 'PARTNER_CERTIFICATE',
        objectId,
        partnerId: house.partnerId['northwind']!,
        facts: {
          issuedTo: 'Northwind',
          issuedBy: 'Northwind CA',
          domain: 'AUTH',
          code: null,
          partnerCode: 'northwind',
          organisationName: 'Northwind Bank',
          daysLeft: 15,
        },
      },
    ])
    const [notice] = await list(northwind!)
    expect(notice).to.deep.include({
      kind: 'PARTNER_CERTIFICATE',
      objectId,
      status: 'ACTIVE',
      createdAt: '2026-11-22T00:00:00.000Z',
      expiresAt: '2026-12-07T12:00:00.000Z',
      daysLeft: 15,
      certificate: {
        code: null,
        domain: 'AUTH',
        issuedTo: 'Northwind',
        issuedBy: 'Northwind CA',
        organisationName: 'Northwind Bank',
        partnerCode: 'northwind',
      },
    })
    await house.published([
      {
        recipientId: house.userId['admin']!,
        kind: 'WEEKLY_SUMMARY',
        threshold: -1,
        domain: null,
        facts: { summaryId: newId(), total: 3 },
      },
    ])
    expect((await list(admin!))[0]).to.deep.include({ certificate: null, expiresAt: null, daysLeft: null })
  })

  it('shows nobody what was not published yet', async () => {
    await issueNotices(house.world.house.db, house.roots(2))
    expect(await ids(admin!)).to.deep.equal([])
    expect(await bell(admin!)).to.deep.equal({ unread: 0, cursor: 0, latest: [] })
    expect(await dismiss(admin!, {})).to.have.property('count', 0)
  })

  it('R-OWN-03: shows nobody those of others, nor of a partner that is the caller’s no longer', async () => {
    const about = (partner: string, recipientId: string) => ({
      recipientId,
      kind: 'PARTNER_CERTIFICATE' as const,
      partnerId: house.partnerId[partner]!,
    })
    const [own] = await house.published([
      about('northwind', house.userId['northwind']!),
      about('kestrel', house.userId['northwind']!),
      about('kestrel', house.userId['admin']!),
    ])
    expect(await ids(northwind!)).to.deep.equal([own])
    expect((await bell(northwind!)).latest.map(({ id }) => id)).to.deep.equal([own])
    expect((await bell(northwind!)).unread).to.equal(1)
    expect(await answer(northwind!, '{ noticeCounts { kind count } }')).to.deep.include({
      kind: 'PARTNER_CERTIFICATE',
      count: 1,
    })
    // No exception by role.
    expect(await ids(admin!)).to.deep.equal([])
    expect(await dismiss(northwind!, {})).to.have.property('count', 1)
  })

  it('reads a bell, a page and the counts in one statement each, however many notices there are', async () => {
    await house.published(house.roots(60))
    for (const source of [
      '{ bell { unread cursor latest(first: 20) { id unread certificate { issuedTo } } } }',
      '{ bell { unread cursor } }',
      '{ notices(first: 50) { nodes { id unread certificate { issuedTo } } pageInfo { hasNextPage } totalCount { value } } }',
      '{ noticeCounts { kind count } }',
    ]) {
      const { result, statements } = await house.asked(source)
      expect(result.errors).to.equal(undefined)
      expect(statements, source).to.have.length(1)
    }
  })
})
