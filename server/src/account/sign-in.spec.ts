import { expect } from 'chai'
import { describeDatabases } from '../spec/test-database.ts'
import { STARTS_PER_ADDRESS } from './attempts.ts'
import { browse, openSignIn, openWorld, PASSWORD, person, recorded, signIn, type World } from './spec/world.ts'
import { UserEntity } from './user.entity.ts'

describeDatabases('signing in', open => {
  let world: World
  let drop: () => Promise<void>

  before(async () => {
    const { db, drop: dropped } = await open()
    drop = dropped
    world = await openWorld(db)
    await world.account.createAdministrator(person('amelie'))
    await world.account.createUser(person('former', { roles: [] }))
    await db.em().nativeUpdate(UserEntity, { username: 'former' }, { status: 'INACTIVE' })
  })
  after(async () => {
    await world.close()
    await drop()
  })

  const who = (cookies: string) => world.account.principal(cookies, 'partner')

  for (const login of ['amelie', 'AMELIE', 'amelie@example.org', ' Amelie@Example.ORG '])
    it(`lets people in as "${login}", and back to where they wanted to go`, async () => {
      const browser = browse(world)
      const answer = await signIn(browser, login, '?return_to=/partner/trust-store/root%3Fstatus%3DEXPIRED')
      expect(answer.location).to.equal(`${world.origin}/partner/trust-store/root?status=EXPIRED`)
      const principal = await who(browser.cookieHeader())
      expect([...principal!.permissions]).to.include.members(['trust.write', 'partner.read'])
      expect(await world.account.viewer(principal!)).to.include({
        username: 'amelie',
        displayName: 'Amélie Laurent',
        firstName: 'Amélie',
      })
    })

  it('says the same to a wrong password, an unknown name and an inactive person: text, status, headers', async () => {
    const shown = async (login: string, password: string) => {
      const browser = browse(world)
      const answer = await browser.submit(await openSignIn(browser), { login, password })
      const steady = answer.text
        .replaceAll(/interaction\/[\w-]+/g, 'interaction/…')
        .replaceAll(`value="${login}"`, 'value="…"')
      const { date: _date, 'x-request-id': _id, 'content-length': _length, ...headers } = answer.headers
      return { status: answer.status, steady, headers }
    }
    const wrong = await shown('amelie', 'not the password')
    expect(wrong.status).to.equal(422)
    expect(wrong.steady).to.include('This name and password do not belong together.')
    expect(await shown('nobody', 'not the password')).to.deep.equal(wrong)
    expect(await shown('nobody@example.org', PASSWORD)).to.deep.equal(wrong)
    expect(await shown('former', PASSWORD)).to.deep.equal(wrong)
  })

  it('keeps what was typed on a mistake, but never the password', async () => {
    const browser = browse(world)
    const answer = await browser.submit(await openSignIn(browser), { login: 'me "<b>&', password: 'not-the-password' })
    expect(answer.text)
      .to.include('value="me &#34;&#60;b&#62;&#38;"')
      .and.not.include('<b>')
      .and.not.include('not-the-password')
  })

  it('names each empty field, and tries nothing', async () => {
    const before = await recorded(world.db)
    const browser = browse(world)
    const answer = await browser.submit(await openSignIn(browser), { login: '', password: '' })
    expect(answer.status).to.equal(422)
    expect(answer.text).to.include('Your e-mail or user name is missing.').and.include('Your password is missing.')
    expect(answer.text)
      .to.match(/href="#login"/)
      .and.match(/aria-describedby="password-error"/)
    expect(await recorded(world.db)).to.deep.equal(before)
  })

  it('lets 5 of 200 parallel tries through, says how long to wait, and records what was tried', async () => {
    await world.account.createUser(person('crowd'))
    const browser = browse(world)
    const page = await openSignIn(browser)
    const count = (await recorded(world.db)).length
    const tries = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        browser.submit(page, { login: 'crowd', password: 'guess' }, { 'x-forwarded-for': `198.51.100.${index}` }),
      ),
    )
    const statuses = tries.map(({ status }) => status)
    expect(statuses.filter(status => status === 422)).to.have.length(5)
    expect(statuses.filter(status => status === 429)).to.have.length(195)
    const waiting = tries.find(({ status }) => status === 429)!
    expect(waiting.headers['retry-after']).to.match(/^\d+$/)
    expect(waiting.text).to.match(/There were too many tries\. Wait (\d+ seconds|1 minute), then try again\./)
    const right = browse(world)
    expect((await right.submit(await openSignIn(right), { login: 'crowd', password: PASSWORD })).status).to.equal(429)
    const failures = (await recorded(world.db)).slice(count)
    expect(failures.map(([event, { reason }]) => `${event} ${String(reason)}`)).to.deep.equal(
      Array.from({ length: 5 }, () => 'sign-in.failed password'),
    )
  })

  it('never leads to another site', async () => {
    for (const wish of [
      'https://evil.example/',
      '//evil.example/partner/',
      '/partner/../graphql',
      '/auth/partner/logout',
    ]) {
      const answer = await signIn(browse(world), 'amelie', `?return_to=${encodeURIComponent(wish)}`)
      expect(answer.location).to.equal(`${world.origin}/partner/`)
    }
  })

  it('gives a token of its own to every sign-in, whatever the browser brought along', async () => {
    const browser = browse(world)
    browser.setCookie('portico-partner', 'fixed-by-somebody-else')
    await signIn(browser, 'amelie')
    expect(browser.cookie('portico-partner')).to.match(/^[\w-]{43}$/)
    expect(await who('portico-partner=fixed-by-somebody-else')).to.equal(null)
  })

  it('ends the session that a second sign-in of the same browser replaces', async () => {
    const browser = browse(world)
    const second = await openSignIn(browser)
    await signIn(browser, 'amelie')
    const first = browser.cookieHeader()
    await browser.go((await browser.submit(second, { login: 'amelie', password: PASSWORD })).location!)
    expect(await who(first)).to.equal(null)
    expect(await who(browser.cookieHeader())).not.to.equal(null)
    expect(await recorded(world.db)).to.deep.include(['session.ended', { reason: 'replaced' }])
  })

  it('asks for the password again although the provider remembers the browser', async () => {
    const browser = browse(world)
    await signIn(browser, 'amelie')
    browser.setCookie('portico-partner', 'gone')
    expect((await openSignIn(browser)).text).to.include('name="password"')
  })

  it('bounds what one network address may begin, and says so', async () => {
    const browser = browse(world)
    const answers = await Promise.all(
      Array.from({ length: STARTS_PER_ADDRESS + 5 }, () => browser.send('GET', '/idp/session/end')),
    )
    const turnedAway = answers.filter(({ status }) => status === 429)
    expect(turnedAway).to.have.length(5)
    expect(turnedAway[0]!.text).to.include('Too many sign-ins from your network')
    expect(turnedAway[0]!.headers['retry-after']).to.match(/^\d+$/)
  })

  it('refuses a form that another site sends, or that says nothing of where it comes from', async () => {
    for (const headers of [
      { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
      { origin: 'null', 'sec-fetch-site': 'cross-site' },
    ]) {
      const browser = browse(world)
      expect(
        (await browser.submit(await openSignIn(browser), { login: 'amelie', password: PASSWORD }, headers)).status,
      ).to.equal(400)
    }
    const browser = browse(world)
    const page = await openSignIn(browser)
    const silent = await browser.send('POST', page.url, {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `login=amelie&password=${encodeURIComponent(PASSWORD)}`,
    })
    expect(silent.status).to.equal(400)
  })

  it('keeps no personal data in the clear, neither at rest nor in the log', async () => {
    await signIn(browse(world), 'amelie@example.org')
    const sql = world.db.sql<Record<string, Record<string, unknown>>>()
    const tables = ['user', 'session', 'oidc_record', 'audit_record', 'account_key', 'rate_limit', 'used_sign_in']
    const rows = JSON.stringify(await Promise.all(tables.map(table => sql.selectFrom(table).selectAll().execute())))
    for (const text of [rows, world.logged.join('')])
      for (const canary of ['example.org', 'Laurent', 'Amélie', PASSWORD, 'PRIVATE', '"d":'])
        expect(text).to.not.include(canary)
  })
})
