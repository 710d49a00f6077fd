import { gzipSync } from 'node:zlib'
import { expect } from 'chai'
import { inEachBrowser } from './browsers.ts'
import { enter, settled } from './portal.ts'
import { startProduct, type Product } from './product.ts'

/** decisions §4: bytes of JavaScript of the first signed-in page after gzip, everything it loads. */
const LIMIT = 150_000

inEachBrowser(
  'the weight of the first page',
  world => {
    let product: Product
    before(async () => {
      product = await startProduct()
    })
    after(() => product?.stop())

    it('is what the limit allows, counted where it counts: in the browser', async () => {
      const { page } = await enter(world, product, { path: '/profile' })
      const scripts = new Map<string, number>()
      const keeper = Promise.withResolvers<string>()
      await page.goto('about:blank')
      page.on('response', answer => {
        if (answer.request().resourceType() !== 'script') return
        void answer.body().then(body => {
          scripts.set(answer.url(), gzipSync(body, { level: 9 }).length)
          const [address] = /assets\/keeper\.worker-[\w-]+\.js/.exec(String(body)) ?? []
          if (address) keeper.resolve(address)
        })
      })
      await page.goto(`${product.origin}/partner/`)
      await settled(page)
      // Last comes the worker that keeps the socket. Its script is no request of the page's, and counts all the same.
      const worker = await fetch(`${product.origin}/partner/${await keeper.promise}`)
      scripts.set(worker.url, gzipSync(await worker.bytes(), { level: 9 }).length)
      const total = [...scripts.values()].reduce((sum, bytes) => sum + bytes, 0)
      expect(scripts.size).to.be.greaterThan(0)
      expect(total, [...scripts].map(([url, bytes]) => `${bytes} ${url}`).join('\n')).to.be.at.most(LIMIT)
    })

    it('is sent compressed and kept for good where the name says what is in it', async () => {
      const { page } = await enter(world, product)
      const source = await page.locator('script[type="module"]').first().getAttribute('src')
      const answer = await fetch(new URL(source!, product.origin), { headers: { 'accept-encoding': 'gzip, br' } })
      expect(answer.headers.get('content-encoding')).to.be.oneOf(['gzip', 'br'])
      expect(answer.headers.get('cache-control')).to.match(/immutable/)
    })
  },
  ['chromium'],
)
