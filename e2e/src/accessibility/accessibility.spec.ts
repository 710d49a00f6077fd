import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { axe } from '../axe.ts'
import { inEachBrowser, type World } from '../browsers.ts'
import { Workshop, type Made } from '../openssl.ts'
import { enter } from '../portal.ts'
import { startProduct, type Product } from '../product.ts'
import { shot } from '../shots.ts'
import { languages, within, word, type Language } from '../words.ts'
import { gateStops } from './gate.stops.ts'
import { partnerStops } from './partners.stops.ts'
import type { Stop } from './stop.ts'
import { trustStoreStops } from './trust-store.stops.ts'

const THEMES = {
  light: { 'data-theme': 'light', 'data-contrast': 'normal' },
  dark: { 'data-theme': 'dark', 'data-contrast': 'normal' },
  contrast: { 'data-theme': 'light', 'data-contrast': 'more' },
  'dark contrast': { 'data-theme': 'dark', 'data-contrast': 'more' },
} as const
type Theme = keyof typeof THEMES

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

  /** What is wrong with a stop in a language and width, in each of the themes: these are attributes, so one visit serves all. */
  const look = async (stop: Stop, language: Language, width: number, themes: readonly Theme[]): Promise<string[]> => {
    const viewport = { width, height: width < 500 ? 780 : 900 }
    const { page, watch } = stop.who
      ? await enter(world, product, { language, viewport, username: stop.who })
      : await world.open({ locale: language, viewport })
    if (stop.expects) watch.expect(stop.expects)
    await stop.open(page, { product, language, root, orphan })
    const found: string[] = []
    for (const theme of themes) {
      await wear(page, theme)
      const where = `${language} ${theme} ${width}`
      found.push(...(await axe(page, { colours: theme !== themes[0] })).map(violation => `${where}: ${violation}`))
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      if (overflow > 1) found.push(`${where}: the page scrolls sideways by ${overflow} px`)
      if (world.browser === 'chromium') await shot(page, `page-${stop.name} ${where}`.replaceAll(/[^\w-]/g, '_'))
    }
    return found
  }

  // What differs between the browsers is layout, not names, roles or colours: Firefox looks at the widest and the narrowest.
  const all = Object.keys(THEMES) as Theme[]
  const [themes, widths, arabic] =
    world.browser === 'chromium'
      ? ([all, [1440, 1024, 360], [1440, 360]] as const)
      : ([['light'], [1440], [360]] as const)

  for (const stop of [...trustStoreStops, ...partnerStops])
    it(`${stop.name} is clean in every theme and width, and in Arabic`, async function () {
      this.timeout(120_000)
      const found: string[] = []
      for (const width of widths) found.push(...(await look(stop, 'en', width, themes)))
      for (const width of arabic) found.push(...(await look(stop, 'ar', width, ['light'])))
      expect(found).to.deep.equal([])
    })

  for (const stop of gateStops)
    it(`${stop.name} is clean in three languages, wide and narrow`, async function () {
      this.timeout(120_000)
      const found: string[] = []
      for (const language of languages)
        for (const width of [1440, 360]) found.push(...(await look(stop, language, width, ['light'])))
      found.push(...(await look(stop, 'en', 360, all)))
      expect(found).to.deep.equal([])
    })
})

/** Puts a theme on, as the display settings would. */
const wear = (page: Page, theme: Theme): Promise<void> =>
  page.evaluate(attributes => {
    for (const [name, value] of Object.entries(attributes)) document.documentElement.setAttribute(name, value)
  }, THEMES[theme])

/** Stores a certificate by the portal itself. */
async function store(world: World, product: Product, made: Made): Promise<void> {
  const { page } = await enter(world, product, { path: '/trust-store/upload' })
  await page.getByRole('radio', { name: within('trustStore.domain.AUTH') }).check()
  await page.locator('#upload-files').setInputFiles(made.pem)
  await page.getByRole('button', { name: word('trustUpload.check') }).click()
  await page.getByRole('button', { name: word('trustUpload.store') }).click()
  await page.locator('[data-outcome="STORED"]').waitFor()
}
