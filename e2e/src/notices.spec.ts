import { expect } from 'chai'
import type { Page, WebSocketRoute } from 'playwright-core'
import { axe } from './axe.ts'
import { inEachBrowser } from './browsers.ts'
import { enter, go, settled, tabTo } from './portal.ts'
import { startProduct, type Product } from './product.ts'
import { shot } from './shots.ts'
import { within, word } from './words.ts'

// Its certificate ends in twelve days, so it has been told once when the sandbox starts, and is told daily two days later.
const username = 'kestrel'

inEachBrowser('notifications', world => {
  let product: Product
  before(async () => {
    product = await startProduct()
  })
  after(() => product?.stop())

  /** Moves the sandbox's clock; what is due at each midnight has been done when it answers. */
  const ahead = async (days: number): Promise<void> => {
    const answer = await fetch(`${product.origin}/sandbox/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ days: String(days) }),
    })
    expect(((await answer.json()) as { failed?: string[] }).failed).to.deep.equal([])
  }
  const unread = (page: Page, n: number) =>
    page.getByRole('button', { name: word('shell.bell.unread', { n: String(n) }) })
  const quiet = (page: Page) => page.getByRole('button', { name: word('shell.bell.label') })
  const panel = (page: Page) => page.getByRole('dialog', { name: word('notices.title') })
  const rows = (page: Page) =>
    page
      .getByRole('main')
      .getByRole('list', { name: word('notices.title') })
      .getByRole('listitem')

  it('ring: the bell counts them, its panel shows them by keyboard alone, and then they have been seen', async () => {
    const { page } = await enter(world, product, { username })
    await unread(page, 1).press('Enter')
    await panel(page).getByRole('heading').first().and(page.locator(':focus')).waitFor()
    const notice = panel(page).getByRole('listitem')
    expect(await notice.innerText()).to.match(within('notices.words.PARTNER_CERTIFICATE.ahead.title'))
    await quiet(page).waitFor()
    await page.keyboard.press('Escape')
    await quiet(page).and(page.locator(':focus')).waitFor()
    await quiet(page).press('Enter')
    await notice.getByRole('link').click()
    await page.waitForURL(/\/certificates$/)
    await panel(page).waitFor({ state: 'detached' })
  })

  it('are dismissed and brought back by keyboard, and the focus is never lost', async () => {
    const { page } = await enter(world, product, { username })
    await quiet(page).press('Enter')
    await tabTo(page, within('notices.dismissName'))
    await page.keyboard.press('Enter')
    await panel(page).getByRole('button', { name: 'Undo' }).and(page.locator(':focus')).waitFor()
    expect(await panel(page).getByRole('status').first().innerText()).to.match(within('notices.dismissed'))
    expect(await panel(page).innerText()).to.match(within('notices.empty.title'))
    await page.keyboard.press('Enter')
    await panel(page).getByRole('listitem').waitFor()
    await panel(page).getByRole('heading').first().and(page.locator(':focus')).waitFor()
  })

  it('come to an open page at once, and are read out', async () => {
    const { page } = await enter(world, product, { username, path: '/notifications' })
    expect(await rows(page).count()).to.equal(1)
    await ahead(2)
    await rows(page).nth(1).waitFor()
    expect(await page.locator('h1').innerText()).to.match(word('notices.heading', { n: '2' }))
    await page
      .locator('[aria-live="polite"]')
      .filter({ hasText: within('notices.news.one') })
      .waitFor({ state: 'attached' })
    await shot(page, `notifications-${world.browser}`)
  })

  it('go and come back in every tab alike', async () => {
    const { page, context } = await enter(world, product, { username, path: '/notifications' })
    const other = await context.newPage()
    await go(other, product, '/notifications')
    await rows(page).first().getByRole('button').click()
    await Promise.all([page, other].map(tab => rows(tab).nth(1).waitFor({ state: 'detached' })))
    await page.getByRole('button', { name: 'Undo' }).click()
    await Promise.all([page, other].map(tab => rows(tab).nth(1).waitFor()))
  })

  it('that come while the line is broken are all there when it is back', async () => {
    const { page, context } = await enter(world, product, { username, path: null })
    // Only a line that the page itself holds can be cut from here.
    await context.addInitScript(() => {
      delete (globalThis as { SharedWorker?: unknown }).SharedWorker
    })
    const lines = new Set<WebSocketRoute>()
    const opened = Promise.withResolvers<void>()
    let broken = false
    await page.routeWebSocket(/\/graphql$/, line => {
      if (broken) return void line.close({ code: 1012 })
      lines.add(line)
      line.connectToServer()
      opened.resolve()
    })
    await go(page, product, '/')
    await quiet(page).waitFor()
    await opened.promise
    broken = true
    for (const line of lines) await line.close({ code: 1012 })
    await ahead(3)
    expect(await quiet(page).count()).to.equal(1)
    broken = false
    // It knocks again after pauses that grow with the tries of meanwhile.
    await unread(page, 3).waitFor({ timeout: 40_000 })
    await page
      .locator('[aria-live="polite"]')
      .filter({ hasText: within('notices.news.many', { n: '3' }) })
      .waitFor({ state: 'attached' })
  })

  it('are found by kind, by day and among the dismissed, and the address holds what was asked', async () => {
    const { page } = await enter(world, product, { username, path: '/notifications' })
    await page
      .getByRole('navigation', { name: word('notices.tabs') })
      .getByRole('link', { name: within('notices.kind.PARTNER_CERTIFICATE') })
      .click()
    await page.waitForURL(/\/notifications\/partner$/)
    await settled(page)
    expect(await rows(page).count()).to.equal(5)
    await page.getByRole('button', { name: word('notices.dismissAll') }).click()
    await page.getByRole('button', { name: 'Undo' }).and(page.locator(':focus')).waitFor()
    await page.goto(`${product.origin}/partner/notifications/partner?status=DISMISSED`)
    await settled(page)
    expect(await rows(page).count()).to.equal(5)
    expect(await rows(page).getByRole('button').count()).to.equal(0)

    await go(page, product, '/notifications')
    await page.getByLabel(word('notices.filter.createdFrom')).waitFor({ state: 'detached' })
    await go(page, product, '/notifications?status=DISMISSED')
    await page.getByLabel(word('notices.filter.createdFrom')).fill('2026-12-02')
    await page.getByLabel(word('notices.filter.createdTo')).fill('2026-12-01')
    await page.getByRole('search').getByRole('button').click()
    await page.getByText(within('notices.filter.crossed')).waitFor()
    expect(page.url()).to.not.include('createdFrom')
    await page.getByLabel(word('notices.filter.createdTo')).fill('2126-12-01')
    await page.getByLabel(word('notices.filter.createdFrom')).fill('2126-12-01')
    await page.getByRole('search').getByRole('button').click()
    await page.waitForURL(/createdFrom=2126-12-01/)
    await page.getByRole('heading', { name: word('notices.noneFound') }).waitFor()
  })

  it('sum up a week for administrators, each entry leading to its partner', async () => {
    // Far enough for a Saturday that has Kestrel's end within its seven days.
    await ahead(7)
    const { page } = await enter(world, product, { path: '/notifications/weekly' })
    await rows(page).first().getByRole('link').click()
    await page.waitForURL(/\/notifications\/weekly\/[\w-]+$/)
    await settled(page)
    expect(await page.locator('h1').innerText()).to.match(word('notices.weekly.title'))
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 800 })
      expect(await axe(page, 'all')).to.deep.equal([])
    }
    await shot(page, `weekly-${world.browser}`)
    await page
      .getByRole('main')
      .getByRole('link', { name: /Kestrel/ })
      .first()
      .click()
    await page.waitForURL(/\/partners\/[\w-]+$/)
    await page.getByRole('heading', { level: 1, name: /Kestrel/ }).waitFor()
  })
})
