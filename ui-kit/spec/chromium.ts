import { chromium } from 'playwright-core'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { serve } from './gallery-server.ts'

/** Debian's Chromium unless CHROMIUM_PATH names another. */
export const chromiumPath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'
const folder = fileURLToPath(new URL('../dist/gallery', import.meta.url))

export interface GalleryPage {
  page: Page
  /** Errors of the console and uncaught ones, policy violations among them. */
  errors: string[]
}

export interface GalleryBrowser {
  /** Opens a demo alone in a context of its own and waits until it is drawn. */
  open(
    query: Record<string, string>,
    options?: BrowserContextOptions,
    prepare?: (page: Page) => Promise<unknown>,
  ): Promise<GalleryPage>
}

// one browser and one server for all suites of a run, from the first that needs them
let browser: Browser | undefined
let server: Awaited<ReturnType<typeof serve>> | undefined
after(async () => {
  await browser?.close()
  await server?.close()
})

/** Declares that a suite looks at the gallery; it is skipped, with a word, where there is no Chromium. */
export function useGallery(defaults: BrowserContextOptions = {}): GalleryBrowser {
  before(async function () {
    if (!existsSync(chromiumPath)) {
      console.log(`    skipped: no Chromium at ${chromiumPath}; set CHROMIUM_PATH`)
      this.skip()
    }
    if (!existsSync(folder)) throw new Error('no gallery: run `npm run build -w ui-kit` first')
    server ??= await serve(folder, '/ui-kit/')
    browser ??= await chromium.launch({
      executablePath: chromiumPath,
      // a browser of the superuser has no sandbox to start
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    })
  })
  afterEach(async () => {
    for (const context of browser?.contexts() ?? []) await context.close()
  })

  async function open(
    query: Record<string, string>,
    options: BrowserContextOptions = {},
    prepare?: (page: Page) => Promise<unknown>,
  ) {
    const context = await browser!.newContext({ viewport: { width: 1280, height: 800 }, ...defaults, ...options })
    const page = await context.newPage()
    const errors: string[] = []
    page.on('console', message => void (message.type() === 'error' && errors.push(message.text())))
    page.on('pageerror', error => void errors.push(error.message))
    await prepare?.(page)
    await page.goto(`${server!.origin}/ui-kit/?${new URLSearchParams(query)}`)
    await page.waitForSelector('body[data-ready]')
    return { page, errors }
  }
  return { open }
}
