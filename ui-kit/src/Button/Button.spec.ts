import { expect } from 'chai'
import { useGallery } from '../../spec/chromium.ts'

describe('Button', () => {
  const gallery = useGallery()

  it('that is disabled takes the focus and says why', async () => {
    const { page } = await gallery.open({ demo: 'Button' })
    const button = page.getByRole('button', { name: 'Download', exact: true })
    await button.focus()
    await button.and(page.locator(':focus')).waitFor()
    expect(await button.getAttribute('aria-disabled')).to.equal('true')
    expect(
      await button.evaluate(element => document.getElementById(element.getAttribute('aria-describedby')!)?.textContent),
    ).to.equal('Your organisation is inactive')
  })

  it('is at least 44 px high, and a link where it leads somewhere', async () => {
    const { page } = await gallery.open({ demo: 'Button' })
    const heights = await page
      .locator('.g-demo .p-btn')
      .evaluateAll(list => list.map(one => one.getBoundingClientRect().height))
    expect(Math.min(...heights)).to.be.at.least(44)
    expect(await page.getByRole('link', { name: 'Download chain' }).getAttribute('download')).to.equal('chain.p7b')
  })

  it('survives forced colours: edge and focus stay visible', async () => {
    const { page } = await gallery.open({ demo: 'Button' }, { forcedColors: 'active' })
    const button = page.getByRole('button', { name: 'Save changes' })
    await page.keyboard.press('Tab')
    await button.focus()
    const { outline, border } = await button.evaluate(element => {
      const style = getComputedStyle(element)
      return { outline: style.outlineStyle, border: style.borderTopColor }
    })
    expect(outline).to.equal('solid')
    expect(border).not.to.equal('rgba(0, 0, 0, 0)')
  })
})
