import { expect } from 'chai'
import { AuditRecordEntity } from '../../audit/index.ts'
import { newId } from '../../platform/ids/ids.ts'
import { describeEach } from '../../spec/test-database.ts'
import type { Caller } from '../../spec/test-house.ts'
import { answer, bell, dismiss, DISMISS, ids, list, NoticeHouse } from './spec/notice-house.ts'

const RESTORE = `mutation ($id: ID!) { answer: restoreNotices(dismissalId: $id) {
  ... on Bell { unread } ... on Refusal { code } } }`
const SEEN = 'mutation ($upTo: Int!) { answer: markNoticesSeen(upTo: $upTo) { unread cursor } }'

describeEach('dismissing notices', fresh => {
  let house: NoticeHouse
  let [admin, kestrel]: Caller[] = []

  before(async () => {
    house = await NoticeHouse.open(fresh)
    ;[admin, kestrel] = [await house.world.signIn('admin'), await house.world.signIn('kestrel')]
  })
  beforeEach(() => house.forget())
  after(() => house?.world.close())

  it('R-NPO-08: dismisses for the caller alone; the others keep theirs', async () => {
    const [mine, theirs] = await house.published([...house.roots(1), { recipientId: house.userId['policy']! }])
    expect(await dismiss(admin!, { ids: [mine] })).to.deep.include({ count: 1 })
    expect(await ids(admin!)).to.deep.equal([])
    expect(await ids(admin!, { status: 'DISMISSED' })).to.deep.equal([mine])
    expect(await ids(await house.world.signIn('policy'))).to.deep.equal([theirs])
    expect(await bell(admin!)).to.deep.equal({ unread: 0, cursor: 1, latest: [] })
  })

  it('R-NPO-08: dismisses several or none, and undoes the act as a whole', async () => {
    const [a, b, c] = (await house.published(house.roots(3))) as [string, string, string]
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
    await house.published([
      ...house.roots(2),
      { recipientId: house.userId['admin']!, kind: 'INTERMEDIATE_CERTIFICATE' },
      ...house.roots(1),
    ])
    expect(await dismiss(admin!, { kinds: ['ROOT_CERTIFICATE'], upTo: 2 })).to.have.property('count', 2)
    expect((await list(admin!)).map(({ sequence }) => sequence)).to.deep.equal([4, 3])
    expect(await dismiss(admin!, { kinds: [] })).to.have.property('count', 0)
    const all = await dismiss(admin!, {})
    expect(all.count).to.equal(2)
    expect(await dismiss(admin!, {})).to.have.property('count', 0)
    expect(await answer(admin!, RESTORE, { id: all.id })).to.deep.equal({ unread: 2 })
  })

  it('R-NPO-08: says what of the request is wrong', async () => {
    const [foreign] = await house.published(house.roots(1, house.userId['kestrel']!))
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
    const em = house.world.house.db.em()
    await em.nativeDelete(AuditRecordEntity, { event: { $in: ['notice.dismissed', 'notice.restored'] } })
    await house.published(house.roots(3))
    const { id } = await dismiss(admin!, {})
    await dismiss(admin!, {})
    await answer(admin!, RESTORE, { id })
    await answer(admin!, SEEN, { upTo: 3 })
    const rows = await em.find(AuditRecordEntity, { subjectId: id }, { orderBy: { at: 'asc', id: 'asc' } })
    expect(rows.map(({ event, facts, actorId }) => ({ event, facts, actorId }))).to.deep.equal([
      { event: 'notice.dismissed', facts: { count: 3 }, actorId: house.userId['admin'] },
      { event: 'notice.restored', facts: { count: 3 }, actorId: house.userId['admin'] },
    ])
    expect(await em.count(AuditRecordEntity, { event: 'notice.dismissed' })).to.equal(1)
  })

  it('takes no more statements to dismiss many than to dismiss one', async () => {
    const ids = await house.published(house.roots(60))
    const dismissal = (some: string[]) =>
      house.asked(`mutation { dismissNotices(input: { ids: ${JSON.stringify(some)} }) { ... on Dismissal { count } } }`)
    const [one, many] = [await dismissal(ids.slice(0, 1)), await dismissal(ids.slice(1))]
    expect(many.result.data).to.deep.equal({ dismissNotices: { count: 59 } })
    expect(many.statements.length).to.equal(one.statements.length)
  })
})
