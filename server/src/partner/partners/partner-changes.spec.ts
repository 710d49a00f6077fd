import { expect } from 'chai'
import { parse, subscribe, type ExecutionResult } from 'graphql'
import { newId } from '../../platform/ids/ids.ts'
import { describeEach } from '../../spec/test-database.ts'
import { openHouse, type Caller, type TestHouse } from '../../spec/test-house.ts'
import { PartnerEntity } from './partner.entity.ts'

interface Listener {
  permissions: Set<string>
  partnerIds: string[]
}

describeEach('partnerChanged', fresh => {
  let world: TestHouse
  let admin: Caller
  const id: Record<string, string> = {}
  const open: AsyncIterator<unknown>[] = []

  before(async () => {
    world = await openHouse(await fresh())
    admin = await world.signIn('admin')
    for (const row of await world.house.db.em().find(PartnerEntity, {})) id[row.code] = row.id
  })
  after(async () => {
    for (const events of open) await events.return?.()
    await world?.close()
  })

  const listen = async (listener: Listener) => {
    const events = (await subscribe({
      schema: world.house.schema,
      document: parse('subscription { partnerChanged { kind partner { code status email history { event } } } }'),
      contextValue: { principal: { userId: newId(), ...listener }, memo: new Map(), language: 'en' },
    })) as AsyncIterator<ExecutionResult>
    expect(events, JSON.stringify(events)).to.respondTo('next')
    open.push(events)
    // Asked at once, as a socket does: the bus forgets what nobody waits for.
    let waiting = events.next()
    return async () => {
      const { value } = (await waiting) as { value: ExecutionResult }
      waiting = events.next()
      expect(value.errors).to.equal(undefined)
      return value.data!['partnerChanged'] as {
        kind: string
        partner: { code: string; status: string; email: string; history: { event: string }[] }
      }
    }
  }
  const decide = async (decision: 'deactivate' | 'reactivate', code: string, reason = 'Spec') => {
    const { data } = await admin.ask(
      `mutation ($input: DecidePartnerInput!) { answer: ${decision}Partner(input: $input) { __typename } }`,
      { input: { id: id[code], reason } },
    )
    return (data['answer']! as { __typename: string }).__typename
  }

  it('tells administrators of every partner, and partners of their own alone', async () => {
    const everything = await listen({ permissions: new Set(['certificate.read', 'partner.read']), partnerIds: [] })
    const own = await listen({ permissions: new Set(['certificate.read']), partnerIds: [id['northwind']!] })
    for (const code of ['kestrel', 'northwind']) expect(await decide('deactivate', code)).to.equal('Partner')
    expect((await everything()).partner.code).to.equal('kestrel')
    expect((await everything()).partner.code).to.equal('northwind')
    const heard = await own()
    expect(heard).to.deep.include({ kind: 'DEACTIVATED' })
    expect(heard.partner).to.include({ code: 'northwind', status: 'INACTIVE', email: 'amelie@northwind.example' })
    for (const code of ['kestrel', 'northwind']) await decide('reactivate', code)
  })

  it('shows each time what is there then, and tells nothing of a refusal', async () => {
    const own = await listen({ permissions: new Set(['certificate.read']), partnerIds: [id['halden']!] })
    expect(await decide('reactivate', 'halden')).to.equal('Refusal')
    await decide('deactivate', 'halden')
    await decide('reactivate', 'halden')
    const [first, second] = [await own(), await own()]
    expect([first.kind, second.kind]).to.deep.equal(['DEACTIVATED', 'REACTIVATED'])
    expect(second.partner.status).to.equal('ACTIVE')
    expect(second.partner.history.map(({ event }) => event).slice(0, 2)).to.deep.equal(['REACTIVATED', 'DEACTIVATED'])
  })

  it('asks again for each event whose partners these are', async () => {
    const listener = { permissions: new Set(['certificate.read']), partnerIds: [id['halden']!] }
    const context = { principal: listener, memo: new Map(), language: 'en' }
    const events = (await subscribe({
      schema: world.house.schema,
      document: parse('subscription { partnerChanged { partner { code } } }'),
      contextValue: context,
    })) as AsyncIterator<ExecutionResult>
    open.push(events)
    const next = events.next()
    listener.partnerIds = [id['kestrel']!]
    for (const code of ['halden', 'kestrel']) await decide('deactivate', code)
    expect((await next).value).to.deep.equal({ data: { partnerChanged: { partner: { code: 'kestrel' } } } })
    for (const code of ['halden', 'kestrel']) await decide('reactivate', code)
  })

  it('is refused to whoever may not read certificates', async () => {
    const refused = (await subscribe({
      schema: world.house.schema,
      document: parse('subscription { partnerChanged { kind } }'),
      contextValue: {
        principal: { userId: newId(), permissions: new Set(['dashboard.read']), partnerIds: [id['halden']!] },
        memo: new Map(),
      },
    })) as ExecutionResult
    expect(refused.errors![0]!.extensions['code']).to.equal('FORBIDDEN')
  })
})
