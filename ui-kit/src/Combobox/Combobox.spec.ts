import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { axe } from '../../spec/axe.ts'
import { useGallery } from '../../spec/chromium.ts'

describe('Combobox', () => {
  const gallery = useGallery({ reducedMotion: 'reduce' })
  const field = (page: Page) => page.getByRole('combobox', { name: 'Policy group' })
  const chosen = (page: Page) => page.getByTestId('chosen').textContent()
  const marked = (page: Page) =>
    field(page).evaluate(input => {
      const id = input.getAttribute('aria-activedescendant')
      return id ? document.getElementById(id)?.querySelector('bdi')?.textContent : null
    })

  it('is accessible, closed, open and with nothing found', async () => {
    const { page } = await gallery.open({ demo: 'Combobox' })
    expect(await axe(page, '.g-demo')).to.deep.equal([])
    await field(page).press('ArrowDown')
    expect(await axe(page, '.g-demo')).to.deep.equal([])
    await field(page).fill('zzz')
    await page.getByText('Nothing matches').first().waitFor()
    expect(await axe(page, '.g-demo')).to.deep.equal([])
  })

  it('is opened and walked by the arrows, and chooses by Enter', async () => {
    const { page } = await gallery.open({ demo: 'Combobox' })
    await field(page).press('ArrowDown')
    expect(await field(page).getAttribute('aria-expanded')).to.equal('true')
    expect(await marked(page)).to.equal('Banking and payments')
    await field(page).press('ArrowUp')
    expect(await marked(page)).to.match(/^Regional/)
    await field(page).press('ArrowUp')
    await field(page).press('Enter')
    expect(await chosen(page)).to.equal('health')
    expect(await field(page).inputValue()).to.equal('Health and social care')
    expect(await field(page).getAttribute('aria-expanded')).to.equal('false')
  })

  it('finds by typing, says how many, and takes the only one by Enter', async () => {
    const { page } = await gallery.open({ demo: 'Combobox' })
    await field(page).pressSequentially('hea')
    await page.getByText('Choices: 1').waitFor({ state: 'attached' })
    await field(page).press('Enter')
    expect(await chosen(page)).to.equal('health')
  })

  it('keeps the former choice when left, or closed by Esc, without choosing', async () => {
    const { page } = await gallery.open({ demo: 'Combobox' })
    await field(page).pressSequentially('hea')
    await field(page).press('Enter')
    await field(page).fill('Ban')
    await field(page).press('Escape')
    expect(await field(page).inputValue()).to.equal('Health and social care')
    await field(page).fill('Ban')
    await field(page).press('Tab')
    expect(await field(page).inputValue()).to.equal('Health and social care')
    expect(await chosen(page)).to.equal('health')
  })

  it('forgets the choice when it is emptied', async () => {
    const { page } = await gallery.open({ demo: 'Combobox' })
    await field(page).pressSequentially('hea')
    await field(page).press('Enter')
    await field(page).fill('')
    expect(await chosen(page)).to.equal('')
  })

  it('is worked by the mouse alone, and the focus stays in the field', async () => {
    const { page } = await gallery.open({ demo: 'Combobox' })
    await field(page).click()
    await page.getByRole('option', { name: /^Banking/ }).click()
    expect(await chosen(page)).to.equal('bank')
    await field(page).and(page.locator(':focus')).waitFor()
  })

  it('shows a long name in full, wrapped, on a phone (W-26)', async () => {
    const { page } = await gallery.open({ demo: 'Combobox' }, { viewport: { width: 360, height: 800 } })
    await field(page).press('ArrowUp')
    const option = page.getByRole('option', { name: /^Regional/ })
    expect(await option.evaluate(element => element.scrollWidth <= element.clientWidth)).to.equal(true)
    const lines = await option.getByText(/^Regional/).evaluate(name => {
      const range = document.createRange()
      range.selectNodeContents(name)
      return new Set([...range.getClientRects()].map(({ top }) => top)).size
    })
    expect(lines).to.be.above(1)
  })
})
