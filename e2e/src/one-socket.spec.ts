import { setTimeout as pause } from 'node:timers/promises'
import { expect } from 'chai'
import type { BrowserContext, Page } from 'playwright-core'
import { inEachBrowser } from './browsers.ts'
import { enter, go, settled } from './portal.ts'
import { startProduct, type Product } from './product.ts'
import { administrator, password } from './sandbox.ts'
import { signedIn, type Visitor } from './visitor.ts'
import { word } from './words.ts'

/** Longer than a socket outlives the last that was asked through it. */
const PATIENCE = 20_000

// Several tabs share one socket: a worker of the browser keeps it, and the server counts what is open.
inEachBrowser('the tabs of a session', world => {
  let product: Product
  let admin: Visitor

  before(async () => {
    product = await startProduct()
    admin = await signedIn(product.origin, administrator.username, password)
  })
  after(() => product?.stop())

  const sockets = async (): Promise<number> => {
    const text = await (await fetch(`${product.origin}/metrics`)).text()
    return Number(/^portico_sockets_open (\d+)/m.exec(text)?.[1])
  }
  /** Waits until so many are open; throws with the number there was. */
  const settledAt = async (wanted: number): Promise<void> => {
    const deadline = performance.now() + PATIENCE
    let open = await sockets()
    while (open !== wanted && performance.now() < deadline) {
      await pause(50)
      open = await sockets()
    }
    expect(open, 'sockets open at the server').to.equal(wanted)
  }
  const another = async (context: BrowserContext): Promise<Page> => {
    const page = await context.newPage()
    await go(page, product, '/trust-store/root')
    return page
  }
  /** Distrusts a root or trusts it again, as somebody elsewhere would. */
  const decide = async (): Promise<void> => {
    const list = await admin.graphql<{ trustCertificates: { nodes: { id: string; status: string }[] } }>(
      'query { trustCertificates(first: 1, filter: { type: ROOT }) { nodes { id status } } }',
    )
    const { id, status } = list.data!.trustCertificates.nodes[0]!
    const verb = status === 'DISTRUSTED' ? 'trustCertificateAgain' : 'distrustCertificate'
    const input = verb === 'distrustCertificate' ? 'DistrustCertificateInput' : 'TrustCertificateAgainInput'
    const { codes, text } = await admin.graphql(
      `mutation ($input: ${input}!) { ${verb}(input: $input) { __typename } }`,
      { input: { id, reason: 'To be heard in every tab' } },
    )
    expect(codes, text).to.deep.equal([])
  }
  const news = (page: Page) => page.getByText(word('trustStore.changed')).first()

  it('share one socket: what happens reaches both, and closing one leaves the other its line', async () => {
    const { page, context } = await enter(world, product, { as: admin, path: '/trust-store/root' })
    await settledAt(1)
    const second = await another(context)
    await pause(500)
    expect(await sockets()).to.equal(1)

    await decide()
    await Promise.all([news(page).waitFor(), news(second).waitFor()])

    await page.close()
    await second.reload()
    await settled(second)
    await settledAt(1)
    await decide()
    await news(second).waitFor()

    await second.close()
    await settledAt(0)
  })

  it('keep their line over reloading, and over leaving and coming back', async () => {
    const { page } = await enter(world, product, { as: admin, path: '/trust-store/root' })
    await settledAt(1)
    await page.reload()
    await settled(page)
    await page.goto(`${product.origin}/sandbox`)
    await page.goBack()
    await settled(page)
    await settledAt(1)
    await decide()
    await news(page).waitFor()
  })

  it('of another session have a socket of their own', async () => {
    const { page, context } = await enter(world, product, { as: admin, path: '/trust-store/root' })
    await settledAt(1)
    const other = await signedIn(product.origin, administrator.username, password)
    const second = await context.newPage()
    const cookies = other.cookie.split('; ').map(pair => pair.split(/=(.*)/s))
    await context.addCookies(cookies.map(([name = '', value = '']) => ({ name, value, url: product.origin })))
    await go(second, product, '/trust-store/root')
    await settledAt(2)
    await page.close()
    await settledAt(1)
  })

  it('do without sharing where the browser has no such worker', async () => {
    const { page, context } = await enter(world, product, { as: admin, path: null })
    await context.addInitScript(() => {
      delete (globalThis as { SharedWorker?: unknown }).SharedWorker
    })
    await go(page, product, '/trust-store/root')
    const second = await another(context)
    await settledAt(2)
    await decide()
    await Promise.all([news(page).waitFor(), news(second).waitFor()])
  })
})
