import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { axe } from '../../spec/axe.ts'
import { useGallery } from '../../spec/chromium.ts'

describe('NoticePanel', () => {
  const gallery = useGallery({ reducedMotion: 'reduce' })
  const bell = (page: Page, state: { expanded?: boolean } = {}) =>
    page.getByRole('button', { name: 'Notifications, 2 unread', ...state })
  const panel = (page: Page) => page.getByRole('dialog', { name: 'Notifications' })

  it('is accessible while it is open, in light and dark and right to left', async () => {
    for (const [name, value] of [
      ['theme', 'light'],
      ['theme', 'dark'],
      ['lang', 'ar'],
    ] as const) {
      const { page } = await gallery.open({ demo: 'NoticePanel', [name]: value })
      await page.locator('#demo-bell').click()
      await page.getByRole('dialog').waitFor()
      expect(await axe(page, '.g-demo')).to.deep.equal([])
    }
  })

  it('counts on the bell in a figure up to 99+, and not at all when nothing is unread', async () => {
    const { page } = await gallery.open({ demo: 'NoticePanel' })
    expect(await page.locator('.p-bell').allInnerTexts()).to.deep.equal(['2', '99+', ''])
  })

  it('opens on its title and closes by Esc, back at the bell', async () => {
    const { page } = await gallery.open({ demo: 'NoticePanel' })
    await bell(page).press('Enter')
    await panel(page).getByRole('heading').and(page.locator(':focus')).waitFor()
    await bell(page, { expanded: true }).waitFor()
    await page.keyboard.press('Escape')
    await bell(page, { expanded: false }).and(page.locator(':focus')).waitFor()
    expect(await panel(page).count()).to.equal(0)
  })

  it('closes by its cross and by its bell', async () => {
    const { page } = await gallery.open({ demo: 'NoticePanel' })
    await bell(page).click()
    await panel(page).getByRole('button', { name: 'Close' }).click()
    await bell(page).and(page.locator(':focus')).waitFor()
    await bell(page).click()
    await panel(page).waitFor()
    await bell(page).click()
    await panel(page).waitFor({ state: 'detached' })
  })

  it('closes when somebody clicks elsewhere or leaves it by Tab, and the focus stays there', async () => {
    const { page } = await gallery.open({ demo: 'NoticePanel' })
    await bell(page).click()
    await panel(page).waitFor()
    await page.getByRole('heading', { level: 1 }).click()
    await panel(page).waitFor({ state: 'detached' })
    await bell(page).click()
    await panel(page).getByRole('link', { name: 'All notifications' }).focus()
    await page.keyboard.press('Tab')
    await panel(page).waitFor({ state: 'detached' })
    expect(await page.evaluate(() => document.activeElement?.closest('.p-panel'))).to.equal(null)
    expect(await page.evaluate(() => document.activeElement?.tagName)).to.equal('BUTTON')
  })

  it('never loses the focus while its notices go one by one, and has Undo one Tab away', async () => {
    const { page } = await gallery.open({ demo: 'NoticePanel' })
    await bell(page).press('Enter')
    for (const n of [4, 3, 2, 1]) {
      const button = panel(page).getByRole('button', { name: `Dismiss: Issuing CA ${n}` })
      await button.focus()
      await page.keyboard.press('Enter')
      await button.waitFor({ state: 'detached' })
      expect(await page.evaluate(() => document.activeElement?.closest('.p-panel') !== null)).to.equal(true)
    }
    await panel(page).getByRole('heading').and(page.locator(':focus')).waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).to.equal('Undo')
  })

  it('stays in sight: beside its bell when there is room, the whole width on a phone, in both directions', async () => {
    for (const [lang, width] of [
      ['en', 1280],
      ['en', 360],
      ['ar', 1280],
      ['ar', 360],
    ] as const) {
      const { page } = await gallery.open({ demo: 'NoticePanel', lang }, { viewport: { width, height: 640 } })
      await page.locator('#demo-bell').click()
      const box = (await page.getByRole('dialog').boundingBox())!
      expect(box.x, `${lang} ${width}`).to.be.at.least(0)
      expect(box.x + box.width, `${lang} ${width}`).to.be.at.most(width)
      expect(box.y + box.height, `${lang} ${width}`).to.be.at.most(640)
      if (width === 360) expect(box.width).to.equal(360)
    }
  })
})
