import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { axe } from './axe.ts'
import { inEachBrowser, type World } from './browsers.ts'
import { Workshop, type Made } from './openssl.ts'
import { enter, go, settled } from './portal.ts'
import { startProduct, type Product } from './product.ts'
import { shot } from './shots.ts'
import { word, within, type Language } from './words.ts'

const THEMES = {
  light: { theme: 'light', contrast: 'normal' },
  dark: { theme: 'dark', contrast: 'normal' },
  contrast: { theme: 'light', contrast: 'more' },
  'dark contrast': { theme: 'dark', contrast: 'more' },
} as const
const WIDTHS = [1440, 1024, 360] as const

/** Every page and every state of it that a person can reach; `open` starts at the dashboard of somebody signed in. */
interface Stop {
  name: string
  open(page: Page): Promise<unknown>
}

// decisions §4: every page in English in all themes and widths, in Arabic light.
inEachBrowser('accessibility', world => {
  let product: Product
  let workshop: Workshop
  let root: Made
  let orphan: Made
  before(async () => {
    product = await startProduct()
    workshop = new Workshop()
    root = workshop.make({ commonName: 'Axe Root' })
    orphan = workshop.make({ commonName: 'Axe Orphan', issuer: workshop.make({ commonName: 'Axe Nobody' }) })
    await store(world, product, root)
  })
  after(async () => {
    workshop?.remove()
    await product?.stop()
  })

  const stops = (language: Language): Stop[] => [
    { name: 'dashboard', open: page => go(page, product, '/') },
    { name: 'root list', open: page => go(page, product, '/trust-store/root') },
    {
      name: 'intermediate list, nothing found',
      open: page => go(page, product, '/trust-store/intermediate?issuedTo=nobody+at+all'),
    },
    {
      name: 'row menu',
      open: async page => {
        await go(page, product, '/trust-store/root')
        await page.locator('tbody button[aria-haspopup="menu"]').first().click()
        await page.getByRole('menu').filter({ visible: true }).waitFor()
      },
    },
    {
      name: 'detail',
      open: async page => {
        await go(page, product, '/trust-store/root?issuedTo=axe')
        await page.locator('tbody a').first().click()
        await page.getByRole('heading', { level: 1, name: root.name }).waitFor()
        await settled(page)
      },
    },
    {
      name: 'distrust dialog',
      open: async page => {
        await go(page, product, '/trust-store/root?issuedTo=axe')
        await page.locator('tbody a').first().click()
        await page.getByRole('button', { name: word('trustStore.action.distrust', {}, language) }).click()
        await page.locator('dialog[open], [role="dialog"], [role="alertdialog"]').first().waitFor()
        await settled(page)
      },
    },
    { name: 'upload', open: page => go(page, product, '/trust-store/upload') },
    {
      name: 'upload with mistakes',
      open: async page => {
        await go(page, product, '/trust-store/upload')
        await page.getByRole('button', { name: word('trustUpload.check', {}, language) }).click()
        await page
          .getByText(word('trustUpload.error.files', {}, language))
          .first()
          .waitFor()
      },
    },
    {
      name: 'doctor’s report',
      open: async page => {
        await go(page, product, '/trust-store/upload')
        await page.getByRole('radio', { name: within('trustStore.domain.AUTH', {}, language) }).check()
        await page.locator('#upload-files').setInputFiles([orphan.pem, root.pem])
        await page.getByRole('button', { name: word('trustUpload.check', {}, language) }).click()
        await page.locator('[data-outcome]').first().waitFor()
      },
    },
    { name: 'partners', open: page => go(page, product, '/partners') },
    { name: 'profile', open: page => go(page, product, '/profile') },
    { name: 'page that is not there', open: page => go(page, product, '/no/such/page') },
    {
      name: 'account menu',
      open: async page => {
        await go(page, product, '/')
        await page.locator('header button[aria-haspopup="menu"]').last().click()
        await page.getByRole('menuitem').first().waitFor()
      },
    },
    {
      name: 'display settings',
      open: async page => {
        await go(page, product, '/')
        await page.getByRole('button', { name: word('shell.display.title', {}, language) }).click()
        await page.locator('dialog[open], [role="dialog"]').first().waitFor()
      },
    },
  ]

  const sweep = async (language: Language, theme: keyof typeof THEMES, width: number) => {
    const viewport = { width, height: width < 500 ? 780 : 900 }
    const { page } = await enter(world, product, { language, viewport, preferences: THEMES[theme] })
    const found: string[] = []
    for (const stop of stops(language)) {
      await stop.open(page)
      for (const violation of await axe(page)) found.push(`${stop.name}: ${violation}`)
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      if (overflow > 1) found.push(`${stop.name}: the page scrolls sideways by ${overflow} px`)
      if (world.browser === 'chromium')
        await shot(page, `page-${stop.name}-${language}-${theme}-${width}`.replaceAll(/[^\w-]/g, '_'))
    }
    expect(found).to.deep.equal([])
  }

  // What differs between the browsers is layout, not names, roles or colours: Firefox walks the widest and the narrowest.
  const whole = world.browser === 'chromium'
  const themes = whole ? (Object.keys(THEMES) as (keyof typeof THEMES)[]) : (['light'] as const)
  for (const theme of themes) {
    for (const width of whole ? WIDTHS : [1440]) {
      it(`every page in English is clean, ${theme}, ${width} px`, async function () {
        this.timeout(240_000)
        await sweep('en', theme, width)
      })
    }
  }

  for (const width of whole ? [1440, 360] : [360]) {
    it(`every page in Arabic is clean, light, ${width} px`, async function () {
      this.timeout(240_000)
      await sweep('ar', 'light', width)
    })
  }

  it('the pages before and after a session are clean in three languages, with and without a mistake', async () => {
    const found: string[] = []
    for (const locale of ['en', 'fr', 'ar']) {
      for (const width of [1440, 360]) {
        const { page, watch } = await world.open({ locale, viewport: { width, height: 800 } })
        watch.expect(/status of 422/)
        await page.goto(`${product.origin}/partner/`)
        await page.locator('input[autocomplete="username"]').waitFor()
        found.push(...(await axe(page)).map(v => `sign-in ${locale} ${width}: ${v}`))
        await shot(page, `gate-sign-in-${locale}-${width}-${world.browser}`)
        await page.locator('form button[type="submit"]').click()
        await page.getByRole('alert').waitFor()
        found.push(...(await axe(page)).map(v => `sign-in with a mistake ${locale} ${width}: ${v}`))
        await shot(page, `gate-mistake-${locale}-${width}-${world.browser}`)
      }
    }
    expect(found).to.deep.equal([])
  }).timeout(120_000)
})

/** Stores a certificate by the portal itself. */
async function store(world: World, product: Product, made: Made): Promise<void> {
  const { page } = await enter(world, product, { path: '/trust-store/upload' })
  await page.getByRole('radio', { name: within('trustStore.domain.AUTH') }).check()
  await page.locator('#upload-files').setInputFiles(made.pem)
  await page.getByRole('button', { name: word('trustUpload.check') }).click()
  await page.getByRole('button', { name: word('trustUpload.store') }).click()
  await page.locator('[data-outcome="STORED"]').waitFor()
}
