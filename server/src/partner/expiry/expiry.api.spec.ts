import { expect } from 'chai'
import { OutboxMessageEntity } from '../../notification/index.ts'
import { DAY } from '../../platform/clock/clock.ts'
import { countStatements } from '../../platform/database/guard.ts'
import { newId } from '../../platform/ids/ids.ts'
import { describeEach } from '../../spec/test-database.ts'
import { openHouse, type Caller, type TestHouse } from '../../spec/test-house.ts'
import { PartnerCertificateEntity } from '../certificates/partner-certificates/index.ts'
import { PartnerEntity } from '../partners/index.ts'
import { midnightOf } from './notice-days.ts'

interface Summary {
  id: string
  from: string
  to: string
  counts: { kind: string; count: number }[]
  items: {
    totalCount: { value: number }
    nodes: { kind: string; label: string; partnerCode: string; expiresAt: string }[]
  }
}

const SUMMARY = `id from to counts { kind count }
  items(first: 10) { totalCount { value } nodes { kind label partnerCode partnerId organisationName domain expiresAt } }`

describeEach('what ends, as the portal is told of it', fresh => {
  let world: TestHouse
  let admin: Caller
  let kestrel: Caller
  /** The certificate of the sandbox's kestrel ends in twelve days. */
  let end: Date
  let saturday: Date

  before(async () => {
    world = await openHouse(await fresh())
    ;[admin, kestrel] = [await world.signIn('admin'), await world.signIn('kestrel')]
    const em = world.house.db.em()
    const { certificateId } = await em.findOneOrFail(PartnerEntity, { code: 'kestrel' })
    end = (await em.findOneOrFail(PartnerCertificateEntity, { id: certificateId! })).validTo
    saturday = midnightOf(end)
    while (saturday.getUTCDay() !== 6) saturday = new Date(saturday.getTime() - DAY)
    await run('weekly-summary', saturday)
    await run('expiry-notices', midnightOf(new Date(end.getTime() - 9 * DAY)))
    await world.house.events.drain()
  })
  after(() => world?.close())

  const run = (name: string, at: Date) => world.house.jobs.jobs.find(job => job.name === name)!.run(at)
  const noticesOf = async (caller: Caller, kind: string) => {
    const { data } = await caller.ask(
      `query ($kinds: [NoticeKind!]) { list: notices(filter: { kinds: $kinds }) {
        nodes { kind objectId daysLeft expiresAt certificate { issuedTo partnerCode } summary { ${SUMMARY} } } } }`,
      { kinds: [kind] },
    )
    return (data['list']! as { nodes: { objectId: string; daysLeft: number | null; summary: Summary | null }[] }).nodes
  }

  it('reaches a partner’s people with what it is and when it ends', async () => {
    const [notice] = await noticesOf(kestrel, 'PARTNER_CERTIFICATE')
    expect(notice).to.deep.include({ daysLeft: 9, expiresAt: end.toISOString(), summary: null })
    expect(notice).to.have.nested.property('certificate.partnerCode', 'kestrel')
    expect(await noticesOf(await world.signIn('northwind'), 'PARTNER_CERTIFICATE')).to.deep.equal([])
  })

  it('is mailed, as written when its turn comes', async () => {
    const { db, outbox } = world.house
    const ofNotices = { template: { $like: 'notice.%' } }
    // The house's own relay may have some of them in hand.
    while ((await db.em().count(OutboxMessageEntity, { ...ofNotices, status: 'QUEUED' })) > 0) await outbox.deliverDue()
    const mails = await db.em().find(OutboxMessageEntity, ofNotices)
    expect(new Set(mails.map(({ template }) => template))).to.include.keys('notice.expiry', 'notice.weekly-summary')
    for (const { status, problem, template } of mails) expect(`${status} ${problem}`, template).to.equal('SENT null')
  })

  it('R-NPO-06: a summary shows each administrator counts and entries, by its notice and by its id', async () => {
    const [notice] = await noticesOf(admin, 'WEEKLY_SUMMARY')
    const summary = notice!.summary!
    expect(summary).to.deep.include({
      from: saturday.toISOString(),
      to: new Date(saturday.getTime() + 7 * DAY).toISOString(),
    })
    expect(notice).to.deep.include({ daysLeft: null, expiresAt: null, objectId: summary.id })
    expect(summary.counts.find(({ kind }) => kind === 'PARTNER_CERTIFICATE')!.count).to.equal(1)
    expect(summary.counts.map(({ kind }) => kind)).to.deep.equal(['PARTNER_CERTIFICATE', 'SIGNED_CERTIFICATE'])
    const item = summary.items.nodes.find(({ kind }) => kind === 'PARTNER_CERTIFICATE')!
    expect(item).to.deep.include({ partnerCode: 'kestrel', expiresAt: end.toISOString(), label: 'kestrel.example' })
    const byId = await admin.ask(`query ($id: ID!) { one: weeklySummary(id: $id) { ${SUMMARY} } }`, { id: summary.id })
    expect(byId.data['one']).to.deep.equal(summary)
    const ofKind = await admin.ask(
      'query ($id: ID!) { one: weeklySummary(id: $id) { items(kind: ROOT_CERTIFICATE) { totalCount { value } } } }',
      { id: summary.id },
    )
    expect(ofKind.data['one']).to.deep.equal({ items: { totalCount: { value: 0 } } })
  })

  it('is nobody’s who was not told', async () => {
    const [notice] = await noticesOf(admin, 'WEEKLY_SUMMARY')
    for (const [caller, id] of [
      [kestrel, notice!.objectId],
      [admin, newId()],
      [admin, 'no id'],
    ] as const) {
      const { data, errors } = await caller.ask('query ($id: ID!) { one: weeklySummary(id: $id) { id } }', { id })
      expect([data['one'], errors]).to.deep.equal([null, undefined])
    }
  })

  it('is read for a whole page by one statement', async () => {
    const list = (query: string) => admin.ask(`{ list: notices(first: 100) { nodes { id ${query} } } }`)
    const few = await countStatements(() => list('summary { id }'))
    for (let week = 1; week <= 5; week++) {
      const from = new Date(saturday.getTime() + 7 * week * DAY)
      await world.house.db
        .em()
        .nativeUpdate(
          PartnerCertificateEntity,
          { validTo: new Date(end.getTime() + 7 * (week - 1) * DAY) },
          { validTo: new Date(end.getTime() + 7 * week * DAY) },
        )
      await run('weekly-summary', from)
    }
    await world.house.events.drain()
    const many = await countStatements(() => list('summary { id }'))
    expect((await noticesOf(admin, 'WEEKLY_SUMMARY')).length).to.equal(6)
    expect(many.statements.length).to.equal(few.statements.length)
  })
})
