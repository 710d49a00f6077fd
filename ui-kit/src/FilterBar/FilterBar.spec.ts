import { expect } from 'chai'
import { useGallery } from '../../spec/chromium.ts'

describe('FilterBar', () => {
  const gallery = useGallery()

  it('applies by its button and by Enter in a field', async () => {
    const { page } = await gallery.open({ demo: 'FilterBar' })
    await page.getByLabel('Issued to, starts with').press('Enter')
    expect(await page.getByTestId('log').textContent()).to.equal('apply')
  })

  it('shows what is applied as chips that take it away', async () => {
    const { page } = await gallery.open({ demo: 'FilterBar' })
    await page.getByRole('button', { name: 'Trusted – remove' }).press('Enter')
    expect(await page.locator('.p-chip').count()).to.equal(1)
    await page.getByRole('button', { name: 'Clear all' }).press('Enter')
    expect(await page.locator('.p-chip').count()).to.equal(0)
    expect(await page.locator('.p-chips').innerText()).to.contain('131 certificates')
  })

  it('folds behind one button on phones, and folds again when applied', async () => {
    const { page } = await gallery.open({ demo: 'FilterBar' }, { viewport: { width: 360, height: 800 } })
    const toggle = page.getByRole('button', { name: /^Filter and sort/ })
    expect(await page.getByLabel('Status').isVisible()).to.equal(false)
    await toggle.press('Enter')
    expect(await toggle.getAttribute('aria-expanded')).to.equal('true')
    expect(await page.getByLabel('Order').isVisible()).to.equal(true)
    await page.getByRole('button', { name: 'Apply' }).click()
    expect(await page.getByLabel('Status').isVisible()).to.equal(false)
  })
})
