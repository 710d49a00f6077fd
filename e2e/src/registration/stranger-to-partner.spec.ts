import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { axe } from '../axe.ts'
import { inEachBrowser } from '../browsers.ts'
import { Workshop } from '../openssl.ts'
import { enter, settled, tabTo } from '../portal.ts'
import { startProduct, type Product } from '../product.ts'
import { shot } from '../shots.ts'
import { languages, word, type Language } from '../words.ts'
import { issuedFile } from './authority.ts'
import { linkIn, mailTo } from './inbox.ts'
import { person, type Person } from './person.ts'
import { confirm, fillIn, register, signInAfterwards, welcome } from './steps.ts'

const LOCALES: Record<Language, string> = { en: 'en-GB', fr: 'fr-FR', ar: 'ar-EG' }

inEachBrowser('from stranger to active partner', world => {
  let product: Product
  let workshop: Workshop
  before(async () => {
    product = await startProduct()
    workshop = new Workshop()
  })
  after(async () => {
    workshop?.remove()
    await product?.stop()
  })

  /** What only the person's mail and browser may hold. */
  const secrets: string[] = []
  const who = (language: Language, mark: string, wish: Partial<Person> = {}) =>
    person(language, `${mark}-${world.browser}`, wish)
  const certificateOf = (someone: Person, kind = 'good') =>
    issuedFile(product, join(workshop.folder, `${someone.username}-${kind}.pem`), {
      domain: 'AUTH',
      organisation: someone.organisation,
      kind,
    })

  /** Chooses the file and, once the check found it in order, uploads it. */
  const upload = async (page: Page, language: Language, file: string) => {
    await page.locator('#certificate-file').setInputFiles(file)
    await page.getByRole('button', { name: word('partnerCertificates.uploadAction', {}, language) }).click()
    await page.getByRole('heading', { name: word('partnerCertificates.done.activated.title', {}, language) }).waitFor()
  }

  for (const language of languages)
    it(`in ${language}: registers, confirms by mail, accepts the terms, chooses a group, uploads a certificate`, async function () {
      this.timeout(120_000)
      const { page, watch } = await world.open({ locale: LOCALES[language], ...(language === 'ar' ? narrow : {}) })
      watch.expect(/status of 422/)
      const someone = who(language, `three-${language}`)
      await register(page, product, someone)
      await shot(page, `registered-${language}-${world.browser}`)
      const mail = await mailTo(product, someone.email)
      expect(mail.html).to.include(`lang="${language}"`)
      secrets.push(new URL(linkIn(mail, '/auth/partner/confirm')).searchParams.get('token')!)
      await confirm(page, product, someone)
      await shot(page, `confirmed-${language}-${world.browser}`)
      await signInAfterwards(page, someone)
      expect(await page.locator('html').getAttribute('lang')).to.equal(language)
      await shot(page, `welcome-${language}-${world.browser}`)
      await welcome(page, language, '')
      await shot(page, `new-dashboard-${language}-${world.browser}`)
      await page
        .getByRole('link', { name: word('dashboard.areas.certificates.title', {}, language) })
        .first()
        .click()
      await settled(page)
      await page.getByRole('link', { name: word('partnerCertificates.uploadAction', {}, language) }).click()
      await upload(page, language, await certificateOf(someone))
      expect(await axe(page)).to.deep.equal([])
      secrets.push(...(await page.context().cookies()).map(({ value }) => value).filter(value => value.length > 20))
      await shot(page, `active-${language}-${world.browser}`)
    })

  it('says at each field what is wrong with a registration, and loses nothing but the passwords', async () => {
    const { page, watch } = await world.open()
    watch.expect(/status of 422/)
    const someone = who('en', 'mistakes', { password: 'password1234' })
    await page.goto(`${product.origin}/auth/partner/register`)
    await fillIn(page, { ...someone, email: 'no address', username: 'has spaces' })
    await page.locator('#submit').click()
    await page.locator('#password[aria-invalid="true"]').waitFor()
    for (const id of ['email', 'username', 'password'])
      expect(await page.locator(`#${id}`).getAttribute('aria-invalid'), id).to.equal('true')
    expect(await page.locator('#organisation').inputValue()).to.equal(someone.organisation)
    expect(await page.locator('#address').inputValue()).to.equal(someone.address)
    await shot(page, `register-mistakes-${world.browser}`)
  })

  it('refuses a bad certificate with the reason in place, and takes the good one after it', async () => {
    const { page } = await enter(world, product, { username: 'iriscore', path: '/certificates' })
    await page.getByRole('link', { name: word('partnerCertificates.uploadAction') }).click()
    const wish = { domain: 'AUTH', organisation: 'Somebody Else Ltd', kind: 'good' }
    const wrong = await issuedFile(product, join(workshop.folder, `wrong-${world.browser}.pem`), wish)
    await page.locator('#certificate-file').setInputFiles(wrong)
    await page.getByText('Somebody Else Ltd').first().waitFor()
    expect(await page.getByRole('button', { name: word('partnerCertificates.uploadAction') }).count()).to.equal(0)
    expect(await axe(page)).to.deep.equal([])
    await shot(page, `certificate-refused-${world.browser}`)
  })

  it('by keyboard alone', async function () {
    this.timeout(120_000)
    const { page } = await world.open()
    const someone = who('en', 'keyboard')
    await page.goto(`${product.origin}/auth/partner/register`)
    await page.locator('#firstName').focus()
    const type = async (text: string) => {
      await page.keyboard.type(text)
      await page.keyboard.press('Tab')
    }
    for (const id of ['firstName', 'lastName', 'organisation'] as const) await type(someone[id])
    await type('Auth')
    await focusOn(page, 'address')
    for (const id of ['address', 'email', 'phone'] as const) await type(someone[id])
    await focusOn(page, 'username')
    await type(someone.username)
    await type(someone.password)
    await focusOn(page, 'passwordAgain')
    await page.keyboard.type(someone.password)
    await page.keyboard.press('Enter')
    await page.locator('#username').waitFor({ state: 'detached' })

    await page.goto(linkIn(await mailTo(product, someone.email), '/auth/partner/confirm'))
    await focusOn(page, 'submit')
    await page.keyboard.press('Enter')
    await page.locator('a[href^="/auth/partner/login"]').first().waitFor()
    await tabTo(page, /sign in/i)
    await page.keyboard.press('Enter')
    await page.locator('#password').waitFor()
    await focusOn(page, 'password')
    await page.keyboard.type(someone.password)
    await page.keyboard.press('Enter')
    await page.waitForURL(url => url.pathname.startsWith('/partner/'))
    await settled(page)

    await tabTo(page, word('welcome.terms.agree'))
    await page.keyboard.press('Space')
    await tabTo(page, word('welcome.terms.accept'))
    await page.keyboard.press('Enter')
    await page.getByRole('combobox').waitFor()
    await tabTo(page, word('policyGroup.label'))
    await page.keyboard.type('Fin')
    await page.getByRole('option').first().waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await tabTo(page, word('welcome.group.choose'))
    await page.keyboard.press('Enter')
    await page.waitForURL(url => !url.pathname.endsWith('/welcome'))
    await settled(page)

    await tabTo(page, word('dashboard.areas.certificates.title'))
    await page.keyboard.press('Enter')
    await settled(page)
    await tabTo(page, word('partnerCertificates.uploadAction'))
    await page.keyboard.press('Enter')
    await focusOn(page, 'certificate-file')
    const file = await certificateOf(someone)
    if (world.browser === 'chromium') {
      const chooser = page.waitForEvent('filechooser')
      // The driver begins to listen without waiting for the browser's answer.
      await page.evaluate(() => new Promise(done => requestAnimationFrame(done)))
      await page.keyboard.press('Enter')
      await (await chooser).setFiles(file)
    } else await page.locator('#certificate-file').setInputFiles(file)
    await page.getByRole('button', { name: word('partnerCertificates.uploadAction') }).waitFor()
    await tabTo(page, word('partnerCertificates.uploadAction'))
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: word('partnerCertificates.done.activated.title') }).waitFor()
  })

  it('leaves no name, address, phone, e-mail, password, link or session of anybody in the database', async () => {
    const bytes = product
      .files()
      .filter(path => /\.db(-wal)?$/.test(path))
      .map(path => readFileSync(path))
    expect(bytes.length).to.be.greaterThan(0)
    const canaries = [
      'Zéphyrine',
      'Quillfeather',
      'Canarybird Lane',
      '@canary.example',
      '6 99 88 77 66',
      'Mauve lanterns',
      'Portico-Sandbox-1',
      'amelie@northwind.example',
      'Laurent',
    ]
    expect(secrets.length).to.be.greaterThan(languages.length)
    for (const canary of [...canaries, ...secrets])
      expect(
        bytes.some(content => content.includes(canary) || content.includes(canary.toLowerCase())),
        canary,
      ).to.equal(false)
    // The dump is the right one: what may be read is there.
    expect(bytes.some(content => content.includes('canary-keyboard'))).to.equal(true)
  })
})

const narrow = { viewport: { width: 360, height: 780 } }

/** Presses Tab until the focus is on the field with this id. */
async function focusOn(page: Page, id: string): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    if ((await page.evaluate(() => document.activeElement?.id)) === id) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`#${id} was not reached by the Tab key`)
}
