import { expect } from 'chai'
import { AuditRecordEntity } from '../../audit/index.ts'
import { FakeClock } from '../../platform/clock/clock.ts'
import { newId } from '../../platform/ids/ids.ts'
import { describeEach } from '../../spec/test-database.ts'
import { openHouse, type Caller, type TestHouse } from '../../spec/test-house.ts'
import { OutboxMessageEntity } from './outbox-message.entity.ts'

const fields = 'attempts canRetry channel createdAt id language problem template'
const retry = `mutation ($id: ID!) { letter: retryDeadLetter(id: $id) {
  __typename ... on DeadLetter { ${fields} } ... on Refusal { code field } } }`

describeEach('dead letters', fresh => {
  let house: TestHouse
  let admin: Caller
  const clock = new FakeClock('2026-11-22T10:00:00Z')

  before(async () => {
    house = await openHouse(await fresh(), { clock })
    admin = await house.signIn('admin')
  })
  after(() => house?.close())
  beforeEach(() => house.house.db.em().nativeDelete(OutboxMessageEntity, {}))

  const letter = async (more: object = {}) => {
    const id = newId()
    clock.advance(1_000)
    const at = clock.now()
    const row = { channel: 'MAIL', template: 'notice.expiry', language: 'fr', causeId: newId(), recipientId: newId() }
    const given = {
      status: 'FAILED',
      attempts: 5,
      lease: 5,
      problem: 'SERVER_UNREACHABLE',
      nextAttemptAt: at,
      createdAt: at,
    }
    await house.house.db.em().insert(OutboxMessageEntity, { id, ...row, ...given, ...more } as never)
    return id
  }

  it('are listed, the one given up last first, by code and number and without anybody’s name', async () => {
    const notice = await letter()
    const reset = await letter({ template: 'account.reset-password', causeId: null, recipientId: null, problem: null })
    await letter({ status: 'SENT' })
    const { data } = await admin.ask(`{ deadLetters(first: 10) { nodes { ${fields} } totalCount { value } } }`)
    expect(data['deadLetters']).to.deep.equal({
      nodes: [
        {
          id: reset,
          attempts: 5,
          canRetry: false,
          channel: 'MAIL',
          createdAt: '2026-11-22T10:00:02.000Z',
          language: 'fr',
          problem: 'UNEXPECTED',
          template: 'account.reset-password',
        },
        {
          id: notice,
          attempts: 5,
          canRetry: true,
          channel: 'MAIL',
          createdAt: '2026-11-22T10:00:01.000Z',
          language: 'fr',
          problem: 'SERVER_UNREACHABLE',
          template: 'notice.expiry',
        },
      ],
      totalCount: { value: 2 },
    })
  })

  it('are paged', async () => {
    const ids = [await letter(), await letter(), await letter()].reverse()
    const page = 'nodes { id } pageInfo { hasNextPage endCursor }'
    const one = await admin.ask(`{ deadLetters(first: 2) { ${page} } }`)
    const { nodes, pageInfo } = one.data['deadLetters'] as unknown as {
      nodes: object[]
      pageInfo: { endCursor: string }
    }
    expect(nodes).to.deep.equal(ids.slice(0, 2).map(id => ({ id })))
    expect(pageInfo).to.include({ hasNextPage: true })
    const two = await admin.ask(`query ($after: String) { deadLetters(first: 2, after: $after) { ${page} } }`, {
      after: pageInfo.endCursor,
    })
    expect(two.data['deadLetters']).to.deep.include({ nodes: [{ id: ids[2] }] })
  })

  it('are tried again with all their tries, and it is recorded who wanted it', async () => {
    const id = await letter()
    const { data } = await admin.ask(retry, { id })
    expect(data['letter']).to.include({ __typename: 'DeadLetter', id, attempts: 5, problem: 'SERVER_UNREACHABLE' })
    const row = await house.house.db.em().findOneOrFail(OutboxMessageEntity, { id })
    expect(row.status).to.not.equal('FAILED')
    const [record] = await house.house.db.em().find(AuditRecordEntity, { event: 'dead-letter.retried', subjectId: id })
    expect(record).to.deep.include({
      subjectType: 'outbox-message',
      facts: { template: 'notice.expiry', problem: 'SERVER_UNREACHABLE', attempts: 5 },
    })
    expect(record!.actorId).to.be.a('string')
    const again = await admin.ask(retry, { id })
    expect(again.data['letter']).to.deep.equal({ __typename: 'Refusal', code: 'DEAD_LETTER_NOT_FOUND', field: ['id'] })
  })

  it('are not, when what they said is forgotten', async () => {
    const id = await letter({ template: 'account.reset-password', causeId: null, recipientId: null })
    const { data } = await admin.ask(retry, { id })
    expect(data['letter']).to.deep.equal({ __typename: 'Refusal', code: 'DEAD_LETTER_FORGOTTEN', field: ['id'] })
    expect(await house.house.db.em().findOneOrFail(OutboxMessageEntity, { id })).to.include({ status: 'FAILED' })
  })

  for (const [what, more] of [
    ['unknown', undefined],
    ['sent', { status: 'SENT' }],
    ['waiting', { status: 'QUEUED', nextAttemptAt: new Date('2027-01-01T00:00:00Z') }],
  ] as const)
    it(`are none of what is ${what}`, async () => {
      const { data } = await admin.ask(retry, { id: more ? await letter(more) : 'x' })
      expect(data['letter']).to.include({ code: 'DEAD_LETTER_NOT_FOUND' })
    })
})
