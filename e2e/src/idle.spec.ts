import { expect } from 'chai'
import { inEachBrowser } from './browsers.ts'
import { enter, settled } from './portal.ts'
import { startProduct, type Product } from './product.ts'
import { shot } from './shots.ts'
import { word } from './words.ts'

const MINUTE = 60_000

// R-SES-01 on the browser's own clock, moved by hand: 25 minutes of nothing, then 5 to answer.
inEachBrowser('an idle session', world => {
  let product: Product
  before(async () => {
    product = await startProduct()
  })
  after(() => product?.stop())

  const open = async () => {
    const opened = await enter(world, product, {})
    await opened.page.clock.install()
    await opened.page.goto(`${product.origin}/partner/`)
    await opened.page.locator('h1').first().waitFor()
    await opened.page.getByRole('button', { name: /^Account:/ }).waitFor()
    return opened
  }

  it('is asked about after 25 minutes, counts down, and goes on when one stays', async () => {
    const { page } = await open()
    await page.clock.fastForward(24 * MINUTE)
    const prompt = page.getByRole('alertdialog')
    expect(await prompt.count()).to.equal(0)
    await page.clock.fastForward(MINUTE + 1_000)
    await prompt.getByRole('heading', { name: word('core.idle.title') }).waitFor()
    await page.clock.runFor(2_000)
    expect(await prompt.innerText()).to.match(/4:5\d/)
    await shot(page, `idle-${world.browser}`)
    await prompt.getByRole('button', { name: word('core.idle.stay') }).click()
    await page.clock.runFor(1_000)
    await prompt.waitFor({ state: 'detached' })
  })

  it('ends when nobody answers', async () => {
    const { page } = await open()
    await page.clock.fastForward(25 * MINUTE + 1_000)
    await page.getByRole('alertdialog').waitFor()
    await page.clock.fastForward(5 * MINUTE + 2_000)
    await page.waitForURL(url => !url.pathname.startsWith('/partner/'))
    const answer = await page.context().request.post(`${product.origin}/graphql`, {
      data: { query: '{ dashboard { trustStore { roots } } }' },
      headers: { 'x-portico-portal': 'partner' },
    })
    expect(await answer.text()).to.include('UNAUTHENTICATED')
  })

  it('is one session in all its tabs: who stays in one stays in the other', async () => {
    const { page, context } = await open()
    const second = await context.newPage()
    await second.goto(`${product.origin}/partner/profile`)
    await settled(second)
    // The clock belongs to the browser's context: both tabs live in the same minute.
    await context.clock.fastForward(25 * MINUTE + 1_000)
    await page.getByRole('alertdialog').waitFor()
    await second.getByRole('alertdialog').waitFor()
    await page.getByRole('button', { name: word('core.idle.stay') }).click()
    await context.clock.runFor(1_000)
    await second.getByRole('alertdialog').waitFor({ state: 'detached' })
  })
})
