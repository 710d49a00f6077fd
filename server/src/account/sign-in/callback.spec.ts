import { expect } from 'chai'
import { describeDatabases } from '../../spec/test-database.ts'
import type { Answer } from '../spec/browser.ts'
import { browse, openSignIn, openWorld, PASSWORD, person, type World } from '../spec/world.ts'

describeDatabases('what comes back from the provider', open => {
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

  /** Stops at the door of the callback. */
  const upToCallback = async (browser = browse(world)) => {
    const answer = await browser.submit(await openSignIn(browser), { login: 'amelie', password: PASSWORD })
    const last = await browser.send('GET', answer.location!)
    return { browser, callback: last.location! }
  }
  const refused = (answer: Answer) => {
    expect(answer.status).to.equal(400)
    expect(answer.text).to.include('This page is no longer in use')
    expect(answer.setCookies.join()).to.not.include('portico-partner')
  }

  it('is taken once', async () => {
    const { browser, callback } = await upToCallback()
    const cookies = browser.cookieHeader()
    expect((await browser.send('GET', callback)).status).to.equal(302)
    refused(await browse(world, { cookie: cookies }).send('GET', callback))
  })

  it('is taken once even when it comes ten times at once', async () => {
    const { browser, callback } = await upToCallback()
    const answers = await Promise.all(Array.from({ length: 10 }, () => browser.send('GET', callback)))
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([302, ...Array.from({ length: 9 }, () => 400)])
  })

  it('is refused with another state', async () => {
    const { browser, callback } = await upToCallback()
    refused(await browser.send('GET', callback.replace(/state=([0-9a-f]{12})\.[\w-]{5}/, 'state=$1.AAAAA')))
    refused(await browser.send('GET', callback.replace(/&state=[^&]+/, '')))
  })

  it('is refused in a browser that did not begin it', async () => {
    const { callback } = await upToCallback()
    refused(await browse(world).send('GET', callback))
  })

  it('is refused after ten minutes', async () => {
    const { browser, callback } = await upToCallback()
    world.clock.advance(600_001)
    refused(await browser.send('GET', callback))
    world.clock.advance(-600_001)
  })

  it('is refused with a nonce of another sign-in', async () => {
    const browser = browse(world)
    const start = await browser.send('GET', '/auth/partner/login')
    const page = await browser.go(start.location!.replace(/nonce=[^&]+/, 'nonce=stolen'))
    const answer = await browser.submit(page, { login: 'amelie', password: PASSWORD })
    const back = await browser.go(answer.location!)
    expect(back.status).to.equal(500)
    expect(back.text).to.include('Something went wrong on our side')
    expect(browser.cookie('portico-partner')).to.equal(undefined)
  })

  it('is refused with an invented code or another issuer', async () => {
    for (const change of [/code=[^&]+/, /iss=[^&]+/]) {
      const { browser, callback } = await upToCallback()
      expect(
        (
          await browser.send(
            'GET',
            callback.replace(change, found => `${found.split('=')[0]}=https%3A%2F%2Fevil.example`),
          )
        ).status,
      ).to.equal(500)
      expect(browser.cookie('portico-partner')).to.equal(undefined)
    }
  })

  it('leads into two tabs at once, each with its own sign-in', async () => {
    const browser = browse(world)
    const first = await openSignIn(browser)
    const second = await openSignIn(browser)
    for (const page of [first, second]) {
      const answer = await browser.submit(page, { login: 'amelie', password: PASSWORD })
      expect(
        (await browser.go(answer.location!, ({ location }) => location === `${world.origin}/partner/`)).status,
      ).to.equal(302)
    }
  })
})
