import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { inEachBrowser } from './browsers.ts'
import { Workshop } from './openssl.ts'
import { enter, go, settled, signInByHand } from './portal.ts'
import { startProduct, type Product } from './product.ts'
import { shot } from './shots.ts'
import { languages, messages, word, type Language } from './words.ts'

/** Addresses by who looks at them: below `/partner` for people, whole ones for strangers. */
const PATHS = {
  admin: [
    '/',
    '/trust-store/root',
    '/trust-store/intermediate',
    '/trust-store/upload',
    '/partners',
    '/profile',
    '/no/such/page',
  ],
  kestrel: [
    '/',
    '/certificates',
    '/profile',
    '/profile/edit',
    '/profile/email',
    '/profile/password',
    '/profile/tokens',
    '/profile/tokens/new',
    '/partners',
  ],
  policy: ['/'],
} as const
const STRANGERS = [
  '/partner/preflight',
  '/auth/partner/register',
  '/auth/partner/forgotten',
  '/auth/partner/confirm?token=nobodys',
  '/auth/partner/reset?token=nobodys',
  '/auth/partner/confirm-email?token=nobodys',
  '/sandbox',
  '/sandbox/inbox',
  '/sandbox/clock',
  '/sandbox/authority',
  '/sandbox/reset',
]
const NAMES: Record<Language, string> = { en: 'English', fr: 'Français', ar: 'العربية' }

inEachBrowser('three languages', world => {
  let product: Product
  before(async () => {
    product = await startProduct()
  })
  after(() => product?.stop())

  /** What strangers read in English, by path: nothing of it may stand there in another language. */
  const english = new Map<string, string[]>()
  for (const language of languages) {
    const speaks = async (page: Page, path: string) => {
      expect(await page.locator('html').getAttribute('lang'), path).to.equal(language)
      expect((await page.locator('html').getAttribute('dir')) ?? 'ltr', path).to.equal(
        language === 'ar' ? 'rtl' : 'ltr',
      )
      expect(await keysIn(page), `${path}: keys instead of words`).to.deep.equal([])
      if (language !== 'en') expect(await englishIn(page, language), `${path}: English left over`).to.deep.equal([])
      await shot(page, `language-${language}${path.replaceAll(/\W/g, '-')}-${world.browser}`)
    }

    for (const [username, paths] of Object.entries(PATHS))
      it(`${NAMES[language]}: every page of ${username} says so, in that direction, without a key or an English word left over`, async () => {
        const { page, watch } = await enter(world, product, { language, username, path: null })
        watch.expect(/404/)
        for (const path of paths) {
          await go(page, product, path)
          await speaks(page, path)
        }
      })

    it(`${NAMES[language]}: and so does every page for strangers`, async () => {
      const { page, watch } = await world.open({ locale: language })
      watch.expect(/status of 410/)
      for (const path of STRANGERS) {
        await page.goto(`${product.origin}${path}`)
        await settled(page)
        await speaks(page, path)
        const sentences = await sentencesOn(page)
        expect(sentences.length, path).to.be.greaterThan(1)
        if (language === 'en') english.set(path, sentences)
        else
          expect(
            sentences.filter(text => english.get(path)?.includes(text)),
            path,
          ).to.deep.equal([])
      }
    })

    it(`${NAMES[language]}: the sign-in page speaks it, and the portal goes on in it`, async () => {
      const { page, watch } = await world.open({ locale: language })
      watch.expect(/status of 422/)
      await page.goto(`${product.origin}/partner/`)
      await page.locator('input[autocomplete="username"]').waitFor()
      expect(await page.locator('html').getAttribute('lang')).to.equal(language)
      expect(await page.locator('html').getAttribute('dir')).to.equal(language === 'ar' ? 'rtl' : 'ltr')
      await signInByHand(page, 'admin', 'wrong')
      await page.getByRole('alert').waitFor()
      expect(await page.locator('html').getAttribute('lang')).to.equal(language)
      await signInByHand(page)
      await page.waitForURL(`${product.origin}/partner/`)
      await settled(page)
      expect(await page.locator('html').getAttribute('lang')).to.equal(language)
    })
  }

  it('the language chosen on the sign-in page is the portal’s', async () => {
    const { page } = await world.open({ locale: 'en-GB' })
    await page.goto(`${product.origin}/partner/`)
    await page.getByRole('link', { name: 'Français' }).click()
    await page.locator('html[lang="fr"]').waitFor()
    await signInByHand(page)
    await page.waitForURL(`${product.origin}/partner/`)
    await settled(page)
    expect(await page.locator('html').getAttribute('lang')).to.equal('fr')
  })

  it('changes at any time without losing what is on the page: here a doctor’s report', async () => {
    const workshop = new Workshop()
    const orphan = workshop.make({ commonName: 'Orphan CA', issuer: workshop.make({ commonName: 'Nobody' }) })
    const { page } = await enter(world, product, { path: '/trust-store/upload' })
    await page.getByRole('radio').first().check()
    await page.locator('#upload-files').setInputFiles(orphan.pem)
    await page.getByRole('button', { name: word('trustUpload.check') }).click()
    await page.locator('[data-outcome]').first().waitFor()
    workshop.remove()
    const english = await page.locator('[data-outcome]').innerText()

    await choose(page, 'en', 'fr')
    await page
      .getByText(word('doctor.remedy', {}, 'fr'))
      .first()
      .waitFor()
    const french = await page.locator('[data-outcome]').innerText()
    expect(french).to.not.equal(english)
    expect(french).to.include('Orphan CA')
    await choose(page, 'fr', 'ar')
    await page
      .getByText(word('doctor.remedy', {}, 'ar'))
      .first()
      .waitFor()
    expect(await page.locator('[data-outcome]').innerText()).to.match(/[\u0600-\u06FF]{3}/)
    await shot(page, `report-ar-${world.browser}`)
    await page.reload()
    expect(await page.locator('html').getAttribute('lang')).to.equal('ar')
  })

  it('Arabic mirrors the page: navigation on the right, identifiers from left to right, Western digits', async () => {
    const { page } = await enter(world, product, { language: 'ar', path: '/trust-store/root' })
    const nav = (await page.getByRole('navigation').first().boundingBox())!
    const main = (await page.getByRole('main').boundingBox())!
    expect(nav.x).to.be.greaterThan(main.x)
    const text = await page.locator('body').innerText()
    expect(text).to.not.match(/[٠-٩]/)
    expect(text).to.match(/\d/)
    for (const code of await page
      .locator('bdi, [dir="ltr"]')
      .filter({ hasText: /^[RI]CA-/ })
      .all()) {
      expect(await code.evaluate(element => getComputedStyle(element).direction)).to.equal('ltr')
    }
  })
})

/** Switches by the menu in the header. */
async function choose(page: Page, from: Language, to: Language): Promise<void> {
  await page.getByRole('button', { name: word('shell.languageNow', {}, from) }).click()
  await page.getByRole('menuitemradio', { name: NAMES[to] }).click()
  await page.locator(`html[lang="${to}"]`).waitFor()
}

/** Message keys that reached the page. What programs read, such as the names of permissions, stands in bdi. */
async function keysIn(page: Page): Promise<string[]> {
  const codes = new Set(await page.locator('bdi').allInnerTexts())
  const text = await page.locator('body').innerText()
  const namespaces = new Set([...messages('en').keys()].map(key => key.split('.')[0]!))
  return [...text.matchAll(/\b([a-z][A-Za-z]*)\.[A-Za-z]+(?:\.[A-Za-z_]+)*\b/g)]
    .filter(match => namespaces.has(match[1]!))
    .map(match => match[0])
    .filter(key => !codes.has(key))
}

/** Texts of several words on the page, without names and codes: those are the same in every language. */
const sentencesOn = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const found: string[] = []
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? ''
      if (/\p{L}\s+\p{L}/u.test(text) && !node.parentElement?.closest('bdi, code, pre, noscript, script, style'))
        found.push(text)
    }
    return found
  })

/** English messages of several words that stand on the page although the language has other words for them. */
async function englishIn(page: Page, language: Language): Promise<string[]> {
  const lines = new Set((await page.locator('body').innerText()).split('\n').map(line => line.trim()))
  const own = messages(language)
  return [...messages('en')]
    .filter(([key, text]) => text.includes(' ') && own.get(key) !== text && lines.has(text))
    .map(([key]) => key)
}
