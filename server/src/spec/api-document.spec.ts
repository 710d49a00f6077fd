import { execFile, spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { CertificateHouse } from '../partner/certificates/partner-certificates/spec/certificate-house.ts'
import { hasOpenssl } from '../partner/certificates/x509/spec/openssl-world.ts'
import { partnerTopic } from '../partner/partners/index.ts'
import { makeToken, temporaryFile } from './api-token.ts'
import { describeEach } from './test-database.ts'

const DOCUMENT = join(import.meta.dirname, '../../../docs/api.md')

interface Example {
  heading: string
  language: string
  code: string
  /** The answer that the document shows below it. */
  answer: unknown
}

/** The fenced blocks of the document, each JSON with the block above it. */
function examples(): Example[] {
  const found: Example[] = []
  let heading = ''
  for (const [, title, language, code] of readFileSync(DOCUMENT, 'utf8').matchAll(
    /^## (.+)$|^```(\w+)\n([^]*?)^```$/gm,
  ))
    if (title) heading = title
    else if (language === 'json') found.at(-1)!.answer = JSON.parse(code!)
    else found.push({ heading, language: language!, code: code!, answer: undefined })
  return found
}

/** What a reader relies on word by word; of everything else the form is enough. */
const EXACT = new Set(['__typename', 'code', 'field', 'message', 'state', 'cost', 'alreadyCurrent'])

/** The value as it may be compared: the same fields, the same kinds of value. */
function shape(value: unknown, name = ''): unknown {
  if (EXACT.has(name)) return value
  if (Array.isArray(value)) return value.slice(0, 1).map(item => shape(item))
  if (typeof value !== 'object' || value === null) return typeof value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shape(inner, key)]))
}

describeEach('docs/api.md', fresh => {
  let house: CertificateHouse
  let environment: NodeJS.ProcessEnv
  const place = temporaryFile('certificate.pem')

  before(async function () {
    if (!hasOpenssl) return this.skip()
    house = await new CertificateHouse().open(await fresh())
    writeFileSync(place.path, house.leaf().pem)
    environment = {
      PATH: process.env['PATH'],
      PORTICO: house.world.origin,
      TOKEN: await makeToken(house.northwind, ['certificate.read', 'certificate.write']),
    }
  })
  after(async () => {
    place.remove()
    await house?.close()
  })

  const run = (code: string, more: NodeJS.ProcessEnv = {}) =>
    new Promise<string>((done, fail) =>
      execFile(
        'bash',
        ['-euo', 'pipefail', '-c', code],
        { cwd: place.folder, env: { ...environment, ...more } },
        (error, out) => (error ? fail(error) : done(out)),
      ),
    )

  const all = examples()
  const shell = all.filter(({ language, code }) => language === 'sh' && !code.includes('export TOKEN'))

  it('has examples to run', () => {
    expect(shell.filter(({ answer }) => answer !== undefined)).to.have.length.greaterThan(4)
    expect(all.map(({ language }) => language)).to.include('js')
  })

  shell.forEach(({ heading, code, answer }, n) => {
    it(`${n + 1}. ${heading}`, async () => {
      const token = code.includes('trustCertificates') ? { TOKEN: await makeToken(house.admin, ['trust.read']) } : {}
      const said = await run(code, token)
      if (answer === undefined) expect(said).to.match(/\S/)
      else expect(shape(JSON.parse(said)), said).to.deep.equal(shape(answer))
    })
  })

  for (const { heading, code } of all.filter(({ language }) => language === 'js'))
    it(`${heading}, in JavaScript`, async () => {
      const child = spawn(process.execPath, ['--input-type=module', '--eval', code], {
        // Where the package is found.
        cwd: import.meta.dirname,
        env: environment,
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      const partnerId = await house.partnerId('northwind')
      // Nobody tells when a subscription is in place, so it happens until it is heard.
      const happening = setInterval(
        () => house.world.house.bus.publish(partnerTopic, { kind: 'CONTACT_CHANGED', partnerId }),
        50,
      )
      try {
        const heard = await new Promise<string>((done, fail) => {
          child.stdout.once('data', (chunk: Buffer) => done(String(chunk)))
          child.once('exit', code => fail(new Error(`ended with ${code}`)))
        })
        expect(heard).to.match(/kind: 'CONTACT_CHANGED'[^]*northwind/)
      } finally {
        clearInterval(happening)
        child.kill()
      }
    })
})
