import { expect } from 'chai'
import { explain, validate } from '../index.ts'
import type { Certificate, PartnerProfileParams, Report } from '../index.ts'
import { caExtensions, hasOpenssl, leafExtensions, OpensslWorld } from '../spec/openssl-world.ts'
import type { Recipe } from '../spec/openssl-world.ts'

const at = new Date('2026-11-22T00:00:00Z')
const registered = 'Northwind Identity Ltd'

describe('the partner profile', () => {
  let world: OpensslWorld
  let root: Certificate
  let middle: Certificate
  let count = 0

  before(function () {
    if (!hasOpenssl) {
      console.log('      skipped: needs the openssl command')
      this.skip()
    }
    world = new OpensslWorld()
    root = world.make({ name: 'root' })
    middle = world.make({ name: 'middle', issuer: 'root', extensions: [...caExtensions] })
  })

  after(() => world?.remove())

  const leaf = (difference: Partial<Recipe> = {}): Certificate =>
    world.make({ name: `leaf${++count}`, issuer: 'middle', ...difference })
  const judge = (
    certificate: Certificate,
    params: Partial<PartnerProfileParams> = {},
    intermediates = [middle],
  ): Report =>
    validate({
      leaf: certificate,
      anchors: [root],
      intermediates,
      at,
      profile: 'partner',
      profileParams: { domain: 'AUTH', organisation: registered, ...params },
    })
  const failures = (report: Report): [string, string | undefined][] =>
    report.checks.filter(check => check.outcome === 'FAILED').map(check => [check.rule, check.code])
  const isRefusedBy = (report: Report, rule: string, code?: string): void => {
    expect(failures(report)).to.deep.equal([[rule, code]])
    for (const language of ['en', 'fr', 'ar'])
      expect(explain(report, language).find(check => check.outcome === 'FAILED')!.remedy).to.be.a('string')
  }

  it('accepts a good certificate', () => expect(failures(judge(leaf()))).to.deep.equal([]))

  it('R-CRT-02 refuses an unknown domain (KER-PCM-011)', () => {
    for (const domain of ['AUTH', 'DEVICE', 'FTM', 'MISP'])
      expect(judge(leaf(), { domain }).verdict).to.equal('ACCEPTED')
    isRefusedBy(judge(leaf(), { domain: 'OTHER' }), 'partner.domain-unknown', 'KER-PCM-011')
  })

  it('R-CRT-03 refuses a certificate from the future (KER-PMS-020)', () =>
    isRefusedBy(judge(leaf({ from: '20261123000000Z' })), 'validity.not-before', 'KER-PMS-020'))

  it('R-CRT-04 refuses an expired certificate, once (KER-PCM-004)', () =>
    isRefusedBy(judge(leaf({ to: '20261101000000Z' })), 'validity.not-after', 'KER-PCM-004'))

  it('R-CRT-05 wants 335 days of life, as a setting (KER-PCM-004)', () => {
    expect(judge(leaf({ to: '20271023000000Z' })).verdict).to.equal('ACCEPTED')
    const short = leaf({ to: '20271022235959Z' })
    isRefusedBy(judge(short), 'validity.remaining', 'KER-PCM-004')
    expect(judge(short, { minimumRemainingDays: 30 }).verdict).to.equal('ACCEPTED')
  })

  it('R-CRT-06 refuses a self-signed certificate, once (KER-PCM-015)', () => {
    isRefusedBy(
      judge(world.make({ name: 'alone', extensions: [...leafExtensions] })),
      'partner.self-signed',
      'KER-PCM-015',
    )
    isRefusedBy(judge(root), 'partner.self-signed', 'KER-PCM-015')
  })

  it('R-CRT-07 refuses a chain that leads to no anchor of the domain (KER-PCM-006)', () => {
    isRefusedBy(judge(leaf(), {}, []), 'path.issuer-missing', 'KER-PCM-006')
  })

  it('R-CRT-07 allows four intermediates, and no fifth (KER-PCM-006)', () => {
    const chain = [middle]
    for (let i = 2; i <= 5; i++)
      chain.push(
        world.make({
          name: `middle${i}`,
          issuer: i === 2 ? 'middle' : `middle${i - 1}`,
          extensions: [...caExtensions],
        }),
      )
    expect(judge(leaf({ issuer: 'middle4' }), {}, chain).verdict).to.equal('ACCEPTED')
    isRefusedBy(judge(leaf({ issuer: 'middle5' }), {}, chain), 'path.too-long', 'KER-PCM-006')
    expect(judge(leaf({ issuer: 'middle5' }), { maxIntermediates: 5 }, chain).verdict).to.equal('ACCEPTED')
  })

  it('R-CRT-08 refuses a certificate that is not of version 3 (KER-PCM-007)', () =>
    isRefusedBy(judge(leaf({ extensions: [] })), 'version.not-3', 'KER-PCM-007'))

  it('R-CRT-09 wants the registered organisation, letter by letter (KER-PCM-008)', () => {
    isRefusedBy(judge(leaf({ subject: '/C=CH/CN=x' })), 'partner.organisation-missing', 'KER-PCM-008')
    const different = judge(leaf({ subject: '/C=CH/O=Northwind Identity Ltd./CN=x' }))
    isRefusedBy(different, 'partner.organisation-different', 'KER-PCM-008')
    expect(different.checks.find(check => check.outcome === 'FAILED')!.facts).to.include({
      position: 23,
      expected: '',
      actual: '.',
      kind: 'extra',
    })
    isRefusedBy(
      judge(leaf({ subject: '/C=CH/O=northwind Identity Ltd/CN=x' })),
      'partner.organisation-different',
      'KER-PCM-008',
    )
  })

  it('R-CRT-09 compares after NFC, trimming and collapsing spaces', () => {
    const one = leaf({ subject: '/C=CH/O=Ministère  de   l’Intérieur/CN=x' })
    expect(judge(one, { organisation: ' Ministe\u0300re de l’Inte\u0301rieur ' }).verdict).to.equal('ACCEPTED')
    expect(judge(one, { organisation: 'Ministere de l’Intérieur' }).verdict).to.equal('REFUSED')
  })

  it('R-CRT-10 wants RSA from 2048 bit, EC P-256, P-384, P-521 or Ed25519 (KER-PCM-013)', () => {
    for (const key of ['rsa2048', 'p256', 'p384', 'ed25519'] as const)
      expect(judge(leaf({ key })).verdict, key).to.equal('ACCEPTED')
    isRefusedBy(judge(leaf({ key: 'rsa1024' })), 'key.too-short', 'KER-PCM-013')
    isRefusedBy(judge(leaf({ key: 'p192' })), 'key.unsupported', 'KER-PCM-013')
  })

  it('R-CRT-11 refuses SHA-1 (KER-PCM-014)', () => {
    isRefusedBy(judge(leaf({ digest: 'sha1' })), 'signature.weak-hash', 'KER-PCM-014')
  })

  it('refuses an authority’s certificate', () =>
    isRefusedBy(judge(leaf({ extensions: [...caExtensions] })), 'partner.is-ca'))

  it('wants digitalSignature or keyEncipherment where key usage is stated, and no extended key usage', () => {
    const usage = (value: string): Report =>
      judge(
        leaf({
          extensions: [
            'basicConstraints=CA:FALSE',
            `keyUsage=critical,${value}`,
            'subjectKeyIdentifier=hash',
            'authorityKeyIdentifier=keyid',
          ],
        }),
      )
    expect(usage('keyEncipherment').verdict).to.equal('ACCEPTED')
    isRefusedBy(usage('nonRepudiation'), 'key-usage.leaf')
    expect(judge(leaf({ extensions: ['basicConstraints=CA:FALSE'] })).verdict).to.equal('ACCEPTED')
  })

  it('refuses an unknown critical extension', () =>
    isRefusedBy(
      judge(leaf({ extensions: [...leafExtensions, '1.2.3.4=critical,DER:0500'] })),
      'extensions.critical-unknown',
    ))

  it('accepts certificates without key identifiers, since Key Manager issues them so', () => {
    expect(
      judge(
        leaf({
          extensions: [
            'keyUsage=critical,digitalSignature',
            'subjectKeyIdentifier=none',
            'authorityKeyIdentifier=none',
          ],
        }),
      ).verdict,
    ).to.equal('ACCEPTED')
  })

  it('tells every fault of a certificate at once, each once', () => {
    const report = judge(leaf({ subject: '/C=CH/CN=x', to: '20261101000000Z', key: 'rsa1024', digest: 'sha1' }), {}, [])
    expect(failures(report).map(([rule]) => rule)).to.have.members([
      'path.issuer-missing',
      'validity.not-after',
      'partner.organisation-missing',
      'key.too-short',
      'signature.weak-hash',
    ])
  })
})
