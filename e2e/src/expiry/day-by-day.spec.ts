import { join as pathOf } from 'node:path'
import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { inEachBrowser, type World } from '../browsers.ts'
import { hasOpenssl, Workshop, type Made } from '../openssl.ts'
import { enter, settled, signInByHand, tabTo } from '../portal.ts'
import { startProduct, type Product } from '../product.ts'
import { issuedFile } from '../registration/authority.ts'
import { accepted } from '../registration/by-program.ts'
import type { InboxMail } from '../registration/inbox.ts'
import { person, type Person } from '../registration/person.ts'
import { administrator, password } from '../sandbox.ts'
import { shot } from '../shots.ts'
import { signedIn, type Visitor } from '../visitor.ts'
import { within, word, type Language } from '../words.ts'
import { DAY, endOf, mailsTo, moveTo, noonBefore, noticesOf, runJob, trust, uploadCertificate } from './house.ts'

if (hasOpenssl()) inEachBrowser('a certificate that ends, day by day', journey)
else describe.skip('a certificate that ends, day by day', () => it('needs the OpenSSL command line: install openssl'))

/** From the first day that is told daily to the last. */
const DAILY = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]
const REPLACED = 6
const LEFT: Record<Language, (days: number) => string> = {
  en: days => (days === 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`),
  fr: days => (days === 0 ? 'aujourd’hui' : days === 1 ? 'demain' : `dans ${days} jours`),
  ar: days => (days === 0 ? 'اليوم' : days === 1 ? 'غدًا' : days === 2 ? 'بعد يومين' : `بعد ${days} أيام`),
}
const TAGS: Record<Language, string> = { en: 'en-GB', fr: 'fr', ar: 'ar-u-nu-latn' }
const LEAF = [
  'basicConstraints=critical,CA:false',
  'keyUsage=critical,digitalSignature',
  'authorityKeyIdentifier=keyid',
]
const phone = { viewport: { width: 360, height: 780 } }

const exactly = (text: string) => new RegExp(`^${text.trim().replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`)

function journey(world: World): void {
  let product: Product
  let workshop: Workshop
  let root: Made
  let admin: Visitor
  let kestrel: Visitor
  /** Of Kestrel's certificate; those of the others end on the same day. */
  let end: Date
  const jonas = 'jonas@kestrel.example'
  const extra = (language: Language) =>
    person(language, `${language}-${world.browser}`, {
      type: 'Device_Provider',
      organisation: `Atelier ${language} ${world.browser}`,
    })
  const french = extra('fr')
  const arabic = extra('ar')
  const late = extra('en')

  /** Somebody whose certificate, made in the workshop, ends on Kestrel's day. */
  const join = async (someone: Person) => {
    await accepted(product, someone)
    const leaf = workshop.make({
      commonName: `${someone.username}.example`,
      organisation: someone.organisation,
      issuer: root,
      days: Math.floor(end.getTime() / DAY) - Math.floor(Date.now() / DAY),
      extensions: LEAF,
    })
    const owner = await signedIn(product.origin, someone.username, someone.password)
    expect(noonBefore(await uploadCertificate(owner, leaf.pem), 0)).to.deep.equal(noonBefore(end, 0))
  }

  before(async () => {
    // Certificates with few days left may be uploaded, so that more than one ends.
    product = await startProduct({ PORTICO_CERTIFICATE_DAYS: '5' })
    workshop = new Workshop()
    kestrel = await signedIn(product.origin, 'kestrel', password)
    end = await endOf(kestrel)
    root = workshop.make({ commonName: 'Workshop root' })
    admin = await signedIn(product.origin, administrator.username, password)
    await trust(admin, 'DEVICE', [root.pem])
    for (const someone of [french, arabic]) await join(someone)
  })
  after(async () => {
    workshop?.remove()
    await product?.stop()
  })

  const unread = (page: Page, n: number, language: Language = 'en') =>
    page.getByRole('button', { name: word('shell.bell.unread', { n: String(n) }, language) })
  const inWords = (language: Language) =>
    new Intl.DateTimeFormat(TAGS[language], { dateStyle: 'long', timeZone: 'UTC' }).format(end)
  /** The mails that tell of this end: they have the day in the subject. */
  const toldTo = async (address: string, language: Language): Promise<InboxMail[]> =>
    (await mailsTo(product, address)).filter(({ subject }) => subject.includes(inWords(language)))
  /** Each of them, once, told on its day: in the portal and by mail. */
  const expectTold = async (days: readonly number[]) => {
    const notices = await noticesOf(kestrel)
    expect(notices.map(({ daysLeft }) => daysLeft)).to.deep.equal([12, ...days])
    expect(notices.slice(1).map(({ createdAt }) => Date.parse(createdAt))).to.deep.equal(
      days.map(left => noonBefore(end, left).getTime() - DAY / 2),
    )
    const said = (await toldTo(jonas, 'en')).map(({ text }) => /expires (today|tomorrow|in \d+ days)\./.exec(text)?.[1])
    expect(said).to.deep.equal([12, ...days].map(LEFT.en))
  }

  it('is not told on the eleventh day before, and on the tenth in an open page, without a reload', async () => {
    const { page } = await enter(world, product, { username: 'kestrel' })
    await unread(page, 1).waitFor()
    await moveTo(product, noonBefore(end, 11))
    await expectTold([])
    await moveTo(product, noonBefore(end, 10))
    await unread(page, 2).waitFor()
    await expectTold([10])
    await shot(page, `expiry-tenth-day-${world.browser}`)
  })

  it('is told each day from then on, once', async () => {
    for (const left of DAILY.filter(day => day < 10 && day >= REPLACED)) await moveTo(product, noonBefore(end, left))
    await expectTold(DAILY.filter(day => day >= REPLACED))
  })

  it('has the day in every part of the mail, and one button that leads a stranger, signed in, to its replacement', async () => {
    const { subject, text, html, id } = (await toldTo(jonas, 'en')).at(-1)!
    for (const part of [subject, text, html])
      // Days are held together by spaces at which no line breaks.
      expect(part.replaceAll(/&nbsp;|\u00a0/g, ' ')).to.include(inWords('en'))
    const target = `${product.origin}/partner/certificates`
    expect([...html.matchAll(/<a\b[^>]*href="([^"]*)"/g)].map(([, link]) => link)).to.deep.equal([target])
    expect(text).to.include(target)

    const { page } = await world.open()
    await page.goto(`${product.origin}/sandbox/inbox/${id}`)
    const button = page.frameLocator('iframe').getByRole('link')
    // Out of sight, what stands in a frame is neither painted nor ever at rest.
    await page.locator('iframe').scrollIntoViewIfNeeded()
    await button.waitFor()
    await shot(page, `expiry-mail-${world.browser}`)
    await button.click()
    await signInByHand(page, 'kestrel')
    await page.waitForURL(target)
    await settled(page)
    await page.getByRole('link', { name: word('partnerCertificates.replace') }).click()
    await page.waitForURL(/\/certificates\/[\w-]+\/upload$/)
  })

  it('speaks French in the mail of who registered so, while the portal speaks Arabic; replaced by keyboard on a phone', async function () {
    this.timeout(60_000)
    const { email, username, password: secret } = french
    const { html, text } = (await toldTo(email, 'fr')).at(-1)!
    expect(html).to.match(/<html[^>]* lang="fr"/)
    expect(text).to.include('Remplacer le certificat').and.include(LEFT.fr(REPLACED))

    const { page } = await enter(world, product, { username, secret, language: 'ar', ...phone })
    const told = DAILY.filter(day => day >= REPLACED).length
    await unread(page, told, 'ar').press('Enter')
    const panel = page.getByRole('dialog', { name: word('notices.title', {}, 'ar') })
    await panel.getByRole('listitem').first().waitFor()
    await shot(page, `expiry-arabic-${world.browser}`)
    const latest = panel.getByRole('link', { name: within('notices.words.PARTNER_CERTIFICATE.ahead.title', {}, 'ar') })
    // Whole: in Firefox what scrolls is a stop by itself, and its text begins alike.
    await tabTo(page, exactly((await latest.first().textContent())!))
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/certificates$/)
    await settled(page)
    await tabTo(page, word('partnerCertificates.replace', {}, 'ar'))
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/upload$/)
    await settled(page)
    const wish = { domain: 'DEVICE', organisation: french.organisation, kind: 'good' }
    await page
      .locator('#certificate-file')
      .setInputFiles(await issuedFile(product, pathOf(workshop.folder, 'successor.pem'), wish))
    await page.getByRole('button', { name: word('partnerCertificates.uploadAction', {}, 'ar') }).waitFor()
    await tabTo(page, word('partnerCertificates.uploadAction', {}, 'ar'))
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: word('partnerCertificates.done.replaced.title', {}, 'ar') }).waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).to.be.at.most(phone.viewport.width)
  })

  it('reaches a page that was left open while the server went away and came back', async function () {
    this.timeout(60_000)
    const { page, watch } = await enter(world, product, { username: 'kestrel' })
    // While it goes it still answers, with 503.
    watch.expect(/WebSocket|net::ERR_|status of 503|can.t establish a connection|NetworkError/i)
    const before = DAILY.filter(day => day >= REPLACED).length + 1
    await unread(page, before).waitFor()
    expect(await product.halt()).to.equal(0)
    await product.resume()
    await moveTo(product, noonBefore(end, REPLACED - 1))
    await unread(page, before + 1).waitFor()
  })

  it('is told to the last day, the day it ends, and then no more; what was replaced is not', async function () {
    this.timeout(60_000)
    for (const left of [4, 3, 2, 1, 0, -1, -2]) await moveTo(product, noonBefore(end, left))
    await expectTold(DAILY)
    const saidTo = async ({ email, language }: Person, days: readonly number[]) => {
      const told = await toldTo(email, language)
      expect(told.length).to.equal(days.length)
      for (const [n, { text }] of told.entries()) expect(text).to.include(LEFT[language](days[n]!))
    }
    await saidTo(arabic, DAILY)
    await saidTo(
      french,
      DAILY.filter(day => day >= REPLACED),
    )
    expect((await toldTo(jonas, 'en')).at(-1)!.subject).to.equal(
      `The certificate of kestrel expires today, ${inWords('en')}`,
    )
  })

  it('is not told again when the clock goes back and passes the same days; what came meanwhile is told', async function () {
    this.timeout(60_000)
    await moveTo(product, noonBefore(end, 11))
    await join(late)
    await moveTo(product, noonBefore(end, 3))
    expect(await runJob(admin, 'expiry-notices')).to.deep.equal({ outcome: 'DONE', facts: { notices: 0, mails: 0 } })
    await moveTo(product, noonBefore(end, -2))
    await expectTold(DAILY)
    for (const [{ email, language }, days] of [
      [arabic, DAILY],
      [french, DAILY.filter(day => day >= REPLACED)],
      [late, DAILY],
    ] as const)
      expect((await toldTo(email, language)).length, language).to.equal(days.length)
  })

  it('is written from right to left in Arabic', async () => {
    const { id, html } = (await toldTo(arabic.email, 'ar')).at(-1)!
    expect(html).to.match(/<html[^>]* lang="ar"[^>]* dir="rtl"|<html[^>]* dir="rtl"[^>]* lang="ar"/)
    const { page } = await world.open()
    await page.goto(`${product.origin}/sandbox/inbox/${id}/html`)
    const button = page.getByRole('link')
    expect(await button.evaluate(element => getComputedStyle(element).direction)).to.equal('rtl')
    expect(await page.locator('h1').evaluate(element => getComputedStyle(element).direction)).to.equal('rtl')
    await shot(page, `expiry-arabic-mail-${world.browser}`)
  })
}
