import { execFileSync } from 'node:child_process'
import { createPrivateKey, createPublicKey, randomBytes, X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { decodeBundle, validate, type Certificate } from '../../partner/certificates/x509/index.ts'
import { deriveDataKey } from '../../platform/crypto/data-key.ts'
import { createVault } from '../../platform/crypto/seal.ts'
import { hasOpenssl } from '../../spec/openssl-chain.ts'
import { describeDatabases } from '../../spec/test-database.ts'
import { issue, type Issued, type IssueWish } from './issue.ts'
import { kinds, type CertificateKind } from './kinds.ts'
import { TestAuthorities } from './test-authorities.ts'

const at = new Date('2026-11-22T10:00:00Z')

/** What our engine must say of each kind; null: accepted. */
const found: Record<CertificateKind, string | null> = {
  good: null,
  expired: 'validity.not-after',
  'not-yet-valid': 'validity.not-before',
  'short-life': 'validity.remaining',
  'wrong-organisation': 'partner.organisation-different',
  'organisation-missing': 'partner.organisation-missing',
  'weak-key': 'key.too-short',
  sha1: 'signature.weak-hash',
  'version-1': 'version.not-3',
  'self-signed': 'partner.self-signed',
  'unknown-root': 'path.issuer-missing',
  'wrong-domain': 'path.issuer-missing',
  'missing-intermediate': 'path.issuer-missing',
  'ca-as-leaf': 'partner.is-ca',
  'key-usage': 'key-usage.leaf',
  'broken-signature': 'signature.invalid',
}

describeDatabases('the test authority', open => {
  let drop: () => Promise<void>
  let authorities: TestAuthorities
  let anchors: Certificate[]
  let intermediates: Certificate[]

  const read = (pem: string): Certificate => decodeBundle(Buffer.from(pem)).certificates[0]!
  before(async () => {
    const opened = await open()
    drop = opened.drop
    authorities = new TestAuthorities({ db: opened.db, vault: createVault(deriveDataKey(randomBytes(32))) })
    for (const domain of ['FTM', 'AUTH'] as const) await authorities.provide(domain, at)
    anchors = [read((await authorities.of('FTM', 'root')).certificate.toString('pem'))]
    intermediates = [read((await authorities.of('FTM', 'issuing')).certificate.toString('pem'))]
  })
  after(() => drop())

  const wish = (more: Partial<IssueWish> = {}): IssueWish => ({
    domain: 'FTM',
    organisation: 'Halden, "Secure" Elements + Söhne',
    kind: 'good',
    at,
    ...more,
  })
  const issued = async (more: Partial<IssueWish> = {}): Promise<Issued> => {
    const result = await issue(authorities, wish(more))
    if (typeof result === 'string') throw new Error(`not issued: ${result}`)
    return result
  }
  const judge = (pem: string) =>
    validate({
      leaf: read(pem),
      anchors,
      intermediates,
      at,
      profile: 'partner',
      profileParams: { domain: 'FTM', organisation: wish().organisation },
    })

  for (const kind of kinds)
    it(`issues ${kind}, for which our engine finds ${found[kind] ?? 'nothing wrong'}`, async () => {
      const { certificate } = await issued({ kind })
      const report = judge(certificate)
      const failed = report.checks.filter(({ outcome }) => outcome === 'FAILED').map(({ rule }) => rule)
      if (found[kind] === null) expect(failed).to.deep.equal([])
      else expect(failed).to.include(found[kind])
    })

  it('hands out the key that belongs to the certificate, and the issuers in order', async () => {
    const { certificate, privateKey, chain } = await issued()
    const leaf = new X509Certificate(certificate)
    expect(leaf.checkPrivateKey(createPrivateKey(privateKey!))).to.equal(true)
    const [issuing, root] = chain.map(pem => new X509Certificate(pem)) as [X509Certificate, X509Certificate]
    expect(leaf.checkIssued(issuing) && leaf.verify(issuing.publicKey)).to.equal(true)
    expect(issuing.verify(root.publicKey)).to.equal(true)
    expect(leaf.subject).to.include('Halden')
  })

  it('issues for the key of a certificate request', async function () {
    if (!hasOpenssl) return this.skip()
    const run = (...args: string[]) => execFileSync('openssl', args, { encoding: 'utf8', stdio: 'pipe' })
    const key = run('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256')
    const folder = mkdtempSync(join(tmpdir(), 'portico-csr-'))
    writeFileSync(join(folder, 'key.pem'), key)
    const csr = run('req', '-new', '-key', join(folder, 'key.pem'), '-subj', '/CN=chips.halden.example/O=x')
    rmSync(folder, { recursive: true })
    const { certificate, privateKey } = await issued({ csr })
    expect(privateKey).to.equal(undefined)
    const leaf = new X509Certificate(certificate)
    expect(leaf.publicKey.equals(createPublicKey(key))).to.equal(true)
    expect(leaf.subject).to.include('CN=chips.halden.example')
    expect(judge(certificate).verdict).to.equal('ACCEPTED')
    expect(await issue(authorities, wish({ csr, kind: 'weak-key' }))).to.equal('csr-and-kind')
    const lines = csr.split('\n')
    lines[2] = [...lines[2]!].toReversed().join('')
    expect(await issue(authorities, wish({ csr: lines.join('\n') }))).to.equal('csr')
  })

  it('takes nothing for a request that is none', async () => {
    for (const csr of ['x', '-----BEGIN CERTIFICATE REQUEST-----\nMAA=\n-----END CERTIFICATE REQUEST-----'])
      expect(await issue(authorities, wish({ csr }))).to.equal('csr')
  })

  it('keeps its keys sealed, and makes what is there no second time', async () => {
    const { certificate } = await authorities.of('FTM', 'root')
    await authorities.provide('FTM', at)
    expect((await authorities.of('FTM', 'root')).certificate.equal(certificate)).to.equal(true)
  })
})
