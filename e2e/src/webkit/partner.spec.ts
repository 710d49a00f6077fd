import { join } from 'node:path'
import { expect } from 'chai'
import { Workshop } from '../openssl.ts'
import { startProduct, type Product } from '../product.ts'
import { issuedFile } from '../registration/authority.ts'
import { linkIn, mailTo } from '../registration/inbox.ts'
import { person } from '../registration/person.ts'
import { word } from '../words.ts'
import { hasWebKit, WebKit } from './webkit.ts'

const title = 'from stranger to active partner, in webkit (WEBKIT_DRIVER)'
if (hasWebKit()) describe(title, journey)
else describe.skip(title, () => it('needs WebKitGTK with its driver and Xvfb'))

function journey(): void {
  const someone = person('en', 'webkit')
  let product: Product
  let browser: WebKit
  let workshop: Workshop

  before(async function () {
    this.timeout(120_000)
    product = await startProduct()
    browser = await WebKit.open()
    workshop = new Workshop()
  })
  after(async () => {
    await browser?.close()
    workshop?.remove()
    await product?.stop()
  })

  it('registers, and says at the field what is wrong with it', async () => {
    const { type, language, password, ...typed } = someone
    await browser.goto(`${product.origin}/auth/partner/register`)
    for (const [id, value] of Object.entries(typed)) await browser.fill(id, value)
    await browser.select('#type', type)
    await browser.select('#language', language)
    await browser.fill('password', password)
    await browser.fill('passwordAgain', 'something else')
    await browser.clickOn('#submit')
    await browser.element('#passwordAgain[aria-invalid="true"]')
    for (const id of ['password', 'passwordAgain']) await browser.fill(id, password)
    await browser.clickOn('#submit')
    await browser.until('the page that says to look into the mail', () =>
      browser.run<boolean>('!document.querySelector("#username") && document.querySelector("h1") !== null'),
    )
    expect(await browser.text('main')).to.include(someone.email)
  })

  it('confirms by the mailed link, signs in, accepts the terms and chooses a policy group', async () => {
    await browser.goto(linkIn(await mailTo(product, someone.email), '/auth/partner/confirm'))
    await browser.clickOn('#submit')
    await browser.clickOn('main a[href^="/auth/partner/login"]')
    await browser.element('form #password')
    await browser.fill('password', someone.password)
    await browser.press('ENTER')
    await browser.click('checkbox', word('welcome.terms.agree'))
    await browser.click('button', word('welcome.terms.accept'))
    await browser.click('combobox', word('policyGroup.label'))
    await browser.element('[role="option"]')
    await browser.press('ARROW_DOWN', 'ENTER')
    await browser.click('button', word('welcome.group.choose'))
    await browser.find('link', word('dashboard.areas.certificates.title'))
    await browser.settled()
    expect(await browser.axe()).to.deep.equal([])
  })

  it('uploads a certificate and is active', async () => {
    const path = join(workshop.folder, 'webkit.pem')
    await issuedFile(product, path, { domain: 'AUTH', organisation: someone.organisation, kind: 'good' })
    await browser.click('link', word('dashboard.areas.certificates.title'))
    await browser.click('link', word('partnerCertificates.uploadAction'))
    await browser.choose('#certificate-file', [path])
    await browser.click('button', word('partnerCertificates.uploadAction'))
    await browser.find('heading', word('partnerCertificates.done.activated.title'))
    expect(await browser.axe()).to.deep.equal([])
    await browser.shot('active-webkit')
  })

  it('shows certificates and the registration in Arabic from right to left', async () => {
    await browser.driver.executeScript('localStorage.setItem("portico.language", "ar")')
    await browser.goto(`${product.origin}/partner/certificates`)
    expect(await browser.run<string>('document.documentElement.dir')).to.equal('rtl')
    expect(await browser.text('h1')).to.match(word('partnerCertificates.title', {}, 'ar'))
    expect(await browser.axe()).to.deep.equal([])
    await browser.shot('certificates-ar-webkit')
    await browser.goto(`${product.origin}/auth/partner/register?ui_locales=ar`)
    expect(await browser.run<string>('document.documentElement.dir')).to.equal('rtl')
    expect(await browser.axe()).to.deep.equal([])
    await browser.shot('register-ar-webkit')
  })
}
