import { expect } from 'chai'
import { execute, parse, type ExecutionResult } from 'graphql'
import { UserEntity } from '../../account/user.entity.ts'
import { AuditRecordEntity } from '../../audit/index.ts'
import { PartnerEntity } from '../../partner/partners/index.ts'
import { countStatements } from '../../platform/database/guard.ts'
import { newId } from '../../platform/ids/ids.ts'
import { describeEach } from '../../spec/test-database.ts'
import { openHouse, type Caller, type TestHouse } from '../../spec/test-house.ts'
import { NoticeEntity, NoticeFeedEntity } from './notice.entity.ts'
import { NoticePublisher } from './notice-publisher.ts'
import { issueNotices, type NoticeWish } from './spec/issued.ts'

interface NoticeAnswer {
  id: string
  sequence: number
  status: string
  unread: boolean
}
interface BellAnswer {
  unread: number
  cursor: number
  latest: NoticeAnswer[]
}

const NOTICE = 'id sequence status unread'
const LIST = `query ($filter: NoticeFilter, $first: Int, $after: String) {
  notices(filter: $filter, first: $first, after: $after) {
    nodes { ${NOTICE} kind objectId createdAt expiresAt daysLeft
      certificate { code domain issuedTo issuedBy organisationName partnerCode } }
    pageInfo { hasNextPage endCursor } totalCount { value } } }`
const BELL = `{ bell { unread cursor latest { ${NOTICE} } } }`
const DISMISS = `mutation ($input: DismissNoticesInput!) { answer: dismissNotices(input: $input) {
  ... on Dismissal { id count bell { unread cursor } } ... on Refusal { code field message } } }`
const RESTORE = `mutation ($id: ID!) { answer: restoreNotices(dismissalId: $id) {
  ... on Bell { unread } ... on Refusal { code } } }`
const SEEN = 'mutation ($upTo: Int!) { answer: markNoticesSeen(upTo: $upTo) { unread cursor } }'

describeEach('notices at the portal', fresh => {
  let world: TestHouse
  let [admin, northwind, kestrel]: Caller[] = []
  const userId: Record<string, string> = {}
  const partnerId: Record<string, string> = {}
  let publisher: NoticePublisher

  before(async () => {
    world = await openHouse(await fresh())
    const { db, bus } = world.house
    for (const row of await db.em().find(UserEntity, {})) userId[row.username] = row.id
    for (const row of await db.em().find(PartnerEntity, {})) partnerId[row.code] = row.id
    publisher = new NoticePublisher({ db, bus })
    ;[admin, northwind, kestrel] = [
      await world.signIn('admin'),
      await world.signIn('northwind'),
      await world.signIn('kestrel'),
    ]
  })
  beforeEach(async () => {
    await world.house.db.em().nativeDelete(NoticeEntity, {})
    await world.house.db.em().nativeDelete(NoticeFeedEntity, {})
  })
  after(() => world?.close())

  const published = async (wishes: readonly NoticeWish[]) => {
    const issued = await issueNotices(world.house.db, wishes)
    await publisher.publish(issued)
    return issued.ids
  }
  const roots = (n: number, recipientId = userId['admin']!) => Array.from({ length: n }, () => ({ recipientId }))
  const answer = async <T>(caller: Caller, document: string, variables?: object): Promise<T> => {
    const { data, errors } = await caller.ask(document, variables)
    expect(errors, JSON.stringify(errors)).to.equal(undefined)
    return Object.values(data)[0] as T
  }
  const list = async (caller: Caller, filter: object = {}) =>
    (await answer<{ nodes: NoticeAnswer[] }>(caller, LIST, { filter })).nodes
  const ids = async (caller: Caller, filter: object = {}) => (await list(caller, filter)).map(({ id }) => id)
  const bell = (caller: Caller) => answer<BellAnswer>(caller, BELL)
  const dismiss = (caller: Caller, input: object) =>
    answer<{ id: string; count: number; code?: string; field?: string[] }>(caller, DISMISS, { input })
  /** Without the way over HTTP, for statements to be counted. */
  const asked = (source: string, permissions = ['notice.read', 'notice.write']) =>
    countStatements(
      async () =>
        (await execute({
          schema: world.house.schema,
          document: parse(source),
          contextValue: {
            principal: { userId: userId['admin'], permissions: new Set(permissions), partnerIds: [] },
            memo: new Map(),
            language: 'en',
          },
        })) as ExecutionResult,
    )

  it('R-NPO-01: counts what is new until it was on show, and never goes back', async () => {
    await published(roots(3))
    expect(await bell(admin!)).to.deep.include({ unread: 3, cursor: 3 })
    expect(await answer(admin!, SEEN, { upTo: 2 })).to.deep.equal({ unread: 1, cursor: 3 })
    expect(await answer(admin!, SEEN, { upTo: 1 })).to.deep.equal({ unread: 1, cursor: 3 })
    expect((await bell(admin!)).latest.map(({ unread }) => unread)).to.deep.equal([true, false, false])
    // What comes later is new, whatever was claimed to be seen.
    expect(await answer(admin!, SEEN, { upTo: 1_000 })).to.deep.equal({ unread: 0, cursor: 3 })
    await published(roots(1))
    expect(await bell(admin!)).to.deep.include({ unread: 1, cursor: 4 })
  })

  it('R-NPO-01: everybody has a bell, a policy manager and people without notices too', async () => {
    const policy = await world.signIn('policy')
    expect(await bell(policy)).to.deep.equal({ unread: 0, cursor: 0, latest: [] })
    expect(await answer(policy, SEEN, { upTo: 5 })).to.deep.equal({ unread: 0, cursor: 0 })
    expect(await answer(policy, '{ noticeCounts { kind count } }')).to.deep.equal([])
  })

  it('R-NPO-02: shows the latest four when nobody says how many, newest first, 20 at most', async () => {
    const made = await published(
      Array.from({ length: 6 }, (_, n) => ({
        recipientId: userId['admin']!,
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
    await published([...roots(2), { recipientId: userId['admin']!, kind: 'INTERMEDIATE_CERTIFICATE' }])
    expect(await counts(admin!)).to.deep.equal([
      { kind: 'ROOT_CERTIFICATE', count: 2 },
      { kind: 'INTERMEDIATE_CERTIFICATE', count: 1 },
      { kind: 'WEEKLY_SUMMARY', count: 0 },
    ])
    await published([
      { recipientId: userId['northwind']!, kind: 'SIGNED_CERTIFICATE', partnerId: partnerId['northwind']! },
    ])
    expect(await counts(northwind!)).to.deep.equal([
      { kind: 'PARTNER_CERTIFICATE', count: 0 },
      { kind: 'SIGNED_CERTIFICATE', count: 1 },
      { kind: 'CERTIFICATE_UNANCHORED', count: 0 },
    ])
    // Also what the caller's kind of person is usually not told of.
    await published([{ recipientId: userId['northwind']! }])
    expect(await counts(northwind!)).to.deep.include({ kind: 'ROOT_CERTIFICATE', count: 1 })
  })

  it('R-NPO-05: pages through all of them, newest first, without a gap or a repetition', async () => {
    const made = await published(
      Array.from({ length: 11 }, (_, n) => ({
        recipientId: userId['admin']!,
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
    await published([
      {
        recipientId: userId['northwind']!,
        kind: 'PARTNER_CERTIFICATE',
        objectId,
        partnerId: partnerId['northwind']!,
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
    await published([
      {
        recipientId: userId['admin']!,
        kind: 'WEEKLY_SUMMARY',
        threshold: -1,
        domain: null,
        facts: { summaryId: newId(), total: 3 },
      },
    ])
    expect((await list(admin!))[0]).to.deep.include({ certificate: null, expiresAt: null, daysLeft: null })
  })

  it('R-NPO-08: dismisses for the caller alone; the others keep theirs', async () => {
    const [mine, theirs] = await published([...roots(1), { recipientId: userId['policy']! }])
    expect(await dismiss(admin!, { ids: [mine] })).to.deep.include({ count: 1 })
    expect(await ids(admin!)).to.deep.equal([])
    expect(await ids(admin!, { status: 'DISMISSED' })).to.deep.equal([mine])
    expect(await ids(await world.signIn('policy'))).to.deep.equal([theirs])
    expect(await bell(admin!)).to.deep.equal({ unread: 0, cursor: 1, latest: [] })
  })

  it('R-NPO-08: dismisses several or none, and undoes the act as a whole', async () => {
    const [a, b, c] = (await published(roots(3))) as [string, string, string]
    const first = await dismiss(admin!, { ids: [a, a, b] })
    expect(first).to.deep.include({ count: 2, bell: { unread: 1, cursor: 3 } })
    const second = await dismiss(admin!, { ids: [c] })
    expect(await dismiss(admin!, { ids: [b, c] })).to.deep.include({
      code: 'NOTICE_ALREADY_DISMISSED',
      field: ['input', 'ids'],
    })
    expect(await answer(admin!, RESTORE, { id: first.id })).to.deep.equal({ unread: 2 })
    expect((await ids(admin!)).sort()).to.deep.equal([a, b].sort())
    expect(await answer(admin!, RESTORE, { id: first.id })).to.deep.equal({ code: 'DISMISSAL_NOT_FOUND' })
    // One of two is no longer active: neither goes.
    expect(await dismiss(admin!, { ids: [a, c] })).to.have.property('code', 'NOTICE_ALREADY_DISMISSED')
    expect(await ids(admin!)).to.include(a)
    expect(await answer(admin!, RESTORE, { id: second.id })).to.deep.equal({ unread: 3 })
  })

  it('R-NPO-08: dismisses all, of a kind, and nothing newer than what was on show', async () => {
    await published([...roots(2), { recipientId: userId['admin']!, kind: 'INTERMEDIATE_CERTIFICATE' }, ...roots(1)])
    expect(await dismiss(admin!, { kinds: ['ROOT_CERTIFICATE'], upTo: 2 })).to.have.property('count', 2)
    expect((await list(admin!)).map(({ sequence }) => sequence)).to.deep.equal([4, 3])
    expect(await dismiss(admin!, { kinds: [] })).to.have.property('count', 0)
    const all = await dismiss(admin!, {})
    expect(all.count).to.equal(2)
    expect(await dismiss(admin!, {})).to.have.property('count', 0)
    expect(await answer(admin!, RESTORE, { id: all.id })).to.deep.equal({ unread: 2 })
  })

  it('R-NPO-08: says what of the request is wrong', async () => {
    const [foreign] = await published(roots(1, userId['kestrel']!))
    for (const [input, code] of [
      [{ ids: [foreign] }, 'NOTICE_NOT_FOUND'],
      [{ ids: [newId()] }, 'NOTICE_NOT_FOUND'],
      [{ ids: ['x'] }, 'NOTICE_NOT_FOUND'],
      [{ ids: [] }, 'INPUT_REQUIRED'],
      [{ ids: Array.from({ length: 101 }, () => newId()) }, 'INPUT_TOO_MANY'],
    ] as const)
      expect(await dismiss(admin!, input)).to.deep.include({ code, field: ['input', 'ids'] })
    for (const input of [
      { ids: [foreign], upTo: 3 },
      { ids: [foreign], kinds: ['ROOT_CERTIFICATE'] },
    ]) {
      const { errors } = await admin!.ask(DISMISS, { input })
      expect(errors![0]!.extensions['code']).to.equal('BAD_USER_INPUT')
    }
    for (const id of [newId(), 'x'])
      expect(await answer(admin!, RESTORE, { id })).to.deep.equal({ code: 'DISMISSAL_NOT_FOUND' })
    const theirs = await dismiss(kestrel!, { ids: [foreign] })
    expect(await answer(admin!, RESTORE, { id: theirs.id })).to.deep.equal({ code: 'DISMISSAL_NOT_FOUND' })
  })

  it('records each act once, with its count and nothing about a person', async () => {
    const em = world.house.db.em()
    await em.nativeDelete(AuditRecordEntity, { event: { $in: ['notice.dismissed', 'notice.restored'] } })
    await published(roots(3))
    const { id } = await dismiss(admin!, {})
    await dismiss(admin!, {})
    await answer(admin!, RESTORE, { id })
    await answer(admin!, SEEN, { upTo: 3 })
    const rows = await em.find(AuditRecordEntity, { subjectId: id }, { orderBy: { at: 'asc', id: 'asc' } })
    expect(rows.map(({ event, facts, actorId }) => ({ event, facts, actorId }))).to.deep.equal([
      { event: 'notice.dismissed', facts: { count: 3 }, actorId: userId['admin'] },
      { event: 'notice.restored', facts: { count: 3 }, actorId: userId['admin'] },
    ])
    expect(await em.count(AuditRecordEntity, { event: 'notice.dismissed' })).to.equal(1)
  })

  it('shows nobody what was not published yet', async () => {
    await issueNotices(world.house.db, roots(2))
    expect(await ids(admin!)).to.deep.equal([])
    expect(await bell(admin!)).to.deep.equal({ unread: 0, cursor: 0, latest: [] })
    expect(await dismiss(admin!, {})).to.have.property('count', 0)
  })

  it('R-OWN-03: shows nobody those of others, nor of a partner that is the caller’s no longer', async () => {
    const about = (partner: string, recipientId: string) => ({
      recipientId,
      kind: 'PARTNER_CERTIFICATE' as const,
      partnerId: partnerId[partner]!,
    })
    const [own] = await published([
      about('northwind', userId['northwind']!),
      about('kestrel', userId['northwind']!),
      about('kestrel', userId['admin']!),
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

  describe('§5.5: a filter', () => {
    beforeEach(async () => {
      const recipientId = userId['admin']!
      const day = (text: string) => new Date(text)
      await published([
        {
          recipientId,
          code: 'RCA-1111-AAAA',
          issuedTo: 'Zenith Root',
          issuedBy: 'Zenith Root',
          domain: 'AUTH',
          createdAt: day('2026-11-20T00:00:00.000Z'),
          dueAt: day('2026-12-05T23:59:59.999Z'),
        },
        {
          recipientId,
          kind: 'INTERMEDIATE_CERTIFICATE',
          code: 'ICA-2222-BBBB',
          issuedTo: 'Harbour 50% CA',
          issuedBy: 'Zenith Root',
          domain: 'FTM',
          createdAt: day('2026-11-21T23:59:59.999Z'),
          dueAt: day('2026-12-06T00:00:00.000Z'),
        },
        {
          recipientId,
          kind: 'WEEKLY_SUMMARY',
          threshold: -1,
          domain: null,
          facts: {},
          createdAt: day('2026-11-22T00:00:00.000Z'),
          dueAt: day('2026-12-05T00:00:00.000Z'),
        },
      ])
    })
    const sequences = async (filter: object) =>
      (await list(admin!, filter)).map(({ sequence }) => sequence).sort((x, y) => x - y)

    for (const [what, filter, expected] of [
      ['none', {}, [1, 2, 3]],
      ['kinds', { kinds: ['ROOT_CERTIFICATE', 'WEEKLY_SUMMARY'] }, [1, 3]],
      ['no kinds', { kinds: [] }, []],
      ['certificateCode, exact', { certificateCode: ' ica-2222-bbbb ' }, [2]],
      ['certificateCode, not by its beginning', { certificateCode: 'ICA-2222' }, []],
      ['issuedTo by its beginning, case folded', { issuedTo: 'ZENITH' }, [1]],
      ['issuedTo literally', { issuedTo: 'harbour 50%' }, [2]],
      ['issuedTo, not in the middle', { issuedTo: 'Root' }, []],
      ['issuedBy', { issuedBy: 'zenith r' }, [1, 2]],
      ['domain', { domain: 'FTM' }, [2]],
      ['expiryDate, the whole UTC day, and no day on which nothing expires', { expiryDate: '2026-12-05' }, [1]],
      ['createdFrom, from its first instant', { createdFrom: '2026-11-21' }, [2, 3]],
      ['createdTo, to its last instant', { createdTo: '2026-11-21' }, [1, 2]],
      ['both days', { createdFrom: '2026-11-21', createdTo: '2026-11-21' }, [2]],
      ['days the wrong way round', { createdFrom: '2026-11-22', createdTo: '2026-11-20' }, []],
      ['together, of whatever kinds', { issuedBy: 'zenith', domain: 'AUTH', createdTo: '2026-11-30' }, [1]],
      ['status', { status: 'DISMISSED' }, []],
    ] as const)
      it(`by ${what}`, async () => {
        expect(await sequences(filter)).to.deep.equal(expected)
      })

    it('by a day that is none is refused, naming the field', async () => {
      for (const field of ['expiryDate', 'createdFrom', 'createdTo'])
        for (const day of ['2026-02-30', '2026-13-01', '22.11.2026', '2026-11-22T00:00:00Z', '02026-11-22']) {
          const { errors } = await admin!.ask(LIST, { filter: { [field]: day } })
          expect(errors?.[0]?.extensions, `${field} ${day}`).to.deep.include({
            code: 'BAD_USER_INPUT',
            field: ['filter', field],
          })
        }
    })
  })

  it('reads a bell, a page and the counts in one statement each, however many notices there are', async () => {
    await published(roots(60))
    for (const source of [
      '{ bell { unread cursor latest(first: 20) { id unread certificate { issuedTo } } } }',
      '{ bell { unread cursor } }',
      '{ notices(first: 50) { nodes { id unread certificate { issuedTo } } pageInfo { hasNextPage } totalCount { value } } }',
      '{ noticeCounts { kind count } }',
    ]) {
      const { result, statements } = await asked(source)
      expect(result.errors).to.equal(undefined)
      expect(statements, source).to.have.length(1)
    }
  })

  it('takes no more statements to dismiss many than to dismiss one', async () => {
    const ids = await published(roots(60))
    const dismissal = (some: string[]) =>
      asked(`mutation { dismissNotices(input: { ids: ${JSON.stringify(some)} }) { ... on Dismissal { count } } }`)
    const [one, many] = [await dismissal(ids.slice(0, 1)), await dismissal(ids.slice(1))]
    expect(many.result.data).to.deep.equal({ dismissNotices: { count: 59 } })
    expect(many.statements.length).to.equal(one.statements.length)
  })
})
