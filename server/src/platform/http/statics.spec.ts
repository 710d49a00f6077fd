import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import type { FastifyInstance } from 'fastify'
import { createLog } from '../log/log.ts'
import { createHttpServer } from './http-server.ts'
import { serveFolder } from './statics.ts'

describe('built files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'portico-statics-'))
  let app: FastifyInstance

  before(async () => {
    const root = join(folder, 'dist')
    mkdirSync(join(root, 'assets'), { recursive: true })
    mkdirSync(join(root, '.vite'))
    writeFileSync(join(folder, 'secret.txt'), 'secret')
    writeFileSync(join(root, 'index.html'), '<title>portal</title>')
    writeFileSync(join(root, 'assets/app-1234.js'), 'app()')
    writeFileSync(join(root, '.vite/manifest.json'), '{}')
    app = await createHttpServer({ log: createLog('silent'), origin: 'http://localhost', trustProxy: '' })
    app.get('/health/live', async () => 'up')
    await serveFolder(app, { root, prefix: '/partner/', singlePage: true })
    await serveFolder(app, { root: join(folder, 'other'), prefix: '/absent/' })
  })
  after(async () => {
    await app.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const get = (url: string, method: 'GET' | 'POST' = 'GET') => app.inject({ method, url })

  for (const url of ['/partner/', '/partner/trust-store', '/partner/trust-store/0190f8a0?after=x.y'])
    it(`are the portal's page at ${url}, asked for anew each time`, async () => {
      const { statusCode, body, headers } = await get(url)
      expect(body).to.include('portal')
      expect({ statusCode, cache: headers['cache-control'] }).to.deep.equal({ statusCode: 200, cache: 'no-cache' })
    })

  it('may be kept for ever when their name tells their content', async () => {
    expect((await get('/partner/assets/app-1234.js')).headers['cache-control']).to.include('immutable')
  })

  it('lead to the slash', async () => {
    expect((await get('/partner')).headers.location).to.match(/\/partner\/$/)
  })

  for (const url of [
    '/nothing',
    '/health/redy',
    '/files/x',
    '/absent/',
    '/partner/assets/app-0000.js',
    '/partner/.vite/manifest.json',
    '/partner/..%2fsecret.txt',
    '/partner/%2e%2e/secret.txt',
    '/partner/assets/..%5c..%5c..%5csecret.txt',
  ])
    it(`are not at ${url}, and nothing is said of it`, async () => {
      const { statusCode, body } = await get(url)
      expect(statusCode).to.be.within(400, 404)
      expect(body).not.to.match(/portal|secret|redy|app-0000/)
    })

  it('are not posted to', async () => {
    expect((await get('/partner/trust-store', 'POST')).statusCode).to.equal(404)
  })
})
