import { expect } from 'chai'
import { countStatements } from '../platform/database/guard.ts'
import { describeDatabases } from '../spec/test-database.ts'
import { OrganisationEntity, PartnerEntity } from '../partner/partners/index.ts'
import { SessionEntity } from './session.entity.ts'
import { browse, openWorld, person, recorded, signIn, type World } from './spec/world.ts'
import { UserEntity, UserRoleEntity } from './user.entity.ts'

const MINUTE = 60_000

describeDatabases('a session', open => {
  let world: World
  let drop: () => Promise<void>
  let userId: string

  before(async () => {
    const { db, drop: dropped } = await open()
    drop = dropped
    world = await openWorld(db)
    const em = db.em()
    const createdAt = new Date()
    const [northwind, other] = ['01990000-0000-7000-8000-000000000001', '01990000-0000-7000-8000-000000000002'] as const
    await em.insertMany(OrganisationEntity, [
      { id: northwind, name: 'Northwind Identity Ltd', nameKey: 'northwind identity ltd', createdAt },
      { id: other, name: 'Other', nameKey: 'other', createdAt },
    ])
    await em.insertMany(
      PartnerEntity,
      [northwind, northwind, other].map((organisationId, index) => ({
        id: `01990000-0000-7000-8000-00000000010${index}`,
        code: `p${index}`,
        organisationId,
        organisationName: 'x',
        organisationNameKey: 'x',
        type: 'Auth_Partner',
        status: 'ACTIVE',
        createdAt,
      })),
    )
    const created = await world.account.createUser(
      person('amelie', { roles: ['AUTH_PARTNER', 'SDK_PARTNER'], organisation: { id: northwind, kind: 'OWNER' } }),
    )
    userId = (created as { id: string }).id
  })
  after(async () => {
    await world.close()
    await drop()
  })

  const enter = async () => {
    const browser = browse(world)
    await signIn(browser, 'amelie')
    return browser.cookieHeader()
  }
  const who = (cookies: string | undefined, portal: string | undefined = 'partner') =>
    world.account.principal(cookies, portal)

  it('speaks for a person with the permissions of all roles and the partners of all their organisations', async () => {
    const principal = await who(await enter())
    expect(principal).to.include({ userId })
    expect([...principal!.partnerIds].sort()).to.deep.equal([
      '01990000-0000-7000-8000-000000000100',
      '01990000-0000-7000-8000-000000000101',
    ])
    expect([...principal!.permissions])
      .to.include.members(['api-key.write', 'certificate.write'])
      .and.not.include('trust.read')
    expect(await world.account.viewer(principal!)).to.deep.include({
      organisationName: 'Northwind Identity Ltd',
      roles: ['AUTH_PARTNER', 'SDK_PARTNER'],
      session: { idleSeconds: 1_500, promptSeconds: 300, expiresAt: principal!.expiresAt },
    })
  })

  it('is looked up by one query', async () => {
    const cookies = await enter()
    expect((await countStatements(() => who(cookies))).statements).to.have.length(1)
  })

  it('is nobody without the portal, at another portal, with another token, or without cookies', async () => {
    const cookies = await enter()
    for (const [header, portal] of [
      [cookies, undefined],
      [cookies, 'resident'],
      ['portico-partner=AAAA', 'partner'],
      [undefined, 'partner'],
    ] as const)
      expect(await world.account.principal(header, portal)).to.equal(null)
  })

  it('writes that it was seen once a minute, not more often', async () => {
    const cookies = await enter()
    const writes = async () =>
      (await countStatements(() => who(cookies))).statements.filter(sql => sql.startsWith('update')).length
    world.clock.advance(59_000)
    expect(await writes()).to.equal(0)
    world.clock.advance(1_000)
    expect(await writes()).to.equal(1)
    expect(await writes()).to.equal(0)
  })

  it('lasts through the whole countdown of the prompt (R-SES-01), and ends a minute after it', async () => {
    const cookies = await enter()
    world.clock.advance(30 * MINUTE)
    expect(await who(cookies)).to.not.equal(null)
    world.clock.advance(31 * MINUTE + 1)
    expect(await who(cookies)).to.equal(null)
    expect(await recorded(world.db)).to.deep.include(['session.ended', { reason: 'idle' }])
    world.clock.advance(-30 * MINUTE)
    expect(await who(cookies)).to.equal(null)
  })

  it('ends after 12 hours however busy it is', async () => {
    const cookies = await enter()
    const { expiresAt } = (await who(cookies))!
    expect(expiresAt.getTime() - world.clock.now().getTime()).to.equal(12 * 60 * MINUTE)
    for (let quarter = 1; quarter < 48; quarter++) {
      world.clock.advance(15 * MINUTE)
      expect(await who(cookies)).to.not.equal(null)
    }
    world.clock.advance(15 * MINUTE)
    expect(await who(cookies)).to.equal(null)
    expect(await recorded(world.db)).to.deep.include(['session.ended', { reason: 'too-old' }])
  })

  it('does not care for the clock of the sandbox', async () => {
    const cookies = await enter()
    world.clock.moveBusiness(400 * 24 * 60 * MINUTE)
    expect(await who(cookies)).to.not.equal(null)
  })

  it('follows a change of roles at once', async () => {
    const cookies = await enter()
    await world.db.em().nativeDelete(UserRoleEntity, { user: userId, role: 'AUTH_PARTNER' })
    expect([...(await who(cookies))!.permissions]).to.not.include('api-key.write')
    await world.db.em().insert(UserRoleEntity, { user: userId, role: 'AUTH_PARTNER' })
  })

  it('is nobody while the person is inactive', async () => {
    const cookies = await enter()
    await world.db.em().nativeUpdate(UserEntity, { id: userId }, { status: 'INACTIVE' })
    expect(await who(cookies)).to.equal(null)
    await world.db.em().nativeUpdate(UserEntity, { id: userId }, { status: 'ACTIVE' })
  })

  it('is swept away when it has run out, with one record each', async () => {
    await world.account.sweep()
    await Promise.all([enter(), enter()])
    const before = (await recorded(world.db)).length
    const left = await world.db.em().count(SessionEntity)
    world.clock.advance(32 * MINUTE)
    await Promise.all([world.account.sweep(), world.account.sweep()])
    expect(await world.db.em().count(SessionEntity)).to.equal(0)
    expect((await recorded(world.db)).length - before).to.equal(left)
  })
})
