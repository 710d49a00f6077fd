import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import type { BrowserContext, Page } from 'playwright-core'
import { inEachBrowser } from './browsers.ts'
import { Workshop } from './openssl.ts'
import { go, settled } from './portal.ts'
import { startProduct, type Product } from './product.ts'
import { issued } from './registration/authority.ts'
import { shot } from './shots.ts'
import { word } from './words.ts'

const ORGANISATION = 'Harbour Light Ltd'

inEachBrowser('the check for everybody', world => {
  let product: Product
  let workshop: Workshop
  let pem: string
  before(async () => {
    product = await startProduct()
    workshop = new Workshop()
    pem = (await issued(product, { domain: 'AUTH', organisation: 'Somebody Else Ltd', kind: 'good' })).certificate
  })
  after(async () => {
    workshop?.remove()
    await product?.stop()
  })

  const paste = async (page: Page, text: string, organisation = ORGANISATION) => {
    await page.locator('#preflight-type').selectOption('Auth_Partner')
    await page.locator('#preflight-organisation').fill(organisation)
    await page.getByRole('radio', { name: word('preflight.how.text') }).check()
    await page.locator('#preflight-text').fill(text)
  }
  const check = (page: Page) => page.getByRole('button', { name: word('preflight.check') }).click()
  it('is reached from the sign-in page and needs no account', async () => {
    const { page } = await world.open()
    await page.goto(`${product.origin}/partner/`)
    await page.locator('a[href^="/partner/preflight"]').click()
    await page.getByRole('heading', { level: 1, name: word('preflight.title') }).waitFor()
    await page.locator('#preflight-type').waitFor()
  })

  it('says what is missing, and sends no private key', async () => {
    const { page, context } = await world.open()
    const sent = await listen(context)
    await go(page, product, '/preflight')
    await check(page)
    await page.getByRole('link', { name: word('preflight.error.organisation') }).waitFor()
    await paste(page, '-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEH\n-----END PRIVATE KEY-----')
    await check(page)
    await page.getByRole('link', { name: word('preflight.error.privateKey') }).waitFor()
    expect((await sent()).filter(text => text.includes('preflightCertificate'))).to.deep.equal([])
  })

  it('reports on a pasted certificate, as text and as JSON to take away', async () => {
    const { page, context } = await world.open()
    await catchCopies(context)
    await go(page, product, '/preflight')
    await paste(page, pem)
    await check(page)
    await page.getByRole('heading', { level: 1, name: word('preflight.verdict.refused') }).waitFor()
    await page.getByText(word('doctor.remedy')).first().waitFor()
    expect(await page.getByRole('main').innerText()).to.include('Somebody Else Ltd')
    await shot(page, `preflight-${world.browser}`)
    await page.getByRole('button', { name: word('doctor.copyJson') }).click()
    const report = JSON.parse(await copied(page)) as {
      verdict: string
      chain: { name: string; role: string }[]
      checks: { rule: string; outcome: string; remedy?: string }[]
    }
    expect(report.verdict).to.equal('REFUSED')
    expect(report.chain.at(-1)).to.include({ role: 'ROOT' })
    const failed = report.checks.filter(({ outcome }) => outcome === 'FAILED')
    expect(failed).to.have.length(1)
    expect(failed[0]?.remedy).to.be.a('string').and.not.equal('')
    await page.getByRole('button', { name: word('doctor.copy') }).click()
    expect(await copied(page)).to.include('Somebody Else Ltd')
  })

  it('takes a file with its chain, and finds a good one in order', async () => {
    const { certificate, chain } = await issued(product, { domain: 'AUTH', organisation: ORGANISATION, kind: 'good' })
    const file = (name: string, text: string) => {
      const path = join(workshop.folder, `${world.browser}-${name}`)
      writeFileSync(path, text)
      return path
    }
    const { page } = await world.open()
    await go(page, product, '/preflight')
    await page.locator('#preflight-type').selectOption('Auth_Partner')
    await page.locator('#preflight-organisation').fill(ORGANISATION)
    await page.locator('#preflight-file').setInputFiles(file('good.pem', certificate))
    await page.locator('#preflight-chain').setInputFiles(chain.map((text, index) => file(`chain-${index}.pem`, text)))
    await check(page)
    await page.getByRole('heading', { level: 1, name: word('preflight.verdict.accepted') }).waitFor()
  })

  it('gives a link that restores everything by itself: what stands behind its # is sent to nobody', async () => {
    const { page, context } = await world.open()
    await catchCopies(context)
    await go(page, product, '/preflight')
    await paste(page, pem)
    await check(page)
    await page.getByRole('button', { name: word('preflight.share.copy') }).click()
    const link = await copied(page)
    const [address, fragment] = link.split('#')
    expect(address).to.equal(`${product.origin}/partner/preflight`)
    expect(fragment).to.have.length.greaterThan(100)

    const other = await world.open()
    const sent = await listen(other.context)
    await other.page.goto(link)
    await settled(other.page)
    await other.page.getByRole('heading', { name: word('preflight.link.filled.title') }).waitFor()
    expect(await other.page.locator('#preflight-type').inputValue()).to.equal('Auth_Partner')
    expect(await other.page.locator('#preflight-organisation').inputValue()).to.equal(ORGANISATION)
    await other.page.waitForLoadState('networkidle')
    const secrets = [fragment!.slice(3, 60), ORGANISATION, 'preflightCertificate']
    const soFar = await sent()
    expect(soFar).to.not.deep.equal([])
    expect(soFar.filter(text => secrets.some(secret => text.includes(secret)))).to.deep.equal([])
    // The same check, asked for by hand, comes to the same.
    await check(other.page)
    await other.page.getByRole('heading', { level: 1, name: word('preflight.verdict.refused') }).waitFor()
    expect((await sent()).some(text => text.includes('preflightCertificate'))).to.equal(true)
  })

  it('says of a link that was cut on its way that it is not complete', async () => {
    const { page } = await world.open()
    await page.goto(`${product.origin}/partner/preflight#c1.bm90IHdob2xl`)
    await page.getByRole('heading', { name: word('preflight.link.broken.title') }).waitFor()
  })
})

/** Keeps what a page copies where it can be read: a browser gives its clipboard to no program. */
const catchCopies = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript(() => {
    Object.defineProperty(navigator, 'clipboard', {
      value: { writeText: async (text: string) => void document.documentElement.setAttribute('data-copied', text) },
    })
  })

/**
 * Hears everything that leaves a browser: addresses, as they are sent, without what stands behind their #, and what programs
 * of the page send with them (Firefox tells that to nobody but the page).
 */
async function listen(context: BrowserContext): Promise<() => Promise<string[]>> {
  const addresses: string[] = []
  context.on('request', request => addresses.push(request.url().split('#')[0]!))
  await context.addInitScript(() => {
    const bodies: string[] = []
    const send = window.fetch
    Object.assign(window, {
      bodies,
      fetch: (...call: Parameters<typeof fetch>) => (bodies.push(String(call[1]?.body ?? '')), send(...call)),
    })
  })
  return async () => {
    const bodies = await context.pages()[0]!.evaluate(() => (window as unknown as { bodies: string[] }).bodies)
    return [...addresses, ...bodies]
  }
}

/** What was copied last; forgotten by asking. */
async function copied(page: Page): Promise<string> {
  await page.locator('html[data-copied]').waitFor()
  return page.evaluate(() => {
    const text = document.documentElement.getAttribute('data-copied') ?? ''
    document.documentElement.removeAttribute('data-copied')
    return text
  })
}
