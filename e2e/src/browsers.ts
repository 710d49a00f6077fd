import { existsSync } from 'node:fs'
import { expect } from 'chai'
import {
  chromium,
  firefox,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from 'playwright-core'
import { watch, type Watch } from './watch.ts'

export type BrowserName = 'chromium' | 'firefox'

const WHERE: Record<BrowserName, { variable: string; usual: string }> = {
  chromium: { variable: 'CHROMIUM_PATH', usual: '/usr/bin/chromium' },
  firefox: { variable: 'FIREFOX_PATH', usual: '/usr/bin/firefox-esr' },
}

/** Executable of a browser, undefined when this machine has none. */
export function executable(name: BrowserName): string | undefined {
  const path = process.env[WHERE[name].variable] ?? WHERE[name].usual
  return existsSync(path) ? path : undefined
}

/** The browsers to run in: BROWSERS=chromium,firefox, all of them when it is not set. */
export function wanted(): BrowserName[] {
  const names = (process.env['BROWSERS'] ?? 'chromium,firefox').split(',').map(name => name.trim())
  return names.filter((name): name is BrowserName => name in WHERE)
}

/** A page of its own for each specification, in a context of its own, watched for errors. */
export interface World {
  readonly browser: BrowserName
  open(options?: BrowserContextOptions): Promise<{ page: Page; context: BrowserContext; watch: Watch }>
}

/**
 * Describes the same rules in every wanted browser. The last of them is that every page opened on the way stayed without
 * console errors and Content-Security-Policy reports; a specification that provokes errors says which it expects.
 */
export function inEachBrowser(
  title: string,
  define: (world: World) => void,
  only: readonly BrowserName[] = ['chromium', 'firefox'],
): void {
  for (const name of wanted().filter(browser => only.includes(browser))) {
    const path = executable(name)
    if (!path) {
      describe.skip(`${title}, in ${name} (${WHERE[name].variable})`, () =>
        define({ browser: name, open: () => Promise.reject(new Error('absent')) }))
      continue
    }
    describe(`${title}, in ${name}`, () => {
      let browser: Browser
      let opened: { context: BrowserContext; watch: Watch }[] = []
      const noise: string[] = []

      before(async () => {
        browser = await launch(name, path)
      })
      after(() => browser?.close())
      afterEach(async function () {
        const mine = opened
        opened = []
        await Promise.all(mine.map(({ context }) => context.close()))
        for (const { watch: one } of mine) noise.push(...one.found().map(text => `${this.currentTest?.title}: ${text}`))
      })

      define({
        browser: name,
        open: async options => {
          const context = await browser.newContext({
            viewport: { width: 1440, height: 900 },
            locale: 'en-GB',
            timezoneId: 'UTC',
            ...options,
          })
          context.setDefaultTimeout(15_000)
          const page = await context.newPage()
          const one = { page, context, watch: await watch(context) }
          opened.push(one)
          return one
        },
      })

      it('all the while no page reported an error or a violation of the Content-Security-Policy', () => {
        expect([...new Set(noise)]).to.deep.equal([])
      })
    })
  }
}

/** Starts a browser of the distribution; Firefox is driven unpatched, by WebDriver BiDi. */
export function launch(name: BrowserName, executablePath: string): Promise<Browser> {
  if (name === 'firefox') return firefox.launch({ channel: 'moz-firefox', executablePath })
  // Chromium's own sandbox cannot be built by root, as whom continuous integration runs.
  return chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
}
