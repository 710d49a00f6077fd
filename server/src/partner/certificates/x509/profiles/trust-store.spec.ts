import { expect } from 'chai'
import { validate } from '../index.ts'
import type { Certificate, Report } from '../index.ts'
import { caExtensions, hasOpenssl, leafExtensions, OpensslWorld } from '../spec/openssl-world.ts'
import type { Recipe } from '../spec/openssl-world.ts'

const at = new Date('2026-11-22T00:00:00Z')

describe('the trust-store profile', () => {
  let world: OpensslWorld
  let root: Certificate
  let count = 0

  before(function () {
    if (!hasOpenssl) {
      console.log('      skipped: needs the openssl command')
      this.skip()
    }
    world = new OpensslWorld()
    root = world.make({ name: 'root' })
  })

  after(() => world?.remove())

  const make = (difference: Partial<Recipe> = {}): Certificate =>
    world.make({ name: `ca${++count}`, extensions: [...caExtensions], ...difference })
  const below = (difference: Partial<Recipe> = {}): Certificate => make({ issuer: 'root', ...difference })
  const judge = (leaf: Certificate, anchors = [root]): Report =>
    validate({ leaf, anchors, intermediates: [], at, profile: 'trust-store' })
  const failures = (report: Report): [string, string | undefined][] =>
    report.checks.filter(check => check.outcome === 'FAILED').map(check => [check.rule, check.code])

  it('accepts a root as its own anchor, whose role is ROOT', () => {
    const report = judge(make(), [])
    expect(failures(report)).to.deep.equal([])
    expect(report.path.map(entry => entry.role)).to.deep.equal(['ROOT'])
  })

  it('accepts an intermediate whose root is trusted', () => {
    const report = judge(below())
    expect(failures(report)).to.deep.equal([])
    expect(report.path.map(entry => [entry.name, entry.inTrustStore])).to.deep.equal([
      [`ca${count}`, false],
      ['root', true],
    ])
  })

  it('accepts a root signed with SHA-1, whose own signature proves nothing, and no intermediate so signed', () => {
    expect(failures(judge(make({ digest: 'sha1', key: 'rsa2048' }), []))).to.deep.equal([])
    expect(failures(judge(below({ digest: 'sha1' })))).to.deep.equal([['signature.weak-hash', 'KER-PCM-014']])
  })

  const refusals: [string, string | undefined, string, () => Certificate][] = [
    [
      'trust-store.issuer-missing',
      'KER-PCM-005',
      'an intermediate without its issuer',
      () => (world.make({ name: 'unknown' }), make({ issuer: 'unknown' })),
    ],
    ['validity.not-after', 'KER-PCM-004', 'an expired one', () => make({ to: '20260101000000Z' })],
    ['validity.not-before', 'KER-PMS-020', 'one from the future', () => make({ from: '20270101000000Z' })],
    ['validity.life', 'KER-PCM-017', 'one with less than twelve months', () => below({ to: '20271121235959Z' })],
    ['version.not-3', 'KER-PCM-007', 'one of version 1', () => below({ extensions: [] })],
    ['trust-store.not-ca', undefined, 'a leaf', () => below({ extensions: [...leafExtensions] })],
    [
      'key-usage.missing',
      undefined,
      'one that does not state its key usage',
      () => below({ extensions: ['basicConstraints=critical,CA:TRUE'] }),
    ],
    [
      'key-usage.cert-sign',
      undefined,
      'one that may not sign certificates',
      () => below({ extensions: ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,cRLSign'] }),
    ],
    [
      'basic-constraints.not-critical',
      undefined,
      'a root that does not mark CA:TRUE as critical',
      () => make({ extensions: ['basicConstraints=CA:TRUE', 'keyUsage=critical,keyCertSign'] }),
    ],
    ['key.too-short', 'KER-PCM-013', 'a short key', () => below({ key: 'rsa1024' })],
    ['key.unsupported', 'KER-PCM-013', 'a length that is no multiple of 8', () => below({ key: 'rsa2052' })],
  ]
  for (const [rule, code, title, certificate] of refusals)
    it(`refuses ${title} by ${rule}${code ? ` (${code})` : ''}`, () =>
      expect(failures(judge(certificate()))).to.deep.equal([[rule, code]]))

  it('counts twelve months to the day', () =>
    expect(judge(below({ to: '20271122000000Z' })).verdict).to.equal('ACCEPTED'))

  it('judges an intermediate that is in the store already by its issuers again', () => {
    const known = below()
    expect(failures(judge(known, [known]))).to.deep.equal([['trust-store.issuer-missing', 'KER-PCM-005']])
    expect(judge(known, [known, root]).path).to.have.length(2)
  })
})
