import { expect } from 'chai'
import { PartnerEntity } from '../../partner/partners/index.ts'
import { describeDatabases } from '../../spec/test-database.ts'
import { openOtherProvider, type OtherProvider } from '../spec/other-provider.ts'
import { browse, freePort, openWorld, recorded, type World } from '../spec/world.ts'
import { MembershipEntity, UserEntity } from '../user.entity.ts'

describeDatabases('the partner of somebody whom another provider vouches for', open => {
  let world: World
  let other: OtherProvider
  let drop: () => Promise<void>

  before(async () => {
    const { db, drop: dropped } = await open()
    drop = dropped
    const origin = `http://localhost:${await freePort()}`
    other = await openOtherProvider({
      id: 'portico',
      secret: 'secret',
      redirectUri: `${origin}/auth/partner/callback`,
      postLogoutRedirectUri: `${origin}/auth/partner/signed-out`,
    })
    world = await openWorld(db, { origin, partnerIssuer: other.issuer, partnerClientSecret: 'secret' })
  })
  after(async () => {
    await world?.close()
    await other?.close()
    await drop?.()
  })

  const somebody = (username: string, more: object = {}) => {
    other.person = {
      sub: `subject-of-${username}`,
      claims: {
        preferred_username: username,
        given_name: 'Inès',
        family_name: 'Moreau',
        email: `${username}@example.org`,
        phoneNumber: '+212 522 000 000',
        locale: 'fr',
        organizationName: 'Moreau et fils',
        address: '12, rue des Oliviers',
        partnerType: 'Auth_Partner',
        realm_access: { roles: ['AUTH_PARTNER'] },
        ...more,
      },
    }
  }
  const enter = async () => {
    const browser = browse(world)
    const { status } = await browser.go('/auth/partner/login', ({ url }) => url.includes('/auth/partner/callback'))
    expect(status).to.equal(302)
    return (await world.account.principal(browser.cookieHeader(), 'partner'))!
  }
  const em = () => world.db.em()

  it('is made with its organisation at the first sign-in, and owned by the person', async () => {
    somebody('ines')
    const { userId, partnerIds } = await enter()
    expect(partnerIds).to.have.length(1)
    const partner = await em().findOneOrFail(PartnerEntity, { id: partnerIds[0]! })
    expect(partner).to.deep.include({
      code: 'ines',
      type: 'Auth_Partner',
      organisationName: 'Moreau et fils',
      status: 'PENDING',
      language: 'fr',
    })
    const { organisationId, kind } = await em().findOneOrFail(MembershipEntity, { user: userId })
    expect([organisationId, kind]).to.deep.equal([partner.organisationId, 'OWNER'])
    expect((await recorded(world.db)).map(([event]) => event)).to.include('partner.registered')
    expect(JSON.stringify(partner)).not.to.match(/Oliviers|522/)
  })

  it('is not made again, and follows the contact data that the provider keeps', async () => {
    somebody('ines', { phoneNumber: '+212 522 111 111', organizationName: 'Another' })
    const { partnerIds } = await enter()
    expect(partnerIds).to.have.length(1)
    expect(await em().count(PartnerEntity, { code: 'ines' })).to.equal(1)
    expect(await world.account.own.contactOf(partnerIds)).to.deep.equal({
      phone: '+212 522 111 111',
      address: '12, rue des Oliviers',
    })
    somebody('ines', { phoneNumber: undefined, address: undefined })
    await enter()
    expect(await world.account.own.contactOf(partnerIds)).to.deep.equal({
      phone: '+212 522 111 111',
      address: '12, rue des Oliviers',
    })
  })

  it('is not made where the partner id is somebody else’s, and the person comes in all the same', async () => {
    somebody('ines')
    other.person.sub = 'another-ines'
    expect((await enter()).partnerIds).to.deep.equal([])
  })

  it('is made once when the first sign-in comes ten times at once', async () => {
    somebody('omar')
    const all = await Promise.all(Array.from({ length: 10 }, enter))
    expect(new Set(all.map(({ userId }) => userId)).size).to.equal(1)
    expect(await em().count(PartnerEntity, { code: 'omar' })).to.equal(1)
    expect(await em().count(UserEntity, { subject: 'subject-of-omar' })).to.equal(1)
    expect((await enter()).partnerIds).to.have.length(1)
  })

  it('is not made for administrators, nor where something is missing', async () => {
    somebody('boss', { realm_access: { roles: ['PARTNER_ADMIN'] }, partnerType: 'Partner_Admin' })
    expect((await enter()).partnerIds).to.deep.equal([])
    somebody('lea', { organizationName: undefined })
    expect((await enter()).partnerIds).to.deep.equal([])
    somebody('lea')
    expect((await enter()).partnerIds, 'complete now').to.have.length(1)
  })
})
