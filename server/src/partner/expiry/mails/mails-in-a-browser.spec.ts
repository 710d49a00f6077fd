import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type axeCore from 'axe-core'
import { expect } from 'chai'
import { chromium, type Browser } from 'playwright-core'
import type { NoticeForMail } from '../../../notification/index.ts'
import { languages } from '../../../platform/i18n/languages.ts'
import { createNoticeWriter } from './index.ts'
import { many, notice, weekly } from './spec/sample-notices.ts'

const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const runOnly = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const writer = createNoticeWriter({ origin: 'https://portico.example', days: [30, 15, 2, 1, 0], life: 335 })

const mails: Record<string, readonly NoticeForMail[]> = {
  root: [notice('ROOT_CERTIFICATE')],
  intermediate: [notice('INTERMEDIATE_CERTIFICATE')],
  original: [notice('PARTNER_CERTIFICATE')],
  'last day': [notice('PARTNER_CERTIFICATE', 0)],
  signed: [notice('SIGNED_CERTIFICATE')],
  unanchored: [notice('CERTIFICATE_UNANCHORED', 0)],
  'weekly summary': [weekly],
  digest: many(62),
}

/** What of a page's globals is used there; the server knows none of them. */
interface BrowserPage {
  axe: typeof axeCore
  document: { documentElement: { scrollWidth: number; clientWidth: number } }
}

describe('the HTML of a mail in a browser', () => {
  let browser: Browser
  before(async function () {
    if (!existsSync(executablePath)) return this.skip()
    browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
  })
  after(() => browser?.close())

  for (const [what, notices] of Object.entries(mails))
    for (const language of languages)
      it(`axe finds nothing, light or dark, and nothing runs over a phone's edge (${what}, ${language})`, async () => {
        const { html } = writer.write(notices, { language, name: 'Amélie Laurent', digest: notices.length > 1 })
        for (const colorScheme of ['light', 'dark'] as const) {
          const page = await browser.newPage({ colorScheme, viewport: { width: 360, height: 800 } })
          const asked: string[] = []
          page.on('request', request => void asked.push(request.url()))
          await page.setContent(html)
          await page.evaluate(axeSource)
          const found = await page.evaluate(async values => {
            const { axe, document } = globalThis as unknown as BrowserPage
            const { violations } = await axe.run({ runOnly: { type: 'tag', values }, resultTypes: ['violations'] })
            const { scrollWidth, clientWidth } = document.documentElement
            return {
              violations: violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html: place }) => place).join()}`),
              over: scrollWidth - clientWidth,
            }
          }, runOnly)
          expect(found, colorScheme).to.deep.equal({ violations: [], over: 0 })
          expect(asked, 'nothing is fetched').to.deep.equal([])
          await page.close()
        }
      })
})
