// Takes the pictures of the README from the running product: `npm run pictures`, then look at them before they are committed.
import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { executable, launch } from './browsers.ts'
import { settled, signInByHand } from './portal.ts'
import { startProduct } from './product.ts'

interface Picture {
  file: string
  /** Who looks; nobody: a stranger. */
  who?: string
  path: string
  locale?: string
  theme?: 'light' | 'dark'
  prepare?(page: Page): Promise<unknown>
}

const pictures: readonly Picture[] = [
  { file: 'register', path: '/auth/partner/register' },
  { file: 'trust-store', who: 'admin', path: '/partner/trust-store/intermediate' },
  { file: 'partner-certificate', who: 'northwind', path: '/partner/certificates' },
  { file: 'partner-certificate-ar', who: 'northwind', path: '/partner/certificates', locale: 'ar-EG' },
  {
    file: 'partner-detail-dark',
    who: 'admin',
    path: '/partner/partners',
    theme: 'dark',
    prepare: page => page.getByRole('link', { name: 'Northwind Identity Ltd' }).first().click(),
  },
  {
    file: 'bell',
    who: 'admin',
    path: '/partner/',
    prepare: page => page.getByRole('button', { name: /^Notifications/ }).click(),
  },
]

const folder = resolve(import.meta.dirname, '../../docs/images')
mkdirSync(folder, { recursive: true })
const path = executable('chromium')
if (!path) throw new Error('There is no Chromium: set CHROMIUM_PATH.')
const product = await startProduct()
const browser = await launch('chromium', path)
try {
  for (const { file, who, path: where, locale = 'en-GB', theme = 'light', prepare } of pictures) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale, colorScheme: theme })
    const page = await context.newPage()
    await page.goto(`${product.origin}${where}`)
    if (who) {
      await signInByHand(page, who)
      await page.waitForURL(url => url.pathname.startsWith('/partner/'))
    }
    await settled(page)
    await prepare?.(page)
    await settled(page)
    await page.evaluate(() => document.fonts.ready)
    await page.screenshot({ path: resolve(folder, `${file}.png`), animations: 'disabled' })
    await context.close()
  }
} finally {
  await browser.close()
  await product.stop()
}
