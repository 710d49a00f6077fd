import { expect } from 'chai'
import { axe } from '../../spec/axe.ts'
import { useGallery } from '../../spec/chromium.ts'

describe('AppShell', () => {
  const gallery = useGallery({ reducedMotion: 'reduce' })

  it('lets the keyboard skip to the page, without touching the address', async () => {
    const { page } = await gallery.open({ demo: 'AppShell' })
    await page.keyboard.press('Tab')
    await page.getByRole('link', { name: 'Skip to the page' }).and(page.locator(':focus')).waitFor()
    await page.keyboard.press('Enter')
    await page.locator('main:focus').waitFor()
    expect(page.url()).not.to.contain('#')
  })

  it('says where one is', async () => {
    const { page } = await gallery.open({ demo: 'AppShell' })
    expect(await page.getByRole('navigation', { name: 'Main' }).locator('[aria-current="page"]').innerText()).to.equal(
      'Home',
    )
  })

  it('turns its navigation into a drawer below 1200 px: trapped, closed by Esc, focus back', async () => {
    const { page } = await gallery.open({ demo: 'AppShell' }, { viewport: { width: 800, height: 800 } })
    const menu = page.getByRole('button', { name: 'Menu' })
    await menu.press('Enter')
    const drawer = page.getByRole('dialog', { name: 'Menu' })
    await drawer.waitFor()
    expect(await drawer.getByRole('link').allInnerTexts()).to.have.length(3)
    expect(await axe(page, 'dialog[open]')).to.deep.equal([])
    await page.keyboard.press('Escape')
    await menu.and(page.locator(':focus')).waitFor()
    expect(await drawer.count()).to.equal(0)
  })

  it('closes the drawer when the window grows', async () => {
    const { page } = await gallery.open({ demo: 'AppShell' }, { viewport: { width: 800, height: 800 } })
    await page.getByRole('button', { name: 'Menu' }).click()
    await page.getByRole('dialog', { name: 'Menu' }).waitFor()
    await page.setViewportSize({ width: 1300, height: 800 })
    await page.getByRole('dialog', { name: 'Menu' }).waitFor({ state: 'hidden' })
    await page
      .getByRole('navigation', { name: 'Main' })
      .getByRole('link', { name: /^Trust store/ })
      .waitFor()
  })

  it('follows the system where nothing is chosen, and the choice where something is', async () => {
    const ground = async (
      query: Record<string, string>,
      colorScheme: 'light' | 'dark',
      contrast: 'more' | 'no-preference',
    ) => {
      const { page } = await gallery.open({ demo: 'AppShell', ...query }, { colorScheme, contrast })
      return page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    }
    expect(await ground({}, 'light', 'no-preference')).to.equal('rgb(255, 255, 255)')
    expect(await ground({}, 'dark', 'no-preference')).to.equal('rgb(20, 25, 28)')
    expect(await ground({}, 'dark', 'more')).to.equal('rgb(0, 0, 0)')
    expect(await ground({ theme: 'light' }, 'dark', 'more')).to.equal('rgb(255, 255, 255)')
    expect(await ground({ theme: 'dark' }, 'light', 'more')).to.equal('rgb(0, 0, 0)')
    expect(await ground({ theme: 'dark', contrast: 'normal' }, 'light', 'more')).to.equal('rgb(20, 25, 28)')
  })
})
