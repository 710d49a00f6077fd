import { expect } from 'chai'
import { describeDatabases } from '../spec/test-database.ts'
import { OidcRecordEntity } from './provider/provider.entity.ts'
import type { Browser } from './spec/browser.ts'
import { browse, openWorld, person, recorded, signIn, type World } from './spec/world.ts'

describeDatabases('signing out', open => {
  let world: World
  let drop: () => Promise<void>

  before(async () => {
    const { db, drop: dropped } = await open()
    drop = dropped
    world = await openWorld(db)
    await world.account.createAdministrator(person('amelie'))
  })
  after(async () => {
    await world.close()
    await drop()
  })

  const enter = async (query = '') => {
    const browser = browse(world)
    await signIn(browser, 'amelie', query)
    return browser
  }
  const leave = (browser: Browser, headers: Record<string, string> = {}) =>
    browser.send('POST', '/auth/partner/logout', {
      headers: { 'x-portico-portal': 'partner', origin: world.origin, ...headers },
    })
  const redirectOf = (text: string) => (JSON.parse(text) as { redirect: string }).redirect
  const providerSessions = () => world.db.em().count(OidcRecordEntity, { kind: 'Session' })

  it('ends our session at once, then the provider’s without a question, and says so in the language of the sign-in', async () => {
    const browser = await enter('?ui_locales=ar')
    const cookies = browser.cookieHeader()
    const sessions = await providerSessions()
    const answer = await leave(browser)
    expect(answer.status).to.equal(200)
    expect(answer.headers['clear-site-data']).to.equal('"cache"')
    expect(browser.cookie('portico-partner')).to.equal(undefined)
    expect(await world.account.principal(cookies, 'partner')).to.equal(null)
    const page = await browser.go(redirectOf(answer.text))
    expect(page.url).to.equal(`${world.origin}/auth/partner/signed-out?ui_locales=ar`)
    expect(page.text).to.include('<html lang="ar" dir="rtl">').and.include('تم تسجيل خروجك')
    expect(browser.cookie('idp-session')).to.equal(undefined)
    expect(await providerSessions()).to.equal(sessions - 1)
    expect((await recorded(world.db)).at(-1)).to.deep.equal(['sign-out', { reason: 'signed-out' }])
  })

  it('works twice', async () => {
    const browser = await enter()
    await leave(browser)
    const answer = await leave(browser)
    expect(answer.status).to.equal(200)
    expect((await browser.go(redirectOf(answer.text))).text).to.include('You are signed out')
  })

  for (const [what, headers] of Object.entries<Record<string, string>>({
    'without the portal’s header': { 'x-portico-portal': '' },
    'for another portal': { 'x-portico-portal': 'resident' },
    'from another origin': { origin: 'https://evil.example' },
    'from another site': { 'sec-fetch-site': 'cross-site' },
  }))
    it(`is refused ${what}, and the session goes on`, async () => {
      const browser = await enter()
      expect((await leave(browser, headers)).status).to.equal(403)
      expect(await world.account.principal(browser.cookieHeader(), 'partner')).to.not.equal(null)
    })

  it('is no GET', async () => {
    const browser = await enter()
    expect(
      (await browser.send('GET', '/auth/partner/logout', { headers: { 'x-portico-portal': 'partner' } })).status,
    ).to.equal(404)
  })

  it('at the provider alone asks first, on a page of ours, and then ends both sessions', async () => {
    const browser = await enter()
    const page = await browser.send('GET', '/idp/session/end?ui_locales=fr')
    expect(page.text)
      .to.include('<html lang="fr" dir="ltr">')
      .and.include('Se déconnecter ?')
      .and.not.include('<script>')
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(page.text)![1]!
    const cookies = browser.cookieHeader()
    const answer = await browser.submit(page, { xsrf, logout: 'yes' })
    expect(await world.account.principal(cookies, 'partner')).to.equal(null)
    expect(browser.cookie('portico-partner')).to.equal(undefined)
    expect((await browser.go(answer.location!)).status).to.equal(200)
    expect(browser.cookie('idp-session')).to.equal(undefined)
  })

  it('at the provider can be thought better of', async () => {
    const browser = await enter()
    const page = await browser.send('GET', '/idp/session/end')
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(page.text)![1]!
    expect((await browser.submit(page, { xsrf })).location).to.equal(`${world.origin}/partner/`)
    expect(await world.account.principal(browser.cookieHeader(), 'partner')).to.not.equal(null)
  })

  it('at the provider without a session there needs no script and leaves no row behind', async () => {
    const sessions = await providerSessions()
    const answer = await browse(world).go('/idp/session/end')
    expect(answer.status).to.equal(200)
    expect(answer.text).to.include('You are signed out').and.not.include('<script>')
    expect(await providerSessions()).to.equal(sessions)
  })

  it('never leads to an address that is not ours', async () => {
    const browser = await enter()
    const redirect = new URL(redirectOf((await leave(browser)).text))
    redirect.searchParams.set('post_logout_redirect_uri', 'https://evil.example/')
    const answer = await browser.send('GET', redirect.href)
    expect(answer.status).to.equal(400)
    expect(answer.location).to.equal(undefined)
  })
})
