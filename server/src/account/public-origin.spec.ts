import { expect } from 'chai'
import { describeDatabases } from '../spec/test-database.ts'
import { browse, openSignIn, openWorld, PASSWORD, person, signIn, type World } from './spec/world.ts'

describeDatabases('behind a proxy at https', open => {
  let world: World
  let drop: () => Promise<void>

  before(async () => {
    const { db, drop: dropped } = await open()
    drop = dropped
    // Nobody answers at this address: the server must not need it to talk to its own provider.
    world = await openWorld(db, { origin: 'https://portico.example' })
    await world.account.createAdministrator(person('amelie'))
  })
  after(async () => {
    await world.close()
    await drop()
  })

  it('signs in and out', async () => {
    const browser = browse(world)
    expect((await signIn(browser, 'amelie', '?return_to=/partner/x')).location).to.equal(
      'https://portico.example/partner/x',
    )
    expect(await world.account.principal(browser.cookieHeader(), 'partner')).to.not.equal(null)
    const answer = await browser.send('POST', '/auth/partner/logout', {
      headers: { 'x-portico-portal': 'partner', origin: 'https://portico.example' },
    })
    const { redirect } = JSON.parse(answer.text) as { redirect: string }
    expect((await browser.go(redirect)).text).to.include('You are signed out')
    expect(browser.cookie('__Host-idp-session')).to.equal(undefined)
  })

  it('sets no cookie that scripts, other sites, other hosts or plain http could see', async () => {
    const browser = browse(world)
    await signIn(browser, 'amelie')
    const lines = browser.visited.flatMap(answer => answer.setCookies)
    for (const line of lines)
      expect(line.toLowerCase())
        .to.match(/; ?httponly/)
        .and.match(/; ?secure/)
        .and.match(/; ?samesite=lax/)
        .and.not.match(/domain=/)
    const session = lines.find(line => line.startsWith('__Host-portico-partner='))!
    expect(session).to.match(/; Path=\/;/)
    for (const line of lines.filter(text => text.startsWith('__Host-')))
      expect(line.toLowerCase()).to.match(/; path=\/(;|$)/)
    for (const line of lines) expect(line).to.match(/^__(Host|Secure)-/)
  })

  it('takes a session only under its prefixed name', async () => {
    const browser = browse(world)
    await signIn(browser, 'amelie')
    const token = browser.cookie('__Host-portico-partner')!
    expect(await world.account.principal(`portico-partner=${token}`, 'partner')).to.equal(null)
  })

  it('leads nowhere but to its own address, whatever the request names as host', async () => {
    const liar = { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' }
    const browser = browse(world)
    const start = await browser.send('GET', '/auth/partner/login', { headers: liar })
    const page = await browser.send('GET', start.location!, { headers: liar })
    const metadata = await browser.send('GET', '/idp/.well-known/openid-configuration', { headers: liar })
    for (const text of [start.location!, page.location!, metadata.text])
      expect(text).to.include('https://portico.example/').and.not.include('evil')
    expect(JSON.parse(metadata.text)).to.include({
      issuer: 'https://portico.example/idp',
      token_endpoint: 'https://portico.example/idp/token',
    })
  })

  it('offers code flow with PKCE for its own server and nothing else', async () => {
    const metadata = JSON.parse(
      (await browse(world).send('GET', '/idp/.well-known/openid-configuration')).text,
    ) as Record<string, unknown>
    expect(metadata).to.deep.include({
      response_types_supported: ['code'],
      grant_types_supported: ['authorization_code'],
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
      id_token_signing_alg_values_supported: ['ES256'],
    })
    for (const endpoint of [
      'registration',
      'introspection',
      'revocation',
      'device_authorization',
      'pushed_authorization_request',
    ])
      expect(metadata).to.not.have.property(`${endpoint}_endpoint`)
    const keys = JSON.parse((await browse(world).send('GET', '/idp/jwks')).text) as { keys: object[] }
    for (const key of keys.keys) expect(key).to.not.have.property('d')
  })

  it('refuses authorization without PKCE or for another address, on a page of ours', async () => {
    const browser = browse(world)
    const start = new URL((await browser.send('GET', '/auth/partner/login?ui_locales=fr')).location!)
    const without = new URL(start)
    for (const name of ['code_challenge', 'code_challenge_method']) without.searchParams.delete(name)
    expect((await browser.send('GET', without.href)).location).to.include('error=invalid_request')
    const elsewhere = new URL(start)
    elsewhere.searchParams.set('redirect_uri', 'https://evil.example/callback')
    const page = await browser.send('GET', elsewhere.href)
    expect(page.status).to.equal(400)
    expect(page.text).to.include('<html lang="fr" dir="ltr">').and.not.include('evil')
    expect(page.headers['content-security-policy']).to.include("script-src 'self'").and.not.include('unsafe')
  })

  it('shows its pages with the strict policy, uncached, in the language asked for', async () => {
    for (const [language, heading] of [
      ['en', 'Sign in'],
      ['fr', 'Se connecter'],
      ['ar', 'تسجيل الدخول'],
    ] as const) {
      const browser = browse(world)
      const page = await openSignIn(browser, `?ui_locales=${language}`)
      expect(page.text).to.include(`<h1>${heading}</h1>`)
      expect(page.headers['cache-control']).to.equal('no-store')
      expect(page.headers['referrer-policy']).to.equal('same-origin')
      const wrong = await browser.submit(page, { login: 'amelie', password: 'x' })
      expect(wrong.text).to.include(`<html lang="${language}"`)
      const other = await browser.send('GET', `${page.url}?ui_locales=${language === 'ar' ? 'en' : 'ar'}`)
      expect(other.text).to.include(`<html lang="${language === 'ar' ? 'en' : 'ar'}"`)
    }
    const spoken = browse(world, { 'accept-language': 'de, fr-CA;q=0.8, en;q=0.5' })
    expect((await openSignIn(spoken)).text).to.include('<html lang="fr"')
  })

  it('keeps the language chosen on the page until the sign-out', async () => {
    const browser = browse(world)
    const page = await openSignIn(browser, '?ui_locales=en')
    const french = await browser.send('GET', `${page.url}?ui_locales=fr`)
    await browser.go((await browser.submit(french, { login: 'amelie', password: PASSWORD })).location!)
    const answer = await browser.send('POST', '/auth/partner/logout', {
      headers: { 'x-portico-portal': 'partner', origin: 'https://portico.example' },
    })
    expect((await browser.go((JSON.parse(answer.text) as { redirect: string }).redirect)).text).to.include(
      '<html lang="fr"',
    )
  })
})
