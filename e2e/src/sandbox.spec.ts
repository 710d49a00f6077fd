import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { inEachBrowser } from './browsers.ts'
import { enter, go, settled, signInByHand } from './portal.ts'
import { startProduct, type Product } from './product.ts'
import { registered } from './registration/by-program.ts'
import { mailTo } from './registration/inbox.ts'
import { person } from './registration/person.ts'
import { password } from './sandbox.ts'
import { shot } from './shots.ts'
import { signedIn } from './visitor.ts'
import { word } from './words.ts'

inEachBrowser('the sandbox', world => {
  let product: Product
  before(async () => {
    product = await startProduct()
  })
  after(() => product?.stop())

  const part = (page: Page, name: string) =>
    page.getByRole('navigation', { name: 'Parts of the sandbox' }).getByRole('link', { name }).click()

  it('lists who can sign in; each of them can', async () => {
    const { page } = await world.open()
    await page.goto(`${product.origin}/sandbox`)
    expect(await page.locator('body').innerText()).to.include(password)
    const usernames = await page.locator('tbody tr td:nth-of-type(1)').allInnerTexts()
    expect(usernames).to.include.members(['admin', 'northwind', 'kestrel'])
    for (const username of usernames) await signedIn(product.origin, username.trim(), password)
  })

  it('has an inbox whose mails have links that work, in the text and in the layout', async () => {
    const { page } = await world.open()
    const someone = person('en', `sandbox-${world.browser}`)
    await registered(product, someone)
    const open = async () => {
      await page.goto(`${product.origin}/sandbox/inbox`)
      await page
        .getByRole('link', { name: (await mailTo(product, someone.email)).subject })
        .first()
        .click()
    }
    await open()
    await shot(page, `mail-${world.browser}`)
    await page.locator('pre a[href*="/auth/partner/confirm"]').click()
    await page.getByRole('heading', { name: 'Confirm your registration' }).waitFor()
    await open()
    await page.frameLocator('iframe').locator('a[href*="/auth/partner/confirm"]').first().click()
    await page.waitForURL(/\/auth\/partner\/confirm/)
    await page.getByRole('heading', { name: 'Confirm your registration' }).waitFor()
  })

  it('has an authority that issues broken certificates on demand, and says what the check finds', async () => {
    const { page } = await world.open()
    await page.goto(`${product.origin}/sandbox/authority`)
    await page.locator('#organisation').fill('Harbour Light Ltd')
    await page.locator('#kind').selectOption('expired')
    await page.locator('form:has(#kind) button[type="submit"]').click()
    await page.locator('h2#certificate').waitFor()
    expect(await page.locator('section:has(#doctor)').innerText()).to.match(/expired/i)
    await shot(page, `issued-${world.browser}`)
    const pem = await page.locator('section:has(#certificate) pre').innerText()
    await go(page, product, '/preflight')
    await page.locator('#preflight-type').selectOption('Auth_Partner')
    await page.locator('#preflight-organisation').fill('Harbour Light Ltd')
    await page.getByRole('radio', { name: word('preflight.how.text') }).check()
    await page.locator('#preflight-text').fill(pem)
    await page.getByRole('button', { name: word('preflight.check') }).click()
    await page.getByRole('heading', { level: 1, name: word('preflight.verdict.refused') }).waitFor()
    expect(await page.getByRole('main').innerText()).to.match(/expired/i)
  })

  it('has a clock: 30 days on, certificates have grown older, and one has run out', async () => {
    const valid = await enter(world, product, { username: 'northwind', path: '/certificates' })
    const ending = await enter(world, product, { username: 'kestrel', path: '/certificates' })
    const standing = (page: Page) => page.locator('main section').first().innerText()
    const before = await standing(valid.page)
    await ending.page.getByText(word('partnerCertificates.standing.EXPIRES_SOON')).waitFor()

    const { page } = await world.open()
    await page.goto(`${product.origin}/sandbox`)
    await part(page, 'Clock')
    await page.getByRole('button', { name: '30 days' }).click()
    await page.getByText('30 days ahead').waitFor()
    await shot(page, `clock-${world.browser}`)

    await go(valid.page, product, '/certificates')
    await valid.page.getByText(word('partnerCertificates.standing.ACTIVE')).waitFor()
    expect(await standing(valid.page)).to.not.equal(before)
    await go(ending.page, product, '/certificates')
    await ending.page.getByText(word('partnerCertificates.standing.EXPIRED')).waitFor()
    await shot(ending.page, `thirty-days-on-${world.browser}`)
    await ending.page.getByText(word('partnerCertificates.withheld.original.EXPIRED')).waitFor()
  })

  it('is as in the beginning after a reset: time, mails, people and certificates', async () => {
    const guest = await enter(world, product, { username: 'kestrel' })
    const { page } = await world.open()
    await page.goto(`${product.origin}/sandbox`)
    await part(page, 'Reset')
    await page.locator('main form button[type="submit"]').click()
    await page.waitForURL(/reset=done/)
    await page.goto(`${product.origin}/sandbox/clock`)
    expect(await page.getByRole('main').innerText()).to.not.match(/ahead/)
    await page.goto(`${product.origin}/sandbox/inbox`)
    expect(await page.locator('.s-mails').count()).to.equal(0)

    // Sessions went with everything else.
    await guest.page.goto(`${product.origin}/partner/certificates`)
    await signInByHand(guest.page, 'kestrel')
    await guest.page.waitForURL(/\/partner\/certificates/)
    await settled(guest.page)
    await guest.page.getByText(word('partnerCertificates.standing.EXPIRES_SOON')).waitFor()
  })
})
