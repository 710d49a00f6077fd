import { spawnSync } from 'node:child_process'
import { expect } from 'chai'
import { decodeBundle, validate } from './index.ts'
import type { Certificate } from './index.ts'
import { encoded, parseDer } from './decode/der.ts'
import { pem } from './decode/pem.ts'
import { caExtensions, hasOpenssl, leafExtensions, OpensslWorld } from './spec/openssl-world.ts'
import { element, reSign } from './spec/re-sign.ts'
import { seeded } from './spec/seeded.ts'

/**
 * What OpenSSL refuses and we accept, by OpenSSL's own words, each with its reason in docs/certificates.md. Anything
 * else that only we accept is a defect.
 */
const listed: { said: RegExp; reason: string; only?: (mutation: Mutation) => boolean }[] = [
  {
    said: /Basic Constraints of CA cert not marked critical/,
    reason: 'RFC 5280 §6.1.4 (k) does not ask it of intermediates, and PKITS 4.6.4 is valid',
  },
  {
    said: /CA cert does not include key usage extension/,
    reason: 'RFC 5280 §6.1.4 (n) judges key usage only where it is present',
  },
  {
    said: /certificate has expired/,
    reason: 'RFC 5280 §4.1.2.5 includes the second of notAfter, OpenSSL does not',
    only: ({ at, ends }) => ends.some(end => end.getTime() === at.getTime()),
  },
]

/** One chain to be judged by both, and what was done to it. */
interface Mutation {
  what: string
  leaf: Buffer
  middle: Buffer
  at: Date
  /** When the certificates end. */
  ends: Date[]
}

type Random = (below: number) => number
type Change = (tbs: Buffer, random: Random) => Buffer

describe('beside openssl verify -x509_strict', function () {
  this.timeout(600_000)
  const count = Number(process.env.DIFFERENTIAL_COUNT ?? 1000)
  let world: OpensslWorld
  let root: Certificate
  const chains: { leaf: Certificate; middle: Certificate; key: string }[] = []

  before(function () {
    if (!hasOpenssl) {
      console.log('      skipped: needs the openssl command')
      this.skip()
    }
    world = new OpensslWorld()
    root = world.make({ name: 'root' })
    const rich =
      'nameConstraints=critical,permitted;DNS:example.com,excluded;DNS:bad.example.com,permitted;email:example.com,permitted;IP:192.0.2.0/255.255.255.0'
    const makers: [string[], string[]][] = [
      [[], []],
      [[rich], ['subjectAltName=DNS:www.example.com,email:ann@example.com,IP:192.0.2.7']],
      [
        ['extendedKeyUsage=clientAuth,emailProtection', 'certificatePolicies=1.2.3.4'],
        ['extendedKeyUsage=clientAuth', 'certificatePolicies=1.2.3.4', 'subjectAltName=URI:https://example.com/x'],
      ],
    ]
    for (const [i, [above, below]] of makers.entries()) {
      const middle = world.make({ name: `middle${i}`, issuer: 'root', extensions: [...caExtensions, ...above] })
      const leaf = world.make({ name: `leaf${i}`, issuer: `middle${i}`, extensions: [...leafExtensions, ...below] })
      chains.push({ leaf, middle, key: `middle${i}` })
    }
    world.write('roots.pem', root.pem)
  })

  after(() => world?.remove())

  it(`accepts nothing that OpenSSL refuses, in ${count} seeded mutations, but what is listed`, () => {
    const random = seeded(20261122)
    const tally = { both: 0, none: 0, onlyOpenssl: 0, listed: 0 }
    const defects: string[] = []
    for (let i = 0; i < count; i++) {
      const mutation = mutate(random)
      const mine = ours(mutation)
      const theirs = openssl(mutation)
      if (mine && theirs.accepted) tally.both++
      else if (!mine && !theirs.accepted) tally.none++
      else if (!mine) tally.onlyOpenssl++
      else if (listed.some(({ said, only }) => said.test(theirs.said) && (only?.(mutation) ?? true))) tally.listed++
      else defects.push(`${i} ${mutation.what}: ${theirs.said}`)
    }
    console.log(
      `      both accept ${tally.both}, both refuse ${tally.none}, only OpenSSL accepts ${tally.onlyOpenssl}, listed ${tally.listed}`,
    )
    expect(defects.join('\n')).to.equal('')
    expect(tally.both).to.be.greaterThan(count / 20)
    expect(tally.none).to.be.greaterThan(count / 5)
  })

  const ours = ({ leaf, middle, at }: Mutation): boolean => {
    const [certificate] = decodeBundle(leaf).certificates
    if (!certificate) return false
    const intermediates = decodeBundle(middle).certificates
    return (
      validate({ leaf: certificate, anchors: [root], intermediates, at, profile: 'rfc5280' }).verdict === 'ACCEPTED'
    )
  }

  const openssl = ({ leaf, middle, at }: Mutation): { accepted: boolean; said: string } => {
    const files = [world.write('m.pem', pem('CERTIFICATE', middle)), world.write('l.pem', pem('CERTIFICATE', leaf))]
    const time = String(Math.floor(at.getTime() / 1000))
    const { status, stderr } = spawnSync(
      'openssl',
      [
        'verify',
        '-x509_strict',
        '-no-CApath',
        '-no-CAstore',
        '-attime',
        time,
        '-CAfile',
        world.path('roots.pem'),
        '-untrusted',
        files[0]!,
        files[1]!,
      ],
      { encoding: 'utf8' },
    )
    return { accepted: status === 0, said: stderr.replaceAll('\n', ' ') }
  }

  const mutate = (random: Random): Mutation => {
    const chain = chains[random(chains.length)]!
    const at = new Date('2026-11-22T00:00:00Z')
    const good = {
      leaf: Buffer.from(chain.leaf.der),
      middle: Buffer.from(chain.middle.der),
      at,
      ends: [chain.leaf.notAfter, chain.middle.notAfter],
    }
    const [certificate, key, part] = random(2)
      ? [chain.leaf, chain.key, 'leaf' as const]
      : [chain.middle, 'root', 'middle' as const]
    const changed = (what: string, change: Change): Mutation => ({
      ...good,
      what: `${part}: ${what}`,
      [part]: reSign(certificate, world.keyPem(key), tbs => change(tbs, random)),
    })
    switch (random(8)) {
      case 0: {
        const bytes = Buffer.from(certificate.der)
        bytes[random(bytes.length)]! ^= 1 << random(8)
        return { ...good, what: `${part}: bit flipped, not signed again`, [part]: bytes }
      }
      case 1:
        return { ...good, what: 'issuer swapped', middle: Buffer.from(chains[random(chains.length)]!.middle.der) }
      case 2: {
        const edge = random(2) ? certificate.notBefore : certificate.notAfter
        return { ...good, what: 'date edge', at: new Date(edge.getTime() + (random(3) - 1) * 1000) }
      }
      case 3:
        return changed('extension dropped', (tbs, next) =>
          withExtensions(tbs, list => list.toSpliced(next(list.length), 1)),
        )
      case 4:
        return changed('extension added', (tbs, next) =>
          withExtensions(tbs, list => [...list, added[next(added.length)]!]),
        )
      case 5:
        return changed('critical turned', (tbs, next) =>
          withExtensions(tbs, list => list.with(next(list.length), turned(list[next(list.length)]!))),
        )
      case 6:
        return changed('extension byte changed', (tbs, next) =>
          withExtensions(tbs, list => {
            const at = next(list.length)
            const bytes = Buffer.from(list[at]!)
            bytes[bytes.length - 1 - next(Math.min(8, bytes.length))]! ^= 1 << next(8)
            return list.with(at, bytes)
          }),
        )
      default:
        return changed('byte of the signed part changed', (tbs, next) => {
          const bytes = Buffer.from(tbs)
          bytes[next(bytes.length)]! ^= 1 << next(8)
          return bytes
        })
    }
  }
})

/** Extensions somebody might add: unknown ones, critical or not, and known ones a second time or out of place. */
const added: Buffer[] = [
  '300606022a040400',
  '300906022a030101ff0400',
  '300c0603551d130405300301 01ff',
  '300f0603551d130101ff040530030101ff',
  '300e0603551d0f0101ff040403020106',
  '300e0603551d0f0101ff040403020780',
  '30130603551d25040c300a06082b06010505070301',
  '30130603551d110 40c300a8208782e6261642e6465',
  '300f0603551d240101ff0405300380 0100',
  '301a0603551d1e0101ff04103 00ea00c300a8208782e6261642e6465',
].map(hex => Buffer.from(hex.replaceAll(' ', ''), 'hex'))

function withExtensions(tbs: Buffer, change: (extensions: Buffer[]) => Buffer[]): Buffer {
  const fields = parseDer(tbs, 'tbs').children!
  const extensions = fields.at(-1)!.children![0]!.children!.map(node => Buffer.from(encoded(node)))
  const rest = fields.slice(0, -1).map(node => Buffer.from(encoded(node)))
  return element(0x30, ...rest, element(0xa3, element(0x30, ...change(extensions))))
}

/** The same extension, critical where it was not, and the other way round. */
function turned(extension: Buffer): Buffer {
  const [id, ...rest] = parseDer(extension, 'extension').children!.map(node => Buffer.from(encoded(node)))
  return rest.length === 2 ? element(0x30, id!, rest[1]!) : element(0x30, id!, Buffer.from([1, 1, 0xff]), rest[0]!)
}
