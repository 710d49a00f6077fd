import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { useGallery } from '../../spec/chromium.ts'

describe('NoticeList', () => {
  const gallery = useGallery({ reducedMotion: 'reduce' })
  const list = (page: Page) => page.getByRole('list', { name: 'Notifications', exact: true })
  const dismiss = (page: Page, title: string) => list(page).getByRole('button', { name: `Dismiss: ${title}` })
  const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))

  it('leads to what it is about, and says of what is new that it is', async () => {
    const { page } = await gallery.open({ demo: 'NoticeList' })
    const first = list(page).getByRole('listitem').first()
    expect(await first.innerText()).to.include('(new)')
    await first.getByRole('link').click()
    await page.waitForURL(/#3$/)
  })

  it('keeps the focus in place when the one that has it goes', async () => {
    const { page } = await gallery.open({ demo: 'NoticeList' })
    await dismiss(page, 'Weekly summary: 4 items expire').press('Enter')
    expect(await focused(page)).to.equal('Dismiss: Kestrel Device CA expires today')
    await dismiss(page, 'Kestrel Device CA expires today').press('Enter')
    expect(await focused(page)).to.equal('Dismiss: Issuing CA 3 expires in 12 days')
    await dismiss(page, 'Issuing CA 3 expires in 12 days').press('Enter')
    // nothing is left: the way back is where one stands
    await page.getByRole('button', { name: 'Undo' }).and(page.locator(':focus')).waitFor()
  })

  it('says what went, and brings it back', async () => {
    const { page } = await gallery.open({ demo: 'NoticeList' })
    await dismiss(page, 'Weekly summary: 4 items expire').click()
    await page.getByRole('status').filter({ hasText: 'Dismissed: Weekly summary: 4 items expire' }).waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await dismiss(page, 'Weekly summary: 4 items expire').waitFor()
    expect(await page.getByRole('button', { name: 'Undo' }).count()).to.equal(0)
  })

  it('leaves the focus alone when another one goes', async () => {
    const { page } = await gallery.open({ demo: 'NoticeList' })
    await list(page).getByRole('link').last().focus()
    await page.evaluate(() => document.querySelector<HTMLButtonElement>('[data-notice="3"] button')?.click())
    await dismiss(page, 'Issuing CA 3 expires in 12 days').waitFor({ state: 'detached' })
    expect(await page.evaluate(() => document.activeElement?.textContent)).to.equal('Kestrel Device CA expires today')
  })
})
