import { expect } from 'chai'
import { inEachBrowser } from './browsers.ts'
import { enter, settled, signInByHand, tabTo } from './portal.ts'
import { startProduct, type Product } from './product.ts'
import { administrator, password, withoutTrust } from './sandbox.ts'
import { shot } from './shots.ts'
import { word } from './words.ts'

inEachBrowser('signing in', world => {
  let product: Product
  before(async () => {
    product = await startProduct()
  })
  after(() => product?.stop())

  it('by mouse: the page asked for comes after, under the name of the organisation and the person; the menu signs out', async () => {
    const { page } = await world.open()
    await page.goto(`${product.origin}/partner/`)
    await page.getByLabel('E-mail or user name').fill(administrator.email)
    await page.getByLabel('Password', { exact: true }).fill(password)
    await shot(page, `sign-in-${world.browser}`)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.waitForURL(`${product.origin}/partner/`)
    await settled(page)

    const account = page.getByRole('button', { name: /^Account:/ })
    const name = await account.getAttribute('aria-label')
    expect(name).to.match(/admin/i)
    await account.click()
    const entries = await page.getByRole('menuitem').filter({ visible: true }).allTextContents()
    expect(entries.map(entry => entry.trim())).to.have.length(2)
    expect(entries[0]).to.match(word('shell.profile'))
    expect(entries[1]).to.match(word('shell.logout'))
    await page.getByRole('menuitem', { name: word('shell.logout') }).click()
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor()

    await page.goto(`${product.origin}/partner/`)
    await page.getByLabel('E-mail or user name').waitFor()
  })

  it('by keyboard alone, all the way to a list and out again', async () => {
    const { page } = await world.open()
    await page.goto(`${product.origin}/partner/`)
    // The page puts the cursor where one types first.
    await page.locator('input[autocomplete="username"]:focus').waitFor()
    await page.keyboard.type(administrator.username)
    await page.keyboard.press('Tab')
    await page.keyboard.type(password)
    await page.keyboard.press('Enter')
    await page.waitForURL(`${product.origin}/partner/`)
    await settled(page)

    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).to.equal('Skip to the page')
    await page.keyboard.press('Enter')
    await tabTo(page, word('dashboard.areas.trustStore.title'))
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/partner\/trust-store\/root/)
    await settled(page)
    // A new page begins at its heading.
    await page.locator('h1:focus').waitFor()

    await page.keyboard.press('Shift+Tab')
    for (let i = 0; i < 40; i += 1) {
      const here = await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '')
      if (here.startsWith('Account:')) break
      await page.keyboard.press('Shift+Tab')
    }
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: word('shell.profile') }).waitFor()
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor()
  })

  it('says what is missing or wrong in words, keeps the name, never the password', async () => {
    const { page, watch } = await world.open()
    // Chromium reports the status of such an answer on its console.
    watch.expect(/status of 422/)
    await page.goto(`${product.origin}/partner/`)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('alert').getByText('Your password is missing. Enter it.').waitFor()
    await signInByHand(page, administrator.username, 'wrong')
    await page.getByRole('alert').getByText('do not belong together').waitFor()
    expect(await page.getByLabel('E-mail or user name').inputValue()).to.equal(administrator.username)
    expect(await page.getByLabel('Password', { exact: true }).inputValue()).to.equal('')
    expect(await page.title()).to.match(/^Error:/)
    await shot(page, `sign-in-wrong-${world.browser}`)
  })

  it('leads back to where one wanted to go, filters and all', async () => {
    const { page } = await world.open()
    const wanted = `${product.origin}/partner/trust-store/intermediate?domain=FTM&order=ISSUED_TO_ASC`
    await page.goto(wanted)
    await signInByHand(page)
    await page.waitForURL(wanted)
  })

  it('never leads to another site', async () => {
    for (const target of ['https://elsewhere.example/', '//elsewhere.example/', '/\\elsewhere.example/']) {
      // Somebody new each time: a portal that is signed in leaves for another page by itself when its cookie is gone.
      const { page } = await world.open()
      await page.goto(`${product.origin}/auth/partner/login?return_to=${encodeURIComponent(target)}`)
      await page.locator('input[autocomplete="username"]').waitFor()
      await signInByHand(page)
      await page.waitForURL(url => !/^\/(auth|idp)\//.test(url.pathname))
      await settled(page)
      expect(new URL(page.url()).origin, target).to.equal(product.origin)
    }
  })

  it('works on a second page of the same browser without asking again, and signs that one out too', async () => {
    const { page, context } = await enter(world, product)
    const second = await context.newPage()
    await second.goto(`${product.origin}/partner/profile`)
    await settled(second)
    await page.getByRole('button', { name: /^Account:/ }).click()
    await page.getByRole('menuitem', { name: word('shell.logout') }).click()
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor()
    await second.waitForURL(url => !url.pathname.startsWith('/partner/'))
  })

  it('shows somebody without the right neither the trust store nor a way to it', async () => {
    const { page } = await enter(world, product, { username: withoutTrust.username, path: '/trust-store/root' })
    await page.getByRole('heading', { name: word('core.forbidden.title') }).waitFor()
    expect(
      await page.getByRole('navigation', { name: 'Main' }).getByText(word('dashboard.areas.trustStore.title')).count(),
    ).to.equal(0)
  })
})
