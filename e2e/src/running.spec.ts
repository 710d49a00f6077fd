import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect } from 'chai'
import { freePort, startProduct } from './product.ts'

const MAIN = resolve(import.meta.dirname, '../../server/dist/main.js')

describe('running the house', () => {
  let folder: string
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'portico-running-'))
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  const run = (settings: Record<string, string>) =>
    new Promise<{ code: number | null; text: string }>(done => {
      const env = { ...process.env, PORTICO_DATA: join(folder, 'data'), LOG_LEVEL: 'silent', ...settings }
      const child = spawn(process.execPath, [MAIN], { cwd: folder, env })
      let text = ''
      child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()))
      child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()))
      child.once('exit', code => done({ code, text }))
    })

  it('prints where to go and how to sign in, answers, and ends in order when asked', async () => {
    const product = await startProduct()
    expect(product.output()).to.include(product.origin).and.include('admin').and.include('Portico-Sandbox-1')
    for (const path of ['/health/live', '/health/ready'])
      expect((await fetch(product.origin + path)).status).to.equal(200)
    expect(await product.stop()).to.equal(0)
    await fetch(product.origin).then(
      () => expect.fail('it still answers'),
      () => undefined,
    )
  })

  it('names a taken port in one line and says what to do', async () => {
    const port = await freePort()
    const squatter = createServer().listen(port, '127.0.0.1')
    const { code, text } = await run({ PORT: String(port) })
    squatter.close()
    expect(code).to.not.equal(0)
    expect(text).to.include(String(port)).and.include('PORT')
    expect(text).to.not.match(/\n\s+at /)
  })

  it('names every bad setting at once, and no value of them', async () => {
    const { code, text } = await run({ PORT: 'harbour', PORTICO_MODE: 'holiday', PORTICO_DATA_KEY: 'not-a-key-at-all' })
    expect(code).to.not.equal(0)
    for (const name of ['PORT', 'PORTICO_MODE', 'PORTICO_DATA_KEY']) expect(text).to.include(name)
    expect(text).to.not.include('not-a-key-at-all')
    expect(text).to.not.match(/\n\s+at /)
  })

  it('names a database that does not answer, without its password', async () => {
    const { code, text } = await run({
      PORT: String(await freePort()),
      DATABASE_URL: `mysql://somebody:hush-hush@127.0.0.1:${await freePort()}/x`,
    })
    expect(code).to.not.equal(0)
    expect(text).to.include('DATABASE_URL')
    expect(text).to.not.include('hush-hush')
    expect(text).to.not.match(/\n\s+at /)
  })

  it('sends a strict policy, no stack and no version with every page', async () => {
    const product = await startProduct()
    try {
      for (const path of ['/', '/partner/', '/auth/nowhere', '/files/trust-store/x.p7b']) {
        const answer = await fetch(product.origin + path)
        const policy = answer.headers.get('content-security-policy') ?? ''
        expect(policy, path).to.include("default-src 'none'")
        expect(policy, path).to.not.include('unsafe')
        expect(answer.headers.get('x-content-type-options'), path).to.equal('nosniff')
        expect(answer.headers.get('x-powered-by'), path).to.equal(null)
      }
    } finally {
      await product.stop()
    }
  })
})
