import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { useGallery } from '../../spec/chromium.ts'

describe('TabPanels', () => {
  const gallery = useGallery()
  const selected = (page: Page) => page.locator('[role="tab"][aria-selected="true"]')
  const at = (page: Page, name: RegExp) =>
    page.getByRole('tab', { name }).and(page.locator(':focus')).and(selected(page)).waitFor()

  it('are one stop of Tab, walked by arrows, Home and End', async () => {
    const { page } = await gallery.open({ demo: 'TabPanels' })
    await selected(page).focus()
    await page.keyboard.press('ArrowRight')
    await at(page, /Extensions/)
    expect(await page.getByRole('tabpanel').innerText()).to.contain('Seven extensions')
    await page.keyboard.press('End')
    await at(page, /PEM/)
    await page.keyboard.press('Home')
    await at(page, /Subject/)
    await page.keyboard.press('Tab')
    await page.getByRole('tabpanel').and(page.locator(':focus')).waitFor()
  })

  it('turn the arrows round with the direction of the page', async () => {
    const { page } = await gallery.open({ demo: 'TabPanels', dir: 'rtl' })
    await selected(page).focus()
    await page.keyboard.press('ArrowLeft')
    await at(page, /Extensions/)
  })
})
