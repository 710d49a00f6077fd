import { join } from 'node:path'
import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { axe } from '../axe.ts'
import { inEachBrowser, type World } from '../browsers.ts'
import { Workshop, type Made } from '../openssl.ts'
import { enter } from '../portal.ts'
import { startProduct, type Product } from '../product.ts'
import { issuedFile } from '../registration/authority.ts'
import { accepted, confirmed, forgotten, registered } from '../registration/by-program.ts'
import { person } from '../registration/person.ts'
import { password } from '../sandbox.ts'
import { shot } from '../shots.ts'
import { signedIn, type Visitor } from '../visitor.ts'
import { within, word, type Language } from '../words.ts'
import { accountStops } from './account.stops.ts'
import { certificateStops } from './certificates.stops.ts'
import { gateStops } from './gate.stops.ts'
import { noticeStops } from './notices.stops.ts'
import { operationsStops } from './operations.stops.ts'
import { partnerStops } from './partners.stops.ts'
import { preflightStops } from './preflight.stops.ts'
import { sandboxStops } from './sandbox.stops.ts'
import type { Scene, Stop } from './stop.ts'
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
  let links: Scene['links']
  let marks = 0
  const mark = () => `axe-${world.browser}-${(marks += 1)}`
  /** Everybody signs in once: looking is not what sign-ins are for. */
  const visitors = new Map<string, Visitor>()

  before(async function () {
    this.timeout(120_000)
    product = await startProduct()
    workshop = new Workshop()
    root = workshop.make({ commonName: 'Axe Root' })
    orphan = workshop.make({ commonName: 'Axe Orphan', issuer: workshop.make({ commonName: 'Axe Nobody' }) })
    await store(world, product, root)
    await confirmed(product, person('en', 'newcomer-terms', { username: 'newcomer-terms' }))
    await accepted(product, person('en', 'newcomer-group', { username: 'newcomer-group' }))
    await tokenOf(await visitorOf('northwind'))
    await signedIn(product.origin, 'northwind', password)
    links = {
      confirm: await registered(product, person('en', 'unconfirmed')),
      reset: await forgotten(product, 'ingrid@halden.example'),
    }
  })
  after(async () => {
    workshop?.remove()
    await product?.stop()
  })

  const visitorOf = async (username: string): Promise<Visitor> => {
    const secret = username.startsWith('newcomer') ? person('en', username).password : password
    const visitor = visitors.get(username) ?? (await signedIn(product.origin, username, secret))
    visitors.set(username, visitor)
    return visitor
  }
  const certificate = (organisation: string, kind = 'good') =>
    issuedFile(product, join(workshop.folder, `${mark()}.pem`), { domain: 'AUTH', organisation, kind })

  /** What is wrong with a stop in a language, in each width and theme: the window changes, the page stays as it is. */
  const look = async (
    stop: Stop,
    language: Language,
    widths: readonly number[],
    themes: readonly Theme[],
  ): Promise<string[]> => {
    const { page, watch } = stop.who
      ? await enter(world, product, {
          language,
          viewport: sizeOf(widths[0]!),
          as: await visitorOf(stop.who),
          path: null,
        })
      : await world.open({ locale: language, viewport: sizeOf(widths[0]!) })
    if (stop.expects) watch.expect(stop.expects)
    await stop.open(page, { product, language, root, orphan, mark, links, certificate })
    const found: string[] = []
    for (const width of widths) {
      await page.setViewportSize(sizeOf(width))
      for (const theme of themes) {
        await wear(page, theme)
        const where = `${language} ${theme} ${width}`
        found.push(
          ...(await axe(page, theme === themes[0] ? 'all' : theme.endsWith('contrast') ? 'AAA' : 'AA')).map(
            violation => `${where}: ${violation}`,
          ),
        )
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        )
        if (overflow > 1) found.push(`${where}: the page scrolls sideways by ${overflow} px`)
        if (world.browser === 'chromium') await shot(page, `page-${stop.name} ${where}`.replaceAll(/[^\w-]/g, '_'))
      }
    }
    return found
  }

  // What differs between the browsers is layout, not names, roles or colours: Firefox looks at the widest and the narrowest.
  const all = Object.keys(THEMES) as Theme[]
  const [themes, widths, arabic] =
    world.browser === 'chromium'
      ? ([all, [1440, 1024, 360], [1440, 360]] as const)
      : ([['light'], [1440], [360]] as const)

  for (const stop of [
    ...trustStoreStops,
    ...partnerStops,
    ...certificateStops,
    ...accountStops,
    ...preflightStops,
    ...noticeStops,
    ...operationsStops,
  ])
    it(`${stop.name} is clean in every theme and width, and in Arabic`, async function () {
      this.timeout(120_000)
      const found = await look(stop, 'en', widths, themes)
      found.push(...(await look(stop, 'ar', arabic, ['light'])))
      expect(found).to.deep.equal([])
    })

  for (const stop of [...gateStops, ...sandboxStops])
    it(`${stop.name} is clean in three languages, wide and narrow`, async function () {
      this.timeout(120_000)
      const found = await look(stop, 'en', [1440, 360], themes)
      for (const language of ['fr', 'ar'] as const) found.push(...(await look(stop, language, [1440, 360], ['light'])))
      expect(found).to.deep.equal([])
    })
})

const sizeOf = (width: number) => ({ width, height: width < 500 ? 780 : 900 })

/** Makes an API token, so that there is one to look at. */
async function tokenOf(visitor: Visitor): Promise<void> {
  const create = 'mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { __typename } }'
  const { codes } = await visitor.graphql(create, {
    input: { name: 'Warehouse export', permissions: ['certificate.read'], days: 30 },
  })
  expect(codes).to.deep.equal([])
}

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
