import { launch } from 'chrome-launcher'
import { expect } from 'chai'
import lighthouse, { desktopConfig } from 'lighthouse'
import { executable } from './browsers.ts'
import { startProduct, type Product } from './product.ts'
import { administrator, password } from './sandbox.ts'
import { signedIn } from './visitor.ts'

/** Audits at most. The first that is fast enough ends it: whatever else the machine does makes a page look slower, and nothing faster. */
const MOST = 5
const chromium = executable('chromium')
const wanted = process.env['LIGHTHOUSE'] === '1' && chromium !== undefined
const reason = chromium ? 'LIGHTHOUSE' : 'CHROMIUM_PATH'

// Mobile is Lighthouse's default: slow 4G, a processor four times slower. Everything must hold there, except the speed of the
// dashboard: an administrator's page is a desk's page, so its bar is the desktop profile's, and on a slow phone (71 to 79 now,
// 87 to 90 before it had the bell) it may only not get worse.
const describeAudit = wanted ? describe : describe.skip
describeAudit(`page audit by Lighthouse${wanted ? '' : ` (${reason}=1)`}`, function () {
  this.timeout(300_000)
  let product: Product
  let cookie: string
  before(async () => {
    product = await startProduct()
    cookie = (await signedIn(product.origin, administrator.username, password)).cookie
  })
  after(() => product?.stop())

  const pages = {
    'sign-in': {
      bar: { mobile: 95, desktop: 95 },
      path: '/auth/partner/login?return_to=%2Fpartner%2F',
      signedIn: false,
    },
    dashboard: { bar: { mobile: 75, desktop: 95 }, path: '/partner/', signedIn: true },
  }
  for (const [name, page] of Object.entries(pages)) {
    for (const profile of ['mobile', 'desktop'] as const) {
      it(`${name}, ${profile}: performance ≥ ${page.bar[profile]}, accessibility and best practices 100`, async () => {
        const bar = page.bar[profile]
        const performance: number[] = []
        const faults = new Set<string>()
        while (performance.length < MOST && Math.max(0, ...performance) < bar) {
          const headers = page.signedIn ? { Cookie: cookie } : undefined
          const { categories, audits } = (await painted(product.origin + page.path, profile, headers)).lhr
          performance.push(Math.round((categories['performance']?.score ?? 0) * 100))
          for (const id of ['accessibility', 'best-practices']) {
            if (categories[id]?.score !== 1) faults.add(`${id}: ${categories[id]?.score}`)
            for (const { id: audit, weight } of categories[id]?.auditRefs ?? [])
              if (weight > 0 && audits[audit]?.score !== null && (audits[audit]?.score ?? 1) < 1)
                faults.add(`${audit}: ${audits[audit]?.title}`)
          }
        }
        console.log(`      ${name} ${profile}: performance ${performance.join('/')}`)
        expect([...faults]).to.deep.equal([])
        expect(Math.max(...performance)).to.be.at.least(bar)
      })
    }
  }
})

/** An audit that saw the page painted. Lighthouse now and then sees nothing (NO_LCP) and calls that 0: it measured nothing. */
async function painted(...page: Parameters<typeof audit>): ReturnType<typeof audit> {
  const first = await audit(...page)
  return first.lhr.categories['performance']?.score ? first : audit(...page)
}

/** One audit in a Chromium of its own: in one that has audited before, Lighthouse now and then sees nothing painted. */
async function audit(url: string, profile: 'mobile' | 'desktop', extraHeaders?: Record<string, string>) {
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const chrome = await launch({
    chromePath: chromium!,
    chromeFlags: ['--headless=new', '--disable-background-networking', ...root],
  })
  try {
    const flags = {
      port: chrome.port,
      output: 'json' as const,
      logLevel: 'silent' as const,
      disableFullPageScreenshot: true,
    }
    const config = profile === 'desktop' ? desktopConfig : undefined
    const result = await lighthouse(url, { ...flags, ...(extraHeaders ? { extraHeaders } : {}) }, config)
    if (!result) throw new Error(`Lighthouse has nothing to say of ${url}.`)
    return result
  } finally {
    chrome.kill()
  }
}
