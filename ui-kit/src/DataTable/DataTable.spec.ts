import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { useGallery } from '../../spec/chromium.ts'

describe('DataTable', () => {
  const gallery = useGallery()
  const table = (page: Page) => page.getByRole('table', { name: 'Intermediate certificates', exact: true }).first()
  const header = (page: Page, name: string) => table(page).getByRole('columnheader', { name })

  it('asks for another order by its headers and says the one it has', async () => {
    const { page } = await gallery.open({ demo: 'DataTable' })
    expect(await header(page, 'Valid to').getAttribute('aria-sort')).to.equal('ascending')
    await header(page, 'Valid to').getByRole('button').press('Enter')
    expect(await page.getByTestId('order').textContent()).to.equal('to descending')
    expect(await header(page, 'Valid to').getAttribute('aria-sort')).to.equal('descending')
    await header(page, 'Issued to').getByRole('button').press('Enter')
    expect(await page.getByTestId('order').textContent()).to.equal('name ascending')
    expect(await header(page, 'Valid to').getAttribute('aria-sort')).to.equal(null)
    expect(await header(page, 'Status').getByRole('button').count()).to.equal(0)
  })

  it('never changes the order of its rows by itself', async () => {
    const { page } = await gallery.open({ demo: 'DataTable' })
    const names = () => table(page).locator('tbody .p-cell-title a').allInnerTexts()
    const before = await names()
    await header(page, 'Issued to').getByRole('button').click()
    expect(await names()).to.deep.equal(before)
  })

  it('is busy while it loads; the skeleton is only for the first time', async () => {
    const { page } = await gallery.open({ demo: 'DataTable' })
    const first = page.getByRole('table', { name: /, Loading$/ })
    expect(await first.getAttribute('aria-busy')).to.equal('true')
    expect(await first.locator('tbody .p-bone').count()).to.be.above(6)
    const again = page.locator('table[aria-busy="true"]').nth(1)
    expect(await again.locator('tbody').innerText()).to.contain('Old Harbour Trust Services CA')
  })

  it('drops minor columns below 1360 px and stacks below 768, and stays a table', async () => {
    const { page } = await gallery.open({ demo: 'DataTable' }, { viewport: { width: 1400, height: 800 } })
    expect(await header(page, 'Issued by').isVisible()).to.equal(true)
    await page.setViewportSize({ width: 1280, height: 800 })
    expect(await header(page, 'Issued by').isVisible()).to.equal(false)
    await page.setViewportSize({ width: 360, height: 800 })
    expect(await table(page).getByRole('row').count()).to.equal(5)
    const cells = await table(page)
      .locator('tbody tr')
      .first()
      .locator('.p-cell-title, .p-cell-lead, .p-cell-inline, .p-cell-block')
      .evaluateAll(list =>
        list.map(cell => ({ name: cell.className.match(/p-cell-(\w+)/)![1], y: cell.getBoundingClientRect().y })),
      )
    const y = (name: string) => cells.find(cell => cell.name === name)!.y
    expect(y('lead')).to.be.above(y('title'))
    expect(y('inline')).to.be.closeTo(y('lead'), 4)
    expect(y('block')).to.be.above(y('lead'))
  })

  it('offers the row’s actions by keyboard', async () => {
    const { page } = await gallery.open({ demo: 'DataTable' })
    await page.getByRole('button', { name: 'Actions for Veridia Partner Issuing CA 3' }).press('Enter')
    await page.getByRole('menuitem', { name: 'View' }).and(page.locator(':focus')).waitFor()
  })
})
