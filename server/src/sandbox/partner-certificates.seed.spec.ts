import { expect } from 'chai'
import { PartnerCertificateEntity } from '../partner/certificates/partner-certificates/index.ts'
import { PartnerEntity } from '../partner/partners/index.ts'
import { describeEach } from '../spec/test-database.ts'
import { openHouse, type TestHouse } from '../spec/test-house.ts'
import { seedSandbox } from './seed.ts'

describeEach("the sandbox's partner certificates", fresh => {
  let world: TestHouse

  before(async () => {
    world = await openHouse(await fresh())
  })
  after(() => world?.close())

  const certificates = async (username: string) => {
    const caller = await world.signIn(username)
    const { data } = await caller.ask(
      '{ myPartners { createdAt certificates { id state uploadedAt issuedBy signed { expired } } history { event at } } }',
    )
    return (data['myPartners']! as Seen[])[0]!
  }
  interface Seen {
    createdAt: string
    certificates: { id: string; state: string; uploadedAt: string; issuedBy: string }[]
    history: { event: string; at: string }[]
  }

  for (const [username, state] of [
    ['northwind', 'ACTIVE'],
    ['halden', 'ACTIVE'],
    ['kestrel', 'EXPIRES_SOON'],
    ['oldharbour', 'EXPIRED'],
  ] as const)
    it(`show ${username}'s as ${state}, brought after the registration`, async () => {
      const { certificates: found, createdAt, history } = await certificates(username)
      expect(found.map(one => one.state)).to.deep.equal([state])
      expect(found[0]!.issuedBy).to.match(/Sandbox/)
      expect(new Date(createdAt) < new Date(found[0]!.uploadedAt)).to.equal(true)
      expect(history.slice(0, 2).map(({ event }) => event)).to.have.members(['ACTIVATED', 'CERTIFICATE_UPLOADED'])
      expect(history.at(-1)!.event).to.match(/REGISTERED|POLICY_GROUP_CHOSEN/)
    })

  it('are what makes partners active: those without one have not got so far', async () => {
    for (const { code, type, status, certificateId } of await world.house.db.em().find(PartnerEntity, {}))
      expect(status, code).to.equal(certificateId || type === 'Partner_Admin' ? 'ACTIVE' : 'PENDING')
  })

  it('are made once, and again where they are missing', async () => {
    const before = await certificates('northwind')
    await seedSandbox(world.house)
    expect(await certificates('northwind')).to.deep.equal(before)
    const em = world.house.db.em()
    await em.nativeDelete(PartnerCertificateEntity, { id: before.certificates[0]!.id })
    await em.nativeUpdate(PartnerEntity, { code: 'northwind' }, { certificateId: null })
    await seedSandbox(world.house)
    expect((await certificates('northwind')).certificates.map(({ state }) => state)).to.deep.equal(['ACTIVE'])
  })
})

describeEach("the sandbox's partners with a Key Manager elsewhere", fresh => {
  let world: TestHouse

  before(async () => {
    world = await openHouse(await fresh(), { environment: { KEYMANAGER_URL: 'http://127.0.0.1:9/' } })
  })
  after(() => world?.close())

  it('have no certificate yet, so none of them is active', async () => {
    const rows = await world.house.db.em().find(PartnerEntity, { type: { $ne: 'Partner_Admin' } })
    expect(rows).to.have.length.above(1)
    for (const { code, status, certificateId } of rows)
      expect([status, certificateId], code).to.deep.equal(['PENDING', null])
  })
})
