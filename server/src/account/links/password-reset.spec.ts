import { expect } from 'chai'
import { describeDatabases } from '../../spec/test-database.ts'
import { MAILS_PER_IDENTITY } from '../attempts.ts'
import type { Browser } from '../spec/browser.ts'
import { mailedLink } from '../spec/registering.ts'
import { browse, openSignIn, openWorld, PASSWORD, person, recorded, signIn, type World } from '../spec/world.ts'
import { AccountLinkEntity } from './account-link.entity.ts'

const NEW = 'seven quiet lanterns drift'

describeDatabases('a forgotten password', open => {
  let world: World
  let drop: () => Promise<void>

  before(async () => {
    const { db, drop: dropped } = await open()
    drop = dropped
    world = await openWorld(db)
  })
  after(async () => {
    await world.close()
    await drop()
  })

  const ask = async (browser: Browser, email: string) =>
    browser.submit(await browser.send('GET', '/auth/partner/forgotten'), { email })
  const principal = (browser: Browser) => world.account.principal(browser.cookieHeader(), 'partner')
  const someone = async (username: string) => {
    await world.account.createUser(person(username, { language: 'fr' }))
    return `${username}@example.org`
  }

  it('is replaced by a mailed link; every session ends, and a mail says so', async () => {
    const address = await someone('lost')
    const signedIn = browse(world)
    await signIn(signedIn, 'lost')
    expect(await principal(signedIn)).not.to.equal(null)

    const browser = browse(world)
    expect((await ask(browser, 'lost')).status).to.equal(200)
    const [mail] = await world.mailsTo(address)
    expect(mail!.subject).to.equal('Choisissez un nouveau mot de passe')
    const page = await browser.send('GET', await mailedLink(world, address))
    expect(page.status).to.equal(200)
    expect(await principal(signedIn), 'a GET changes nothing').not.to.equal(null)
    const changed = await browser.submit(page, { password: NEW, passwordAgain: NEW })
    expect(changed.status).to.equal(200)
    expect(changed.text).to.include('Votre mot de passe a changé').and.include('login_hint=lost')

    expect(await principal(signedIn)).to.equal(null)
    const old = browse(world)
    expect((await old.submit(await openSignIn(old), { login: 'lost', password: PASSWORD })).status).to.equal(422)
    const fresh = browse(world)
    expect((await fresh.submit(await openSignIn(fresh), { login: 'lost', password: NEW })).status).to.equal(303)
    expect((await world.mailsTo(address)).at(-1)!.subject).to.equal('Votre mot de passe a changé')
    const events = await recorded(world.db)
    expect(events).to.deep.include(['session.ended', { reason: 'password-changed' }])
    expect(events.map(([event]) => event)).to.include.members(['password.reset-requested', 'password.reset'])
  })

  it('is asked for once more: only the newest link counts, once, for an hour', async () => {
    const address = await someone('again')
    const browser = browse(world)
    await ask(browser, address)
    const first = await mailedLink(world, address)
    await ask(browser, address)
    const second = await mailedLink(world, address)
    expect((await browser.send('GET', first)).status).to.equal(410)
    const page = await browser.send('GET', second)
    const answers = await Promise.all(
      Array.from({ length: 3 }, () => browser.submit(page, { password: NEW, passwordAgain: NEW })),
    )
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([200, 410, 410])
    await ask(browser, address)
    const third = await mailedLink(world, address)
    world.clock.advance(3_600_000 + 1)
    const stale = await browser.send('GET', third)
    expect(stale.status).to.equal(410)
    expect(stale.text).to.include('/auth/partner/forgotten')
    await world.account.sweep()
    expect(await world.db.em().count(AccountLinkEntity)).to.equal(0)
  })

  it('is not replaced by one that is short, easy to guess or typed differently', async () => {
    const address = await someone('careless')
    const browser = browse(world)
    await ask(browser, address)
    const page = await browser.send('GET', await mailedLink(world, address))
    for (const [password, passwordAgain, text] of [
      ['', '', 'Il manque le nouveau mot de passe'],
      ['short', 'short', 'moins de 12 caractères'],
      ['careless2026', 'careless2026', 'facile à deviner'],
      [NEW, `${NEW}!`, 'Les deux mots de passe diffèrent'],
    ] as const) {
      const answer = await browser.submit(page, { password, passwordAgain })
      expect(answer.status).to.equal(422)
      expect(answer.text).to.include(text)
      if (password) expect(answer.text).to.not.include(`"${password}"`)
    }
    expect((await browser.submit(page, { password: NEW, passwordAgain: NEW })).status).to.equal(200)
  })

  it('of nobody, or of a person who is switched off, causes no mail', async () => {
    expect((await ask(browse(world), 'nobody@example.org')).status).to.equal(200)
    expect(await world.mailsTo('nobody@example.org')).to.deep.equal([])
    expect((await recorded(world.db)).at(-1)).to.deep.equal(['password.reset-requested', { known: false }])
  })

  it('asks for a name', async () => {
    const answer = await ask(browse(world), ' ')
    expect(answer.status).to.equal(422)
    expect(answer.text).to.include('Your e-mail or user name is missing.')
  })

  it('is promised 5 mails an hour, however many ask at once from everywhere', async () => {
    const address = await someone('flooded')
    const page = await browse(world).send('GET', '/auth/partner/forgotten')
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        browse(world, { 'x-forwarded-for': `198.51.${index}.9` }).submit(page, { email: address }),
      ),
    )
    expect(answers.filter(({ status }) => status === 200)).to.have.length(MAILS_PER_IDENTITY)
    expect(answers.filter(({ status }) => status === 429)).to.have.length(200 - MAILS_PER_IDENTITY)
    expect(await world.mailsTo(address)).to.have.length(MAILS_PER_IDENTITY)
  })

  it('cannot be tried by guessing links: 60 of one network in ten minutes, all answered alike', async () => {
    const browser = browse(world)
    const page = {
      ...(await browser.send('GET', '/auth/partner/forgotten')),
      url: `${world.origin}/auth/partner/reset`,
    }
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        browser.send('POST', `/auth/partner/reset?token=guess-${index}`, {
          headers: {
            'content-type': 'application/x-www-form-urlencoded',
            origin: world.origin,
            'sec-fetch-site': 'same-origin',
          },
          body: new URLSearchParams({ password: NEW, passwordAgain: NEW }).toString(),
        }),
      ),
    )
    expect(page.status).to.equal(200)
    expect(answers.filter(({ status }) => status === 410)).to.have.length(60)
    expect(answers.filter(({ status }) => status === 429)).to.have.length(140)
  })
})
