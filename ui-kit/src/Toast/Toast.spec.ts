import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { axe } from '../../spec/axe.ts'
import { useGallery } from '../../spec/chromium.ts'

describe('Toast', () => {
  const gallery = useGallery({ reducedMotion: 'reduce' })
  const opened = () => gallery.open({ demo: 'Toast' }, {}, page => page.clock.install())
  const toasts = (page: Page) => page.getByRole('region', { name: 'Messages' }).getByRole('listitem')

  it('is announced politely from a region that is always there', async () => {
    const { page } = await opened()
    expect(await page.locator('.p-toasts [aria-live="polite"]').count()).to.equal(1)
    await page.getByRole('button', { name: 'Show a message' }).click()
    expect(await toasts(page).innerText()).to.contain('Certificate trusted again')
    expect(await axe(page, '.g-demo')).to.deep.equal([])
  })

  it('goes by itself after 8 seconds', async () => {
    const { page } = await opened()
    await page.getByRole('button', { name: 'Show a message' }).click()
    await page.clock.runFor(7_900)
    expect(await toasts(page).count()).to.equal(1)
    await page.clock.runFor(200)
    expect(await toasts(page).count()).to.equal(0)
  })

  it('never goes while somebody points at it or stands in it', async () => {
    const { page } = await opened()
    await page.getByRole('button', { name: 'Show a message' }).click()
    await toasts(page).hover()
    await page.clock.runFor(60_000)
    expect(await toasts(page).count()).to.equal(1)
    await page.getByRole('button', { name: 'Dismiss' }).focus()
    await page.mouse.move(0, 0)
    await page.clock.runFor(60_000)
    expect(await toasts(page).count()).to.equal(1)
    await page.keyboard.press('Escape')
    expect(await toasts(page).count()).to.equal(0)
  })

  it('goes once nobody attends to it any more', async () => {
    const { page } = await opened()
    await page.getByRole('button', { name: 'Show a message' }).click()
    await page.getByRole('button', { name: 'Dismiss' }).focus()
    await page.clock.runFor(60_000)
    await page.getByRole('button', { name: 'Show one with an action' }).focus()
    await page.clock.runFor(8_100)
    expect(await toasts(page).count()).to.equal(0)
  })

  it('stays when there is something to do about it', async () => {
    const { page } = await opened()
    await page.getByRole('button', { name: 'Show one with an action' }).click()
    await page.clock.runFor(600_000)
    await page.getByRole('button', { name: 'Undo' }).press('Enter')
    expect(await page.getByTestId('undone').textContent()).to.equal('undone')
    expect(await toasts(page).count()).to.equal(0)
  })

  it('shows three at once, the oldest goes first', async () => {
    const { page } = await opened()
    await page.getByRole('button', { name: 'Show one with an action' }).click()
    for (let n = 0; n < 3; n += 1) await page.getByRole('button', { name: 'Show a message' }).click()
    expect(await toasts(page).count()).to.equal(3)
    expect(await page.getByRole('button', { name: 'Undo' }).count()).to.equal(0)
  })
})
