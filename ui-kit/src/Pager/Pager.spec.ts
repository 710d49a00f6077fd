import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { useGallery } from '../../spec/chromium.ts'

describe('Pager', () => {
  const gallery = useGallery()
  const range = (page: Page) => page.locator('.p-pager > p').innerText()
  const button = (page: Page, name: string) =>
    page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name })

  it('leads on and back by keyboard, and stays where it was pressed', async () => {
    const { page } = await gallery.open({ demo: 'Pager' })
    await button(page, 'Next').focus()
    await page.keyboard.press('Enter')
    expect(await range(page)).to.equal('11–20 of 131')
    await page.keyboard.press('Space')
    expect(await range(page)).to.equal('21–30 of 131')
    await button(page, 'Next').and(page.locator(':focus')).waitFor()
    await button(page, 'Previous').press('Enter')
    expect(await range(page)).to.equal('11–20 of 131')
    await button(page, 'First').press('Enter')
    expect(await range(page)).to.equal('1–10 of 131')
  })

  it('has no way back from the first page or on from the last, but can be read there', async () => {
    const { page } = await gallery.open({ demo: 'Pager' })
    for (const name of ['First', 'Previous']) {
      expect(await button(page, name).getAttribute('aria-disabled'), name).to.equal('true')
      await button(page, name).click({ force: true })
    }
    expect(await range(page)).to.equal('1–10 of 131')
    await page.getByLabel('Rows').selectOption('100')
    await button(page, 'Next').click()
    expect(await range(page)).to.equal('101–131 of 131')
    expect(await button(page, 'Next').getAttribute('aria-disabled')).to.equal('true')
  })

  it('mirrors its arrows in right-to-left pages', async () => {
    const turned = async (lang: string) => {
      const { page } = await gallery.open({ demo: 'Pager', lang })
      return page.locator('.p-pager .p-i-dir').evaluateAll(icons => icons.map(icon => getComputedStyle(icon).transform))
    }
    expect(await turned('en')).to.deep.equal(['none', 'none'])
    expect(await turned('ar')).to.deep.equal(['matrix(-1, 0, 0, 1, 0, 0)', 'matrix(-1, 0, 0, 1, 0, 0)'])
  })
})
