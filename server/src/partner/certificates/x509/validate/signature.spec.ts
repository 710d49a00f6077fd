import { expect } from 'chai'
import { decodeBundle, validate } from '../index.ts'
import type { Certificate } from '../index.ts'
import { caExtensions, hasOpenssl, OpensslWorld } from '../spec/openssl-world.ts'
import type { Recipe } from '../spec/openssl-world.ts'

const at = new Date('2026-11-22T00:00:00Z')
const pss = (hash: string, salt: string): string[] => [
  '-sigopt',
  'rsa_padding_mode:pss',
  '-sigopt',
  `rsa_pss_saltlen:${salt}`,
  '-sigopt',
  `rsa_mgf1_md:${hash}`,
]

describe('signatures', () => {
  let world: OpensslWorld
  let count = 0

  before(function () {
    if (!hasOpenssl) {
      console.log('      skipped: needs the openssl command')
      this.skip()
    }
    world = new OpensslWorld()
  })

  after(() => world?.remove())

  const chain = (key: Recipe['key'], more: Partial<Recipe> = {}): { root: Certificate; leaf: Certificate } => {
    const name = `root${++count}`
    return {
      root: world.make({ name, key, extensions: [...caExtensions] }),
      leaf: world.make({ name: `leaf${count}`, issuer: name, ...more }),
    }
  }
  const failures = (leaf: Certificate, root: Certificate): string[] =>
    validate({ leaf, anchors: [root], intermediates: [], at, profile: 'rfc5280' })
      .checks.filter(check => check.outcome === 'FAILED')
      .map(check => check.rule)

  const kinds: [string, Recipe['key'], Partial<Recipe>][] = [
    ['RSA with SHA-256', 'rsa2048', {}],
    ['RSA with SHA-512', 'rsa2048', { digest: 'sha512' }],
    ['RSA-PSS with SHA-256', 'rsa2048', { options: pss('sha256', '32') }],
    ['RSA-PSS with SHA-384 and its own salt', 'rsa2048', { digest: 'sha384', options: pss('sha384', '20') }],
    ['ECDSA on P-256', 'p256', {}],
    ['ECDSA on P-384 with SHA-384', 'p384', { digest: 'sha384' }],
    ['ECDSA on P-521 with SHA-512', 'p521', { digest: 'sha512' }],
    ['Ed25519', 'ed25519', { digest: 'null' }],
    ['Ed448', 'ed448', { digest: 'null' }],
  ]
  for (const [title, key, more] of kinds)
    it(`by ${title} hold, and no longer once one bit is changed`, () => {
      const { root, leaf } = chain(key, more)
      expect(failures(leaf, root)).to.deep.equal([])
      const bytes = Buffer.from(leaf.der)
      bytes[bytes.lastIndexOf('Northwind') + 3]! ^= 1
      expect(failures(decodeBundle(bytes).certificates[0]!, root)).to.deep.equal(['signature.invalid'])
    })

  it('by RSA-PSS whose mask has another hash are refused', () => {
    const { root, leaf } = chain('rsa2048', { options: pss('sha512', '32') })
    expect(failures(leaf, root)).to.deep.equal(['signature.parameters'])
  })
})
