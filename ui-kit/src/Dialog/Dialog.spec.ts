import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { axe } from '../../spec/axe.ts'
import { useGallery } from '../../spec/chromium.ts'

describe('Dialog', () => {
  const gallery = useGallery({ reducedMotion: 'reduce' })
  const opener = (page: Page, name: string) => page.locator('.g-demo').getByRole('button', { name })
  const inDialog = (page: Page) =>
    page.evaluate(() => document.activeElement === document.body || document.activeElement?.closest('dialog') !== null)

  it('starts on its question, so that it is read before anything can be done', async () => {
    const { page } = await gallery.open({ demo: 'Dialog' })
    await opener(page, 'Rename policy…').press('Enter')
    await page.getByRole('dialog', { name: 'Rename Age check 18+' }).waitFor()
    await page.getByRole('heading', { name: 'Rename Age check 18+' }).and(page.locator(':focus')).waitFor()
  })

  it('keeps the focus inside, forwards and backwards', async () => {
    const { page } = await gallery.open({ demo: 'Dialog' })
    await opener(page, 'Rename policy…').press('Enter')
    await page.getByRole('dialog').waitFor()
    for (const key of [
      'Tab',
      'Tab',
      'Tab',
      'Tab',
      'Tab',
      'Tab',
      'Shift+Tab',
      'Shift+Tab',
      'Shift+Tab',
      'Shift+Tab',
      'Shift+Tab',
    ]) {
      await page.keyboard.press(key)
      expect(await inDialog(page), key).to.equal(true)
    }
  })

  it('closes by Esc and by its cross, and hands the focus back', async () => {
    const { page } = await gallery.open({ demo: 'Dialog' })
    const button = opener(page, 'Rename policy…')
    await button.press('Enter')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await button.and(page.locator(':focus')).waitFor()
    expect(await page.getByRole('dialog').count()).to.equal(0)
    await button.press('Enter')
    await page.getByRole('button', { name: 'Close' }).press('Enter')
    await button.and(page.locator(':focus')).waitFor()
    expect(await page.getByRole('dialog').count()).to.equal(0)
  })

  it('is accessible while it is open, in every look', async () => {
    for (const query of [{}, { theme: 'dark' }, { contrast: 'more' }, { lang: 'ar' }] as Record<string, string>[]) {
      for (const demo of ['Dialog', 'ConfirmDialog', 'ImpactDialog']) {
        const { page, errors } = await gallery.open({ demo, ...query })
        await page.locator('.g-demo .p-btn').first().click()
        await page.locator('dialog[open]').waitFor()
        expect(await axe(page, 'dialog[open]'), `${demo} ${JSON.stringify(query)}`).to.deep.equal([])
        expect(errors).to.deep.equal([])
      }
    }
  })
})

describe('ConfirmDialog', () => {
  const gallery = useGallery({ reducedMotion: 'reduce' })

  it('is an alertdialog whose focus starts on the answer that changes nothing', async () => {
    const { page } = await gallery.open({ demo: 'ConfirmDialog' })
    await page.getByRole('button', { name: 'Discard draft…' }).press('Enter')
    await page.getByRole('alertdialog', { name: 'Discard the draft of Age check 18+?' }).waitFor()
    await page.getByRole('button', { name: 'Keep draft' }).and(page.locator(':focus')).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Discard draft…' }).and(page.locator(':focus')).waitFor()
    expect(await page.getByTestId('answer').textContent()).to.equal('cancel')
  })

  it('takes Esc for the safe answer', async () => {
    const { page } = await gallery.open({ demo: 'ConfirmDialog' })
    await page.getByRole('button', { name: 'Discard draft…' }).press('Enter')
    await page.getByRole('alertdialog').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('alertdialog').waitFor({ state: 'hidden' })
    expect(await page.getByTestId('answer').textContent()).to.equal('cancel')
  })

  it('confirms by the verb', async () => {
    const { page } = await gallery.open({ demo: 'ConfirmDialog' })
    await page.getByRole('button', { name: 'Discard draft…' }).click()
    await page.getByRole('button', { name: 'Discard draft', exact: true }).click()
    await page.getByRole('alertdialog').waitFor({ state: 'hidden' })
    expect(await page.getByTestId('answer').textContent()).to.equal('confirm')
  })
})

describe('ImpactDialog', () => {
  const gallery = useGallery({ reducedMotion: 'reduce' })

  it('says what stops, asks for the reason, and stays until there is one', async () => {
    const { page } = await gallery.open({ demo: 'ImpactDialog' })
    await page.getByRole('button', { name: 'Distrust…' }).press('Enter')
    const dialog = page.getByRole('alertdialog', { name: 'Distrust Veridia National Root CA G2?' })
    await dialog.waitFor()
    await page.getByRole('button', { name: 'Keep trusting' }).and(page.locator(':focus')).waitFor()
    expect(await dialog.getByRole('listitem').allInnerTexts()).to.have.length(2)
    await page.getByRole('button', { name: 'Distrust certificate' }).press('Enter')
    const reason = page.getByLabel('Reason')
    await page.locator('textarea[aria-invalid="true"]').waitFor()
    expect(
      await reason.evaluate(
        field => document.getElementById(field.getAttribute('aria-describedby')!.split(' ')[1]!)?.textContent,
      ),
    ).to.contain('Enter a reason.')
    await reason.fill('Key may have leaked.')
    await page.getByRole('button', { name: 'Distrust certificate' }).press('Enter')
    await dialog.waitFor({ state: 'hidden' })
  })
})
