import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { axe } from '../../spec/axe.ts'
import { useGallery } from '../../spec/chromium.ts'

describe('Menu', () => {
  const gallery = useGallery({ reducedMotion: 'reduce' })
  const download = (page: Page, state: { expanded?: boolean } = {}) =>
    page.getByRole('button', { name: 'Download', exact: true, ...state })
  const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent?.trim())

  it('opens by Enter, Space and the arrows, on its first entry or its last', async () => {
    const { page } = await gallery.open({ demo: 'Menu' })
    for (const [key, entry] of [
      ['Enter', 'Original certificate'],
      ['Space', 'Original certificate'],
      ['ArrowDown', 'Original certificate'],
      ['ArrowUp', 'Distrust…'],
    ] as const) {
      await download(page).focus()
      await page.keyboard.press(key)
      await page.getByRole('menuitem', { name: entry }).and(page.locator(':focus')).waitFor()
      await download(page, { expanded: true }).waitFor()
      await page.keyboard.press('Escape')
      await download(page, { expanded: false }).and(page.locator(':focus')).waitFor()
    }
  })

  it('is walked by arrows, Home, End and letters', async () => {
    const { page } = await gallery.open({ demo: 'Menu' })
    await download(page).press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    expect(await focused(page)).to.equal('Platform-signed certificate')
    await page.keyboard.press('End')
    expect(await focused(page)).to.equal('Distrust…')
    await page.keyboard.press('ArrowDown')
    expect(await focused(page)).to.equal('Original certificate')
    await page.keyboard.press('w')
    expect(await focused(page)).to.equal('Whole chain')
    await page.keyboard.press('Home')
    expect(await focused(page)).to.equal('Original certificate')
  })

  it('chooses by Enter, closes, and hands the focus back', async () => {
    const { page } = await gallery.open({ demo: 'Menu' })
    await download(page).press('ArrowDown')
    await page.keyboard.press('Enter')
    await download(page).and(page.locator(':focus')).waitFor()
    expect(await page.getByTestId('chosen').textContent()).to.equal('original')
    expect(await page.getByRole('menu').count()).to.equal(0)
  })

  it('chooses nothing that is disabled', async () => {
    const { page } = await gallery.open({ demo: 'Menu' })
    await download(page).click()
    await page.getByRole('menuitem', { name: 'Whole chain' }).click({ force: true })
    expect(await page.getByTestId('chosen').textContent()).to.equal('')
    expect(await page.getByRole('menu').count()).to.equal(1)
  })

  it('leads by a link, by Space as well as Enter', async () => {
    const { page } = await gallery.open({ demo: 'Menu' })
    await page.getByRole('button', { name: 'Actions for Old Harbour Root' }).press('ArrowDown')
    await page.keyboard.press('Space')
    await page.waitForURL(/#view$/)
    expect(await page.getByTestId('chosen').textContent()).to.equal('view')
  })

  it('closes when Tab leaves it or somebody clicks elsewhere', async () => {
    const { page } = await gallery.open({ demo: 'Menu' })
    await download(page).press('ArrowDown')
    await page.keyboard.press('Tab')
    await page.getByRole('button', { name: 'Actions for Old Harbour Root' }).and(page.locator(':focus')).waitFor()
    expect(await page.getByRole('menu').count()).to.equal(0)
    await download(page).click()
    await page.getByRole('heading', { level: 1 }).click()
    expect(await page.getByRole('menu').count()).to.equal(0)
  })

  it('shows which of a choice is taken, and starts there', async () => {
    const { page } = await gallery.open({ demo: 'Menu' })
    const language = page.getByRole('button', { name: 'Language' })
    await language.click()
    await page.getByRole('menuitemradio', { name: 'Français' }).click()
    await language.click()
    const french = page.getByRole('menuitemradio', { name: 'Français' })
    await french.and(page.locator(':focus')).waitFor()
    expect(await french.getAttribute('aria-checked')).to.equal('true')
  })

  it('stays in sight, also in a narrow right-to-left page', async () => {
    for (const [query, width] of [
      [{ demo: 'Menu' }, 1280],
      [{ demo: 'Menu' }, 360],
      [{ demo: 'Menu', lang: 'ar' }, 360],
      [{ demo: 'AccountMenu', lang: 'ar' }, 360],
    ] as const) {
      const { page } = await gallery.open(query, { viewport: { width, height: 800 } })
      for (const button of await page.locator('.g-demo [aria-haspopup="menu"]').all()) {
        await button.click()
        const box = (await page.getByRole('menu').boundingBox())!
        expect(box.x, `${query.demo} ${width}`).to.be.at.least(0)
        expect(box.x + box.width, `${query.demo} ${width}`).to.be.at.most(width)
        await page.keyboard.press('Escape')
      }
    }
  })

  it('is accessible while it is open, in light and dark', async () => {
    for (const theme of ['light', 'dark']) {
      const { page } = await gallery.open({ demo: 'Menu', theme })
      await download(page).click()
      await page.getByRole('menu').waitFor()
      expect(await axe(page, '.g-demo')).to.deep.equal([])
    }
  })
})
