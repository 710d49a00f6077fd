import { expect } from 'chai'
import { axe } from '../../spec/axe.ts'
import { useGallery } from '../../spec/chromium.ts'

describe('ErrorSummary', () => {
  const gallery = useGallery({ reducedMotion: 'reduce' })

  it('takes the focus when the form is refused, and again at the next try', async () => {
    const { page } = await gallery.open({ demo: 'ErrorSummary' })
    const summary = page.getByRole('group', { name: 'Two answers need a change' }).and(page.locator(':focus'))
    await page.getByRole('button', { name: 'Continue' }).press('Enter')
    await summary.waitFor()
    await page.getByRole('button', { name: 'Continue' }).press('Enter')
    await summary.waitFor()
  })

  it('leads from each error to its field', async () => {
    const { page } = await gallery.open({ demo: 'ErrorSummary' })
    await page.getByRole('button', { name: 'Continue' }).press('Enter')
    await page.getByRole('link', { name: /phone number/ }).press('Enter')
    await page.getByLabel('Phone number').and(page.locator(':focus')).waitFor()
    // a router must not take the anchor for a page
    expect(page.url()).not.to.contain('#')
    expect(await axe(page, '.g-demo')).to.deep.equal([])
  })
})
