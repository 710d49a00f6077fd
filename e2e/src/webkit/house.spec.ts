import { expect } from 'chai'
import { hasOpenssl, Workshop, type Made } from '../openssl.ts'
import { startProduct, type Product } from '../product.ts'
import { administrator, password } from '../sandbox.ts'
import { within, word, type Language } from '../words.ts'
import { hasWebKit, WebKit } from './webkit.ts'

const title = 'the trust store, in webkit (WEBKIT_DRIVER)'
if (hasWebKit() && hasOpenssl()) describe(title, journey)
else describe.skip(title, () => it('needs WebKitGTK with its driver, Xvfb and the OpenSSL command line'))

function journey(): void {
  let product: Product
  let browser: WebKit
  let workshop: Workshop
  let root: Made
  let issuing: Made

  before(async function () {
    this.timeout(120_000)
    product = await startProduct()
    browser = await WebKit.open()
    workshop = new Workshop()
    root = workshop.make({ commonName: 'Veridia WebKit Root' })
    issuing = workshop.make({ commonName: 'Veridia WebKit Issuing', issuer: root })
  })
  after(async () => {
    await browser?.close()
    workshop?.remove()
    await product?.stop()
  })

  const at = (path: string) => `${product.origin}/partner${path}`
  const label = (key: string, language: Language = 'en') => word(key, {}, language)

  it('asks for the password, says what is wrong, and lets the right person in by keyboard', async () => {
    await browser.goto(at('/'))
    expect(await browser.axe()).to.deep.equal([])
    await browser.fill('login', administrator.username)
    await browser.fill('password', 'wrong')
    await browser.press('ENTER')
    expect(await browser.text('[role="alert"]')).to.include('do not belong together')
    await browser.fill('password', password)
    await browser.press('ENTER')
    await browser.find('link', label('dashboard.areas.trustStore.title'))
    await browser.settled()
    expect(await browser.axe()).to.deep.equal([])
    await browser.shot('dashboard-webkit')
  })

  it('refuses a broken chain with a report, stores a good one and shows it in the list', async () => {
    await browser.goto(at('/trust-store/upload'))
    const stranger = workshop.make({
      commonName: 'Veridia Stranger',
      issuer: workshop.make({ commonName: 'Unknown Root' }),
    })
    await browser.click('radio', within('trustStore.domain.AUTH'))
    await browser.choose('#upload-files', [stranger.pem])
    await browser.click('button', label('trustUpload.check'))
    expect(await browser.text('[data-outcome="REFUSED"]')).to.include('Unknown Root')
    await browser.shot('upload-refused-webkit')

    await browser.goto(at('/trust-store/upload'))
    await browser.click('radio', within('trustStore.domain.AUTH'))
    await browser.choose('#upload-files', [root.pem, issuing.der])
    await browser.click('button', label('trustUpload.check'))
    await browser.element('[data-outcome="WOULD_STORE"]')
    await browser.click('button', label('trustUpload.store'))
    await browser.element('[data-outcome="STORED"]')
    await browser.goto(at('/trust-store/intermediate'))
    await browser.find('link', /Veridia WebKit Issuing/)
  })

  it('filters a list in the address, and goes back to the list as it was', async () => {
    await browser.goto(at('/trust-store/intermediate?domain=DEVICE'))
    const rows = await browser.run<number>('document.querySelectorAll("tbody tr").length')
    expect(rows).to.be.greaterThan(0)
    await browser.goto(at('/trust-store/intermediate'))
    expect(await browser.run<number>('document.querySelectorAll("tbody tr").length')).to.be.greaterThan(rows)
    await browser.driver.navigate().back()
    await browser.until('the filtered list again', () =>
      browser.run<boolean>(`document.querySelectorAll("tbody tr").length === ${rows}`),
    )
  })

  it('asks before it distrusts, with what hangs on it, and gives up on Escape', async () => {
    await browser.goto(at('/trust-store/root'))
    await browser.click('link', /Veridia WebKit Root/)
    await browser.settled()
    await browser.click('button', label('trustStore.action.distrust'))
    expect(await browser.text('dialog[open]')).to.include('Veridia WebKit Root')
    expect(await browser.axe()).to.deep.equal([])
    await browser.shot('distrust-webkit')
    await browser.press('ESCAPE')
    await browser.until('the dialog to go', () => browser.run<boolean>('!document.querySelector("dialog[open]")'))
  })

  it('speaks Arabic from right to left', async () => {
    await browser.driver.executeScript('localStorage.setItem("portico.language", "ar")')
    await browser.goto(at('/trust-store/root'))
    expect(await browser.run<string>('document.documentElement.dir')).to.equal('rtl')
    expect(await browser.text('h1')).to.match(label('trustStore.title', 'ar'))
    expect(await browser.axe()).to.deep.equal([])
    await browser.shot('trust-list-ar-webkit')
  })
}
