import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { axe } from '../../spec/axe.ts'
import { useGallery } from '../../spec/chromium.ts'

describe('FileDrop', () => {
  const gallery = useGallery({ reducedMotion: 'reduce' })
  const input = (page: Page) => page.getByLabel('Certificate files')
  const chosen = (page: Page) => page.getByRole('list', { name: 'Chosen files' }).getByRole('listitem').allInnerTexts()
  const pem = (name: string, bytes = 1200) => ({
    name,
    mimeType: 'application/x-pem-file',
    buffer: Buffer.alloc(bytes, 65),
  })

  /** What a browser does when files are let go over the zone. */
  async function drop(page: Page, names: string[]) {
    const transfer = await page.evaluateHandle(list => {
      const data = new DataTransfer()
      for (const name of list) data.items.add(new File(['certificate'], name))
      return data
    }, names)
    await page.locator('.p-drop').first().dispatchEvent('dragenter', { dataTransfer: transfer })
    await page.locator('.p-drop-over').waitFor()
    await page.locator('.p-drop').first().dispatchEvent('drop', { dataTransfer: transfer })
  }

  it('opens the browser’s chooser by keyboard', async () => {
    const { page } = await gallery.open({ demo: 'FileDrop' })
    await input(page).focus()
    const chooser = page.waitForEvent('filechooser')
    // The driver begins to listen without waiting for the browser's answer; on a busy machine the key would be faster.
    await page.evaluate(() => new Promise(done => requestAnimationFrame(done)))
    await page.keyboard.press('Enter')
    await (await chooser).setFiles([pem('root.pem')])
    expect(await chosen(page)).to.have.length(1)
    expect((await chosen(page))[0]).to.match(/^root\.pem\s+2 kB/)
  })

  it('takes files that are dropped, added to those chosen', async () => {
    const { page } = await gallery.open({ demo: 'FileDrop' })
    await input(page).setInputFiles([pem('root.pem')])
    await drop(page, ['issuer.cer', 'leaf.p7b'])
    expect((await chosen(page)).map(text => text.split(/\s/)[0])).to.deep.equal(['root.pem', 'issuer.cer', 'leaf.p7b'])
    expect(await page.locator('.p-drop-over').count()).to.equal(0)
  })

  it('tells which files it left out and why', async () => {
    const { page } = await gallery.open({ demo: 'FileDrop' })
    await drop(page, ['notes.txt', 'root.pem'])
    expect(await page.getByTestId('rejected').textContent()).to.equal('notes.txt:type')
    expect(await chosen(page)).to.have.length(1)
    expect(await input(page).getAttribute('aria-invalid')).to.equal('true')
  })

  it('removes a file by keyboard and stays in the field', async () => {
    const { page } = await gallery.open({ demo: 'FileDrop' })
    await input(page).setInputFiles([pem('root.pem'), pem('issuer.pem')])
    await page.getByRole('button', { name: 'Remove root.pem' }).press('Enter')
    await input(page).and(page.locator(':focus')).waitFor()
    expect(await chosen(page)).to.have.length(1)
  })

  it('is accessible with files in it', async () => {
    const { page } = await gallery.open({ demo: 'FileDrop', theme: 'dark' })
    await input(page).setInputFiles([pem('root.pem')])
    await page.getByRole('list', { name: 'Chosen files' }).waitFor()
    expect(await axe(page, '.g-demo')).to.deep.equal([])
  })
})
