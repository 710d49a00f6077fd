import { expect } from 'chai'
import { describeDatabases } from '../spec/test-database.ts'
import { openOtherProvider, type OtherProvider } from './spec/other-provider.ts'
import { browse, freePort, openWorld, recorded, type World } from './spec/world.ts'
import { UserEntity } from './user.entity.ts'

describeDatabases('signing in at another provider', open => {
  let world: World
  let drop: () => Promise<void>
  let other: OtherProvider

  before(async () => {
    const { db, drop: dropped } = await open()
    drop = dropped
    const origin = `http://localhost:${await freePort()}`
    other = await openOtherProvider({
      id: 'portico',
      secret: 'a secret: with % and +',
      redirectUri: `${origin}/auth/partner/callback`,
      postLogoutRedirectUri: `${origin}/auth/partner/signed-out`,
    })
    world = await openWorld(db, { origin, partnerIssuer: other.issuer, partnerClientSecret: 'a secret: with % and +' })
  })
  beforeEach(() => {
    other.mixUp = false
    other.person = {
      sub: 'subject-1',
      claims: {
        preferred_username: 'ines',
        given_name: 'Inès',
        family_name: 'Moreau',
        email: 'ines@example.org',
        realm_access: { roles: ['AUTH_PARTNER', 'offline_access', 'uma_authorization'] },
      },
    }
  })
  after(async () => {
    await world.close()
    await other.close()
    await drop()
  })

  const enter = async () => {
    const browser = browse(world)
    const answer = await browser.go('/auth/partner/login?return_to=/partner/x', ({ url }) =>
      url.includes('/auth/partner/callback'),
    )
    return { browser, answer, principal: await world.account.principal(browser.cookieHeader(), 'partner') }
  }

  it('makes a row for the person and takes over the roles it knows, at every sign-in anew', async () => {
    const { answer, principal } = await enter()
    expect(answer.location).to.equal(`${world.origin}/partner/x`)
    expect(await world.account.viewer(principal!)).to.deep.include({
      username: 'ines',
      displayName: 'Inès Moreau',
      roles: ['AUTH_PARTNER'],
    })
    other.person.claims['realm_access'] = { roles: ['POLICYMANAGER'] }
    const again = await enter()
    expect(again.principal!.userId).to.equal(principal!.userId)
    expect(await world.account.viewer(again.principal!)).to.deep.include({ roles: ['POLICYMANAGER'] })
  })

  it('leaves names, e-mail and password to that provider, and takes the language from it', async () => {
    other.person.sub = 'subject-kept-elsewhere'
    other.person.claims['locale'] = 'ar-MA'
    const { principal } = await enter()
    expect(await world.account.viewer(principal!)).to.deep.include({ profileKeptHere: false, language: 'ar' })
    const { profiles, passwords, emails } = world.account.own
    const profile = { firstName: 'A', lastName: 'B', phone: '+33 1 23 45', address: 'C', language: 'en' as const }
    const change = { currentPassword: 'whatever it is', newPassword: 'seven quiet lanterns drift' }
    for (const refused of [
      await profiles.update(principal!, profile),
      await passwords.change(principal!, change, '192.0.2.1'),
      await emails.request(principal!, { email: 'new@example.org', currentPassword: 'x' }, '192.0.2.1'),
    ])
      expect(refused).to.have.property('code', 'PROFILE_NOT_KEPT_HERE')
  })

  it('offers no registration and no new password of its own', async () => {
    for (const page of ['register', 'confirm', 'forgotten', 'reset', 'confirm-email'])
      expect((await browse(world).send('GET', `/auth/partner/${page}`)).status, page).to.equal(404)
  })

  it('knows people by issuer and subject, not by name or address', async () => {
    const { principal } = await enter()
    other.person.sub = 'subject-2'
    expect((await enter()).principal!.userId).to.not.equal(principal!.userId)
  })

  it('believes no userinfo of another subject', async () => {
    other.mixUp = true
    const { answer, principal } = await enter()
    expect(answer.status).to.equal(500)
    expect(principal).to.equal(null)
    expect((await recorded(world.db)).at(-1)).to.deep.equal(['sign-in.failed', { reason: 'failed' }])
  })

  it('keeps people out whom an administrator has switched off here, and says so', async () => {
    other.person.sub = 'subject-off'
    const { principal } = await enter()
    await world.db.em().nativeUpdate(UserEntity, { id: principal!.userId }, { status: 'INACTIVE' })
    const { answer } = await enter()
    expect(answer.status).to.equal(403)
    expect(answer.text).to.include('Your account is switched off')
  })

  it('says that a sign-in was cancelled', async () => {
    const browser = browse(world)
    const { location } = await browser.send('GET', '/auth/partner/login')
    const state = new URL(location!).searchParams.get('state')!
    const query = new URLSearchParams({ error: 'access_denied', state, iss: other.issuer })
    const answer = await browser.send('GET', `/auth/partner/callback?${query}`)
    expect(answer.status).to.equal(400)
    expect(answer.text).to.include('The sign-in was cancelled.')
  })

  it('ends the session here first and leads on to the provider’s end', async () => {
    const { browser } = await enter()
    const answer = await browser.send('POST', '/auth/partner/logout', {
      headers: { 'x-portico-portal': 'partner', origin: world.origin },
    })
    const redirect = new URL((JSON.parse(answer.text) as { redirect: string }).redirect)
    expect(redirect.origin).to.equal(other.issuer)
    expect(redirect.searchParams.get('post_logout_redirect_uri')).to.equal(`${world.origin}/auth/partner/signed-out`)
  })

  it('has no provider of its own to offer', async () => {
    expect((await browse(world).send('GET', '/idp/.well-known/openid-configuration')).status).to.equal(404)
  })

  it('says when the provider does not answer, and works again once it does', async () => {
    const { db, drop: dropOther } = await open()
    const lonely = await openWorld(db, { partnerIssuer: `http://127.0.0.1:${await freePort()}` })
    const answer = await browse(lonely).send('GET', '/auth/partner/login?ui_locales=fr')
    expect(answer.status).to.equal(503)
    expect(answer.text).to.include('La connexion ne fonctionne pas pour le moment')
    await lonely.close()
    await dropOther()
  })
})
