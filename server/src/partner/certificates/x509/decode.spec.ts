import { X509Certificate } from 'node:crypto'
import { expect } from 'chai'
import * as pkijs from 'pkijs'
import { buildPkcs7, Certificate, decodeBundle, decodeCertificate, validate } from './index.ts'
import { caExtensions, hasOpenssl, leafExtensions, OpensslWorld } from './spec/openssl-world.ts'
import { seeded } from './spec/seeded.ts'
import { element, reSign, replaceOnce } from './spec/re-sign.ts'

describe('decoding', () => {
  let world: OpensslWorld
  let root: Certificate
  let leaf: Certificate

  before(function () {
    if (!hasOpenssl) {
      console.log('      skipped: needs the openssl command')
      this.skip()
    }
    world = new OpensslWorld()
    root = world.make({ name: 'root' })
    leaf = world.make({
      name: 'leaf',
      issuer: 'root',
      subject: '/C=CH/O=Compagnie générale, S. à r.l./CN=Bélier \\+ fils',
      extensions: [
        ...leafExtensions,
        'authorityInfoAccess=caIssuers;URI:http://pki.example/ica5.cer',
        'subjectAltName=DNS:*.example.com,IP:2001:db8::1,email:ann@example.com',
      ],
    })
  })

  after(() => world?.remove())

  it('reads the same as node:crypto and pkijs', () => {
    for (const one of [root, leaf]) {
      const node = new X509Certificate(Buffer.from(one.der))
      expect(one.thumbprintSha256).to.equal(node.fingerprint256.replaceAll(':', ''))
      expect(one.thumbprintSha1).to.equal(node.fingerprint.replaceAll(':', ''))
      expect(one.serialNumber).to.equal(node.serialNumber)
      expect(one.notBefore).to.deep.equal(node.validFromDate)
      expect(one.notAfter).to.deep.equal(node.validToDate)
      expect(one.publicKey!.export({ format: 'der', type: 'spki' })).to.deep.equal(
        node.publicKey.export({ format: 'der', type: 'spki' }),
      )
      const peer = pkijs.Certificate.fromBER(Uint8Array.from(one.der))
      expect(one.rawExtensions.map(extension => extension.id)).to.deep.equal(
        peer.extensions!.map(extension => extension.extnID),
      )
      expect(Buffer.from(one.tbs)).to.deep.equal(Buffer.from(peer.tbsView))
    }
    expect(leaf.organisation).to.equal('Compagnie générale, S. à r.l.')
    expect(leaf.subject.text).to.equal('CN=Bélier \\+ fils,O=Compagnie générale\\, S. à r.l.,C=CH')
    expect(leaf.keyDescription).to.equal('EC P-256')
    expect(leaf.signatureAlgorithm).to.equal('ecdsa-with-SHA256')
    expect(leaf.extensions.issuerAddresses).to.deep.equal(['http://pki.example/ica5.cer'])
  })

  it('takes PEM with text around, several in any order, DER, and PKCS#7 in both coats, each certificate once', () => {
    const names = (bytes: Uint8Array): string[] => decodeBundle(bytes).certificates.map(one => one.displayName)
    const p7 = buildPkcs7([root, leaf])
    expect(
      names(Buffer.from(`\ufeffHello\n${leaf.pem}between${root.pem.replaceAll('\n', '\r\n')}${leaf.pem}after`)),
    ).to.deep.equal(['Bélier + fils', 'root'])
    expect(names(root.der)).to.deep.equal(['root'])
    expect(names(p7)).to.have.members(['root', 'Bélier + fils'])
    expect(
      names(Buffer.from(`-----BEGIN PKCS7-----\n${Buffer.from(p7).toString('base64')}\n-----END PKCS7-----`)),
    ).to.have.length(2)
  })

  it('builds PKCS#7 that OpenSSL reads', () => {
    const pem = `-----BEGIN PKCS7-----\n${Buffer.from(buildPkcs7([root, leaf]))
      .toString('base64')
      .replace(/.{64}/g, '$&\n')}\n-----END PKCS7-----\n`
    const read = world.run(['pkcs7', '-print_certs', '-in', world.write('chain.p7b', pem)])
    expect(read.match(/BEGIN CERTIFICATE/g)).to.have.length(2)
  })

  const rule = (bytes: Uint8Array): string | undefined => decodeBundle(bytes).faults[0]?.rule

  it('names what is wrong with the file', () => {
    expect(rule(Buffer.from(''))).to.equal('bundle.empty')
    expect(rule(Buffer.from('0 is where it starts, and nothing follows'))).to.equal('bundle.no-certificate')
    expect(rule(Buffer.alloc(65 * 1024, 65))).to.equal('bundle.too-large')
    expect(rule(Buffer.from(Array.from({ length: 11 }, () => root.pem).join('')))).to.equal('bundle.too-many')
    expect(rule(Buffer.from(world.keyPem('leaf')))).to.equal('bundle.private-key')
    expect(rule(Buffer.from(root.pem.replace('-----END', '-----FIN')))).to.equal('pem.broken')
    expect(rule(Buffer.from(root.pem.replace('MII', 'M*I').replace('MIIB', 'M*')))).to.equal('pem.broken')
    expect(rule(element(0x30, Buffer.from('06092a864886f70d010701', 'hex')))).to.equal('pkcs7.not-signed-data')
  })

  const faults: [string, () => Buffer][] = [
    ['der.trailing-bytes', () => Buffer.concat([root.der, Buffer.from([0])])],
    ['der.truncated', () => Buffer.from(root.der.subarray(0, -1))],
    [
      'der.indefinite-length',
      () => Buffer.concat([Buffer.from([0x30, 0x80]), root.der.subarray(4), Buffer.from([0, 0])]),
    ],
    ['der.length', () => Buffer.concat([Buffer.from([0x30, 0x83, 0]), root.der.subarray(2)])],
    ['der.structure', () => element(0x30, element(0x30, Buffer.alloc(0)))],
    ['der.tag', () => element(0x30, Buffer.from([0x1f, 0x81, 0x01, 0x00]))],
    ['der.form', () => element(0x30, Buffer.from([0x24, 0x00]))],
    ['der.nesting', () => Array.from({ length: 40 }).reduce<Buffer>(inner => element(0x30, inner), Buffer.alloc(0))],
    ['der.boolean', () => element(0x30, Buffer.from([1, 1, 1]))],
    ['der.integer', () => element(0x30, Buffer.from([2, 2, 0, 1]))],
    ['der.bit-string', () => element(0x30, Buffer.from([3, 2, 1, 1]))],
    ['der.null', () => element(0x30, Buffer.from([5, 1, 0]))],
    ['der.oid', () => element(0x30, element(0x30, Buffer.from([6, 2, 0x2a, 0x80])))],
    ['der.oid', () => element(0x30, element(0x06, Buffer.alloc(60_000, 0x81), Buffer.from([1])))],
    ['der.set-order', () => element(0x30, element(0x31, Buffer.from([2, 1, 2]), Buffer.from([2, 1, 1])))],
    [
      'der.default-encoded',
      () => reSign(root, world.keyPem('root'), tbs => replaceOnce(tbs, 'a003020102', 'a003020100')),
    ],
    [
      'time.form',
      () =>
        reSign(root, world.keyPem('root'), tbs =>
          replaceOnce(tbs, Buffer.from('350101000000Z').toString('hex'), Buffer.from('350230000000Z').toString('hex')),
        ),
    ],
    [
      'name.encoding',
      () =>
        reSign(root, world.keyPem('root'), tbs =>
          Buffer.from(tbs.toString('latin1').replaceAll('Northwind', 'Northw\xffnd'), 'latin1'),
        ),
    ],
    ['key.explicit-curve', () => explicitCurve()],
  ]
  for (const [name, make] of faults)
    it(`names ${name}`, () => expect(decodeCertificate(make())).to.include({ rule: name }))

  /** The named curve replaced by a structure of the same length. */
  const explicitCurve = (): Buffer =>
    reSign(root, world.keyPem('root'), tbs => replaceOnce(tbs, '06082a8648ce3d030107', '300806062a8648ce3d01'))

  const flaws: [string, () => Buffer][] = [
    [
      'signature.algorithm-mismatch',
      () =>
        Buffer.concat([
          root.der.subarray(0, 4),
          root.tbs,
          replaceOnce(Buffer.from(root.der.subarray(4 + root.tbs.length)), '2a8648ce3d040302', '2a8648ce3d040303'),
        ]),
    ],
    ['version.mismatch', () => reSign(root, world.keyPem('root'), tbs => replaceOnce(tbs, 'a003020102', 'a003020101'))],
    [
      'extensions.malformed',
      () => reSign(root, world.keyPem('root'), tbs => replaceOnce(tbs, '0101ff040530030101ff', '0101ff040530030401ff')),
    ],
  ]
  for (const [name, make] of flaws)
    it(`keeps a readable certificate with ${name}, and refuses by it alone`, () => {
      const certificate = decodeCertificate(make()) as Certificate
      const { checks } = validate({
        leaf: certificate,
        anchors: [certificate],
        intermediates: [],
        at: new Date('2026-01-01T00:00:00Z'),
        profile: 'rfc5280',
      })
      expect(checks.filter(check => check.outcome === 'FAILED').map(check => check.rule))
        .to.include(name)
        .and.have.length(1)
    })

  it('survives 20,000 mutations without crash or growth, and never takes one for the original', () => {
    const random = seeded(7)
    const originals = [
      root.der,
      leaf.der,
      world.make({
        name: 'wide',
        extensions: [
          ...caExtensions,
          'certificatePolicies=1.2.3',
          'nameConstraints=critical,permitted;DNS:example.com',
          'crlDistributionPoints=URI:http://x.example/',
        ],
      }).der,
    ]
    const before = process.memoryUsage().heapUsed
    let readable = 0
    for (let i = 0; i < Number(process.env.FUZZ_COUNT ?? 20_000); i++) {
      const bytes = mutated(originals[i % originals.length]!, random)
      const { certificates } = decodeBundle(bytes)
      const [certificate] = certificates
      if (!certificate) continue
      readable++
      const { verdict } = validate({
        leaf: certificate,
        anchors: [root],
        intermediates: [],
        at: new Date('2026-01-01T00:00:00Z'),
        profile: 'rfc5280',
      })
      expect(
        verdict === 'ACCEPTED' &&
          Buffer.compare(certificate.der, leaf.der) !== 0 &&
          Buffer.compare(certificate.der, root.der) !== 0,
      ).to.equal(false)
    }
    expect(readable).to.be.greaterThan(100)
    expect((process.memoryUsage().heapUsed - before) / 2 ** 20).to.be.lessThan(100)
  })
})

/** One to four changes: a bit, a byte, a cut, a doubled stretch. */
function mutated(original: Uint8Array, random: (below: number) => number): Buffer {
  let bytes = Buffer.from(original)
  for (let i = random(4); i >= 0; i--) {
    const at = random(bytes.length)
    const kind = random(5)
    if (kind === 0) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + random(8))])
    else if (kind === 1)
      bytes = Buffer.concat([
        bytes.subarray(0, at),
        bytes.subarray(Math.max(0, at - random(40)), at),
        bytes.subarray(at),
      ])
    else if (bytes.length > 0) bytes[at] = kind === 2 ? random(256) : bytes[at]! ^ (1 << random(8))
  }
  return bytes
}
