import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { hasOpenssl } from '../partner/certificates/x509/spec/openssl-world.ts'
import { CertificateHouse } from '../partner/certificates/partner-certificates/spec/certificate-house.ts'
import { makeToken, temporaryFile } from './api-token.ts'
import { describeEach } from './test-database.ts'

const EXAMPLE = join(import.meta.dirname, '../../../docs/examples/typescript/main.ts')

/** The documented client, as another program would run it: a process of its own that knows an address and a token. */
describeEach('the example client in docs/examples/typescript', fresh => {
  let house: CertificateHouse

  before(async function () {
    if (!hasOpenssl) return this.skip()
    house = await new CertificateHouse().open(await fresh())
  })
  after(() => house?.close())

  const run = async (token: string, ...args: string[]) => {
    const child = spawn(process.execPath, [EXAMPLE, ...args], {
      env: { PATH: process.env['PATH'], PORTICO_URL: house.world.origin, PORTICO_TOKEN: token },
      timeout: 30_000,
    })
    const said = { out: '', error: '' }
    child.stdout.on('data', (chunk: Buffer) => (said.out += String(chunk)))
    child.stderr.on('data', (chunk: Buffer) => (said.error += String(chunk)))
    const code = await new Promise<number | null>(done => child.once('close', done))
    return { code, ...said }
  }
  const upload = ['certificate.read', 'certificate.write']

  it('lists the certificates, uploads one and hears of it', async () => {
    const token = await makeToken(house.northwind, upload)
    const { path, remove } = temporaryFile('certificate.pem')
    const leaf = house.leaf()
    writeFileSync(path, leaf.pem)
    try {
      const { code, out, error } = await run(token, path)
      expect({ code, error }).to.deep.equal({ code: 0, error: '' })
      expect(out).to.match(/^northwind has \d+ certificate\(s\)\.$/m)
      expect(out).to.match(/^Stored\.$/m)
      expect(out).to.match(/^Heard of it: leaf-\d+: ACTIVE, until \d{4}-/m)
      const again = await run(token, path)
      expect(again).to.deep.include({ code: 0, error: '' })
      expect(again.out)
        .to.match(/^- leaf-\d+: ACTIVE/m)
        .and.include('in use already')
    } finally {
      remove()
    }
  })

  it('says why a certificate was refused, and ends with 1', async () => {
    const token = await makeToken(house.northwind, upload)
    const { path, remove } = temporaryFile('certificate.pem')
    writeFileSync(path, house.leaf({ subject: '/C=VD/O=Somebody Else/CN=other' }).pem)
    try {
      const { code, error } = await run(token, path)
      expect(code).to.equal(1)
      expect(error).to.match(/organisation/i)
    } finally {
      remove()
    }
  })

  it('says that its token lets nobody in, or not far enough', async () => {
    const { path, remove } = temporaryFile('certificate.pem')
    writeFileSync(path, house.leaf().pem)
    try {
      expect(await run('ptk_wrong')).to.deep.include({ code: 1 })
      expect((await run('ptk_wrong')).error).to.match(/not valid/)
      const reader = await makeToken(house.northwind, ['certificate.read'])
      const { code, error } = await run(reader, path)
      expect(code).to.equal(1)
      expect(error).to.match(/does not allow/)
    } finally {
      remove()
    }
  })
})
