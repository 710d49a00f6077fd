import { expect } from 'chai'
import { AuditRecordEntity } from '../../audit/index.ts'
import { OutboxMessageEntity, openMessage } from '../../notification/index.ts'
import { newId } from '../../platform/ids/ids.ts'
import { describeEach } from '../../spec/test-database.ts'
import { openHouse, type Caller, type TestHouse } from '../../spec/test-house.ts'
import { PartnerEntity } from './partner.entity.ts'

describeEach('deactivating and reactivating partners (§3.10, W-09)', fresh => {
  let world: TestHouse
  let admin: Caller
  let northwind: Caller
  const id: Record<string, string> = {}

  before(async () => {
    world = await openHouse(await fresh())
    ;[admin, northwind] = [await world.signIn('admin'), await world.signIn('northwind')]
    for (const row of await world.house.db.em().find(PartnerEntity, {})) id[row.code] = row.id
  })
  after(() => world?.close())

  const decide = async (caller: Caller, decision: 'deactivate' | 'reactivate', partnerId: string, reason = 'Spec') => {
    const field = `${decision}Partner`
    const { data, errors } = await caller.ask(
      `mutation ($input: DecidePartnerInput!) { ${field}(input: $input) {
        ... on Partner { id status history { event actor reason } } ... on Refusal { code field message } } }`,
      { input: { id: partnerId, reason } },
    )
    return (data?.[field] ?? errors?.[0]?.extensions) as {
      code?: string
      status?: string
      field?: string[]
      history?: { event: string; actor: string | null; reason: string | null }[]
    }
  }

  const mails = async () =>
    (await world.house.db.em().find(OutboxMessageEntity, {}, { orderBy: { createdAt: 'asc', id: 'asc' } })).map(
      row => ({
        template: row.template,
        language: row.language,
        ...openMessage(world.house.vault, row.id, row),
      }),
    )

  it('asks for a reason of 500 characters at most', async () => {
    expect(await decide(admin, 'deactivate', id['oldharbour']!, '  ')).to.deep.include({
      code: 'INPUT_REQUIRED',
      field: ['input', 'reason'],
    })
    expect(await decide(admin, 'deactivate', id['oldharbour']!, 'é'.repeat(501))).to.include({ code: 'INPUT_TOO_LONG' })
    expect(await decide(admin, 'deactivate', newId())).to.include({ code: 'PARTNER_NOT_FOUND' })
    expect(await decide(admin, 'deactivate', 'x')).to.include({ code: 'PARTNER_NOT_FOUND' })
  })

  it('is refused to a partner, of whatever partner', async () => {
    for (const target of [id['northwind']!, id['kestrel']!])
      expect(await decide(northwind, 'deactivate', target)).to.deep.include({ code: 'FORBIDDEN' })
  })

  it('takes a partner out of service with reason, history, audit and a mail in its language', async () => {
    const reason = 'Contrat échu — <b>voir</b> dossier 7'
    const result = await decide(admin, 'deactivate', id['oldharbour']!, reason)
    expect(result.status).to.equal('INACTIVE')
    expect(result.history![0]).to.deep.equal({ event: 'DEACTIVATED', actor: 'admin', reason })
    const record = await world.house.db
      .em()
      .findOneOrFail(AuditRecordEntity, { event: 'partner.deactivated', subjectId: id['oldharbour']! })
    expect(record.code).to.equal('PMS_PRT_289')
    const [mail] = (await mails()).filter(({ template }) => template === 'partner.deactivated')
    expect(mail).to.include({ language: 'fr', recipient: 'ines@oldharbour.example' })
    expect(mail!.text).to.include(reason).and.to.include(`${world.origin}/partner/`)
    expect(mail!.subject).to.match(/désactivé/)
    expect(mail!.html).not.to.include('<b>voir')
  })

  it('says already, and changes nothing, when repeated', async () => {
    expect(await decide(admin, 'deactivate', id['oldharbour']!)).to.include({ code: 'PARTNER_ALREADY_INACTIVE' })
    expect((await mails()).filter(({ template }) => template === 'partner.deactivated')).to.have.length(1)
  })

  it('lets its people sign in and see why; who did it they learn only of their own', async () => {
    const oldharbour = await world.signIn('oldharbour')
    const { data } = await oldharbour.ask('query ($id: ID!) { partner(id: $id) { status history { event actor } } }', {
      id: id['oldharbour'],
    })
    expect(data['partner']).to.deep.include({ status: 'INACTIVE' })
    expect((data['partner']! as { history: object[] }).history).to.deep.equal([
      { event: 'DEACTIVATED', actor: null },
      ...(data['partner']! as { history: object[] }).history.slice(1),
    ])
    const registered = (data['partner']! as { history: { event: string; actor: string }[] }).history.at(-1)!
    expect(registered).to.deep.equal({ event: 'REGISTERED', actor: 'oldharbour' })
  })

  it('brings it back as it was, and says already when repeated', async () => {
    expect(await decide(admin, 'reactivate', id['oldharbour']!)).to.include({ status: 'ACTIVE' })
    expect(await decide(admin, 'reactivate', id['oldharbour']!)).to.include({ code: 'PARTNER_ALREADY_ACTIVE' })
  })

  it('cannot deactivate a partner that was never active (PMS_PRT_108)', async () => {
    for (const decision of ['deactivate', 'reactivate'] as const)
      expect(await decide(admin, decision, id['iriscore']!)).to.include({ code: 'PARTNER_PENDING' })
  })

  it('of two who decide at once one decides, and the other hears that it is done', async () => {
    const results = await Promise.all([1, 2].map(() => decide(admin, 'deactivate', id['halden']!)))
    expect(results.map(({ status, code }) => status ?? code).sort()).to.deep.equal([
      'INACTIVE',
      'PARTNER_ALREADY_INACTIVE',
    ])
    await decide(admin, 'reactivate', id['halden']!)
  })
})
