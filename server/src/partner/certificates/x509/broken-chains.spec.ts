import { writeFileSync } from 'node:fs'
import { expect } from 'chai'
import { decodeBundle, decodeCrls, explain, languages, validate } from './index.ts'
import type { Certificate, Crl, Report } from './index.ts'
import { caExtensions, hasOpenssl, leafExtensions, OpensslWorld } from './spec/openssl-world.ts'
import type { Recipe } from './spec/openssl-world.ts'
import { reSign, replaceOnce } from './spec/re-sign.ts'

const at = new Date('2026-11-22T00:00:00Z')

/** What is handed in; what is left out is the good chain's. */
interface Chain {
  leaf: Certificate
  intermediates: Certificate[]
  anchors: Certificate[]
  crls?: Crl[]
  maxDepth?: number
}

interface Case {
  rule: string
  /** Index in the path of the certificate at fault. */
  index: number
  title: string
  make(): Partial<Chain>
}

const without = (extensions: readonly string[], start: string): string[] =>
  extensions.filter(line => !line.startsWith(start))
const swap = (extensions: readonly string[], start: string, line: string): string[] => [
  ...without(extensions, start),
  line,
]

describe('a chain made by OpenSSL with one fault', function () {
  let world: OpensslWorld
  let good: Chain
  let count = 0

  before(function () {
    if (!hasOpenssl) {
      console.log('      skipped: needs the openssl command')
      this.skip()
    }
    world = new OpensslWorld()
    const root = world.make({ name: 'root' })
    const middle = world.make({ name: 'middle', issuer: 'root', extensions: [...caExtensions] })
    good = { leaf: world.make({ name: 'leaf', issuer: 'middle' }), intermediates: [middle], anchors: [root] }
  })

  after(() => world?.remove())

  /** A leaf of the good intermediate, with this one difference. */
  const leaf = (difference: Partial<Recipe>): Partial<Chain> => ({
    leaf: world.make({ name: `leaf${++count}`, issuer: 'middle', ...difference }),
  })
  const leafWith = (...extensions: string[]): Partial<Chain> => leaf({ extensions: [...leafExtensions, ...extensions] })

  /** Another intermediate with this one difference, and a leaf below it. */
  const middle = (difference: Partial<Recipe>, below: Partial<Recipe> = {}): Partial<Chain> => {
    const name = `middle${++count}`
    const intermediate = world.make({ name, issuer: 'root', extensions: [...caExtensions], ...difference })
    return { intermediates: [intermediate], leaf: world.make({ name: `leaf${count}`, issuer: name, ...below }) }
  }
  const middleWith = (extension: string, below: Partial<Recipe> = {}): Partial<Chain> =>
    middle({ extensions: [...caExtensions, extension] }, below)

  /** Another root with this one difference, an intermediate and a leaf. */
  const root = (difference: Partial<Recipe>): Partial<Chain> => {
    const name = `root${++count}`
    const anchor = world.make({ name, ...difference })
    const intermediate = world.make({ name: `middle${count}`, issuer: name, extensions: [...caExtensions] })
    return {
      anchors: [anchor],
      intermediates: [intermediate],
      leaf: world.make({ name: `leaf${count}`, issuer: `middle${count}` }),
    }
  }
  const constrained = (constraint: string, san: string): Partial<Chain> =>
    middleWith(`nameConstraints=critical,${constraint}`, { extensions: [...leafExtensions, `subjectAltName=${san}`] })

  /** Lists of the good intermediate and the root, the leaf revoked or not. */
  const lists = ({ revoke = '', of = 'middle', to = '20261231000000Z' } = {}): Crl[] => {
    const config = `lists${++count}.cnf`
    writeFileSync(
      world.path(config),
      `[ca]\ndefault_ca=me\n[me]\ndatabase=${world.path(`index${count}`)}\ncrlnumber=${world.path(`crlnumber${count}`)}\ndefault_md=sha256\ncrl_extensions=ext\n[ext]\nauthorityKeyIdentifier=keyid\n`,
    )
    writeFileSync(
      world.path(`index${count}`),
      revoke === '' ? '' : `R\t350101000000Z\t260101000000Z,keyCompromise\t${revoke}\tunknown\t/CN=revoked\n`,
    )
    return ['root', of].flatMap(signer => {
      writeFileSync(world.path(`crlnumber${count}`), '01')
      const out = `${signer}${count}.crl`
      world.run([
        'ca',
        '-config',
        config,
        '-gencrl',
        '-keyfile',
        `${signer}.key`,
        '-cert',
        `${signer}.pem`,
        '-crl_lastupdate',
        '20260101000000Z',
        '-crl_nextupdate',
        signer === 'root' ? '20261231000000Z' : to,
        '-out',
        out,
      ])
      return decodeCrls(Buffer.from(world.run(['crl', '-in', out]))).crls
    })
  }

  /** An authority with the name and the key identifier of another, and a key of its own. */
  const impostor = (of: string, original: Certificate): string => {
    const name = `impostor${++count}`
    const id = original.extensions.subjectKeyIdentifier!.replace(/..(?=.)/g, '$&:')
    world.make({
      name,
      subject: `/C=CH/O=Northwind Identity Ltd/CN=${of}`,
      extensions: [...without(caExtensions, 'subjectKey'), `subjectKeyIdentifier=${id}`].filter(
        line => !line.startsWith('authorityKey'),
      ),
    })
    return name
  }

  /** A leaf whose public key is on no curve, signed properly. */
  const spoiledKey = (): Partial<Chain> => {
    const { leaf: fresh } = leaf({})
    const key = Buffer.from(fresh!.key.der).toString('hex')
    return changed({ leaf: fresh }, key, `${key.slice(0, -2)}${key.endsWith('00') ? '01' : '00'}`)
  }

  /** A chain whose leaf is changed in place and signed anew, for what the command line will not make. */
  const changed = ({ leaf }: Partial<Chain>, from: string, to: string): Partial<Chain> => {
    const bytes = reSign(leaf!, world.keyPem('middle'), tbs => replaceOnce(tbs, from, to))
    return { leaf: decodeBundle(bytes).certificates[0]! }
  }

  const cases: Case[] = [
    {
      rule: 'validity.not-after',
      index: 0,
      title: 'the leaf has expired',
      make: () => leaf({ to: '20261121235959Z' }),
    },
    {
      rule: 'validity.not-before',
      index: 0,
      title: 'the leaf begins later',
      make: () => leaf({ from: '20261122000001Z' }),
    },
    {
      rule: 'validity.not-after',
      index: 1,
      title: 'the intermediate has expired',
      make: () => middle({ to: '20260101000000Z' }),
    },
    {
      rule: 'validity.not-before',
      index: 1,
      title: 'the intermediate begins later',
      make: () => middle({ from: '20270101000000Z' }),
    },
    {
      rule: 'validity.not-after',
      index: 2,
      title: 'the root has expired',
      make: () => root({ to: '20260101000000Z' }),
    },
    {
      rule: 'signature.invalid',
      index: 0,
      title: 'the leaf is signed by another key',
      make: () => leaf({ issuer: impostor('middle', good.intermediates[0]!) }),
    },
    {
      rule: 'signature.invalid',
      index: 1,
      title: 'the intermediate is signed by another key',
      make: () => middle({ issuer: impostor('root', good.anchors[0]!) }),
    },
    {
      rule: 'signature.weak-hash',
      index: 0,
      title: 'the leaf is signed with MD5',
      make: () => middle({ key: 'rsa2048' }, { digest: 'md5' }),
    },
    {
      rule: 'path.issuer-missing',
      index: 1,
      title: 'the intermediate is not sent',
      make: () => ({ intermediates: [] }),
    },
    {
      rule: 'path.issuer-missing',
      index: 2,
      title: 'the root is not there',
      make: () => ({ anchors: [world.make({ name: 'stranger' })] }),
    },
    {
      rule: 'path.root-untrusted',
      index: 2,
      title: 'the root is sent but not trusted',
      make: () => ({
        anchors: [world.make({ name: 'stranger2' })],
        intermediates: [...good.intermediates, ...good.anchors],
      }),
    },
    {
      rule: 'path.self-signed',
      index: 0,
      title: 'the leaf signed itself',
      make: () => ({ leaf: world.make({ name: 'alone', extensions: [...leafExtensions] }) }),
    },
    {
      rule: 'path.issuer-other-key',
      index: 1,
      title: 'the intermediate of that name has another key',
      make: () => ({
        intermediates: [
          world.make({
            name: 'middle-rekeyed',
            subject: '/C=CH/O=Northwind Identity Ltd/CN=middle',
            issuer: 'root',
            extensions: [...caExtensions],
          }),
        ],
      }),
    },
    {
      rule: 'path.too-long',
      index: 0,
      title: 'there are more intermediates than asked for',
      make: () => ({ maxDepth: 0 }),
    },
    {
      rule: 'basic-constraints.missing',
      index: 1,
      title: 'the intermediate has no basic constraints',
      make: () => middle({ extensions: without(caExtensions, 'basic') }),
    },
    {
      rule: 'basic-constraints.not-ca',
      index: 1,
      title: 'the intermediate is a leaf',
      make: () => middle({ extensions: [...leafExtensions] }),
    },
    {
      rule: 'basic-constraints.not-critical',
      index: 2,
      title: 'the root does not mark CA:TRUE as critical',
      make: () => root({ extensions: swap(caExtensions, 'basic', 'basicConstraints=CA:TRUE') }),
    },
    {
      rule: 'basic-constraints.path-length',
      index: 2,
      title: 'the root allows no intermediate',
      make: () => root({ extensions: swap(caExtensions, 'basic', 'basicConstraints=critical,CA:TRUE,pathlen:0') }),
    },
    {
      rule: 'basic-constraints.path-length-without-ca',
      index: 0,
      title: 'a leaf limits the path',
      make: () => leaf({ extensions: swap(leafExtensions, 'basic', 'basicConstraints=critical,CA:FALSE,pathlen:0') }),
    },
    {
      rule: 'key-usage.cert-sign',
      index: 1,
      title: 'the intermediate may not sign certificates',
      make: () => middle({ extensions: swap(caExtensions, 'keyUsage', 'keyUsage=critical,digitalSignature') }),
    },
    {
      rule: 'key-usage.cert-sign',
      index: 2,
      title: 'the root may not sign certificates',
      make: () => root({ extensions: swap(caExtensions, 'keyUsage', 'keyUsage=critical,cRLSign') }),
    },
    {
      rule: 'key-usage.cert-sign-without-ca',
      index: 0,
      title: 'the leaf claims to sign certificates',
      make: () => leaf({ extensions: swap(leafExtensions, 'keyUsage', 'keyUsage=critical,keyCertSign') }),
    },
    {
      rule: 'key-usage.empty',
      index: 0,
      title: 'the key may be used for nothing',
      make: () => leaf({ extensions: swap(leafExtensions, 'keyUsage', '2.5.29.15=critical,DER:030100') }),
    },
    {
      rule: 'extended-key-usage.chain',
      index: 0,
      title: 'the intermediate lends another purpose',
      make: () =>
        middleWith('extendedKeyUsage=serverAuth', { extensions: [...leafExtensions, 'extendedKeyUsage=clientAuth'] }),
    },
    {
      rule: 'extensions.critical-unknown',
      index: 0,
      title: 'the leaf has an unknown critical extension',
      make: () => leafWith('1.2.3.4.5=critical,DER:0500'),
    },
    {
      rule: 'extensions.critical-unknown',
      index: 1,
      title: 'the intermediate has one',
      make: () => middleWith('1.2.3.4.5=critical,DER:0500'),
    },
    {
      rule: 'extensions.critical-unknown',
      index: 2,
      title: 'the root has one',
      make: () => root({ extensions: [...caExtensions, '1.2.3.4.5=critical,DER:0500'] }),
    },
    {
      rule: 'extensions.must-not-be-critical',
      index: 0,
      title: 'the subject key identifier is critical',
      make: () => leaf({ extensions: swap(leafExtensions, 'subjectKey', 'subjectKeyIdentifier=critical,hash') }),
    },
    {
      rule: 'extensions.must-be-critical',
      index: 1,
      title: 'name constraints are not critical',
      make: () => middleWith('nameConstraints=permitted;DNS:example.com'),
    },
    {
      rule: 'extensions.malformed',
      index: 0,
      title: 'an extension cannot be read',
      make: () => leafWith('2.5.29.17=DER:0500'),
    },
    {
      rule: 'extensions.duplicate',
      index: 0,
      title: 'an extension stands twice',
      make: () => changed(leafWith('1.2.3.4=DER:0500', '1.2.3.5=DER:0500'), '06032a0305', '06032a0304'),
    },
    {
      rule: 'key-identifier.subject-missing',
      index: 1,
      title: 'the intermediate does not identify its key',
      make: () =>
        middle(
          { extensions: swap(caExtensions, 'subjectKey', 'subjectKeyIdentifier=none') },
          { extensions: swap(leafExtensions, 'authorityKey', '2.5.29.35=DER:3006800401020304') },
        ),
    },
    {
      rule: 'key-identifier.authority-missing',
      index: 0,
      title: 'the leaf does not say which key signed it',
      make: () => leaf({ extensions: swap(leafExtensions, 'authorityKey', 'authorityKeyIdentifier=none') }),
    },
    {
      rule: 'key-identifier.mismatch',
      index: 0,
      title: 'the leaf names another key of its issuer',
      make: () => leaf({ extensions: swap(leafExtensions, 'authorityKey', '2.5.29.35=DER:3006800401020304') }),
    },
    {
      rule: 'name-constraints.permitted',
      index: 0,
      title: 'a host outside',
      make: () => constrained('permitted;DNS:example.com', 'DNS:www.example.org'),
    },
    {
      rule: 'name-constraints.excluded',
      index: 0,
      title: 'a host excluded',
      make: () => constrained('excluded;DNS:example.com', 'DNS:www.example.com'),
    },
    {
      rule: 'name-constraints.excluded',
      index: 0,
      title: 'a wildcard that reaches into the excluded',
      make: () => constrained('excluded;DNS:bad.example.com', 'DNS:*.example.com'),
    },
    {
      rule: 'name-constraints.permitted',
      index: 0,
      title: 'a mailbox outside',
      make: () => constrained('permitted;email:example.com', 'email:ann@www.example.com'),
    },
    {
      rule: 'name-constraints.permitted',
      index: 0,
      title: 'an address outside',
      make: () => constrained('permitted;IP:192.0.2.0/255.255.255.0', 'IP:192.0.3.1'),
    },
    {
      rule: 'name-constraints.permitted',
      index: 0,
      title: 'a URI outside',
      make: () => constrained('permitted;URI:.example.com', 'URI:https://example.com/'),
    },
    {
      rule: 'name-constraints.unsupported',
      index: 0,
      title: 'a URI without host, where URIs are limited',
      make: () => constrained('permitted;URI:.example.com', 'URI:urn:example:1'),
    },
    {
      rule: 'name-constraints.permitted',
      index: 0,
      title: 'a subject outside',
      make: () =>
        middle(
          {
            extensions: [...caExtensions, 'nameConstraints=critical,permitted;dirName:here'],
            sections: '[here]\nC=CH\nO=Somebody else\n',
          },
          {},
        ),
    },
    {
      rule: 'name-constraints.unsupported',
      index: 0,
      title: 'a kind of name that cannot be compared',
      make: () => constrained('permitted;RID:1.2.3', 'RID:1.2.4'),
    },
    {
      rule: 'name-constraints.syntax',
      index: 1,
      title: 'a limit with a leading period',
      make: () => constrained('permitted;DNS:.example.com', 'DNS:www.example.com'),
    },
    {
      rule: 'name-constraints.syntax',
      index: 1,
      title: 'a mask with a hole',
      make: () => constrained('permitted;IP:192.0.2.0/255.0.255.0', 'IP:192.0.2.1'),
    },
    {
      rule: 'name-constraints.in-leaf',
      index: 0,
      title: 'a leaf that limits names',
      make: () => leafWith('nameConstraints=critical,permitted;DNS:example.com'),
    },
    {
      rule: 'policies.none-valid',
      index: 0,
      title: 'a policy is demanded and none is there',
      make: () => middleWith('policyConstraints=critical,requireExplicitPolicy:0'),
    },
    {
      rule: 'policies.mapping-any',
      index: 1,
      title: 'any-policy is mapped',
      make: () => middleWith('policyMappings=critical,2.5.29.32.0:1.2.3.4'),
    },
    {
      rule: 'policies.duplicate',
      index: 0,
      title: 'a policy stands twice',
      make: () => leafWith('2.5.29.32=DER:300c300406022a03300406022a03'),
    },
    {
      rule: 'policies.qualifier',
      index: 0,
      title: 'a critical policy has an unknown qualifier',
      make: () => leafWith('2.5.29.32=critical,DER:3010300e06022a033008300606022a040500'),
    },
    {
      rule: 'names.alternative-syntax',
      index: 0,
      title: 'a host with an underscore',
      make: () => leafWith('subjectAltName=DNS:foo_bar.example.com'),
    },
    {
      rule: 'names.alternative-syntax',
      index: 0,
      title: 'an address as a host',
      make: () => leafWith('subjectAltName=DNS:192.0.2.1'),
    },
    {
      rule: 'names.alternative-missing',
      index: 0,
      title: 'no subject, and the alternative name not critical',
      make: () => leaf({ subject: '/', extensions: [...leafExtensions, 'subjectAltName=DNS:example.com'] }),
    },
    {
      rule: 'names.ca-subject-empty',
      index: 0,
      title: 'an authority without name',
      make: () => leaf({ subject: '/', extensions: [...caExtensions, 'subjectAltName=critical,DNS:example.com'] }),
    },
    { rule: 'serial.zero', index: 0, title: 'serial number 0', make: () => leaf({ serial: '00' }) },
    {
      rule: 'serial.too-long',
      index: 0,
      title: 'a serial number of 21 octets',
      make: () => leaf({ serial: '01'.repeat(21) }),
    },
    {
      rule: 'serial.negative',
      index: 0,
      title: 'a negative serial number',
      make: () => changed(leaf({ serial: '0102030405' }), '02050102030405', '02058102030405'),
    },
    { rule: 'version.not-3', index: 0, title: 'a leaf of version 1', make: () => leaf({ extensions: [] }) },
    {
      rule: 'version.not-3',
      index: 1,
      title: 'an intermediate of version 1',
      make: () =>
        middle(
          { extensions: [] },
          { extensions: swap(leafExtensions, 'authorityKey', '2.5.29.35=DER:3006800401020304') },
        ),
    },
    {
      rule: 'key.too-short',
      index: 1,
      title: 'an intermediate with an RSA key of 1024 bit',
      make: () => middle({ key: 'rsa1024' }),
    },
    {
      rule: 'signature.weak-hash',
      index: 0,
      title: 'the leaf is signed with SHA-1',
      make: () => leaf({ digest: 'sha1' }),
    },
    { rule: 'key.unreadable', index: 0, title: 'a key that is no point of its curve', make: () => spoiledKey() },
    { rule: 'key.unsupported', index: 0, title: 'a key on the curve P-192', make: () => leaf({ key: 'p192' }) },
    {
      rule: 'revocation.revoked',
      index: 0,
      title: 'the leaf is on its issuer’s list',
      make: () => ({ crls: lists({ revoke: good.leaf.serialNumber }) }),
    },
    {
      rule: 'revocation.unknown',
      index: 0,
      title: 'its issuer’s list is not there',
      make: () => ({ crls: lists().slice(0, 1) }),
    },
    {
      rule: 'revocation.stale',
      index: 0,
      title: 'its issuer’s list is out of date',
      make: () => ({ crls: lists({ to: '20261101000000Z' }) }),
    },
    {
      rule: 'revocation.signature',
      index: 0,
      title: 'its issuer’s list is signed by another key',
      make: () => ({ crls: forged() }),
    },
  ]

  /** A list in the intermediate's name, signed by a stranger's key. */
  const forged = (): Crl[] => {
    world.make({
      name: 'forger',
      subject: '/C=CH/O=Northwind Identity Ltd/CN=middle',
      extensions: without(caExtensions, 'authorityKey'),
    })
    const [own, theirs] = [lists(), lists({ of: 'forger' })]
    return [own[0]!, ...theirs.slice(1)]
  }

  const judge = (chain: Partial<Chain>): Report => validate({ ...good, ...chain, at, profile: 'rfc5280' })

  it('is accepted without the fault', () => {
    expect(judge({}).verdict).to.equal('ACCEPTED')
    expect(judge({ crls: lists() }).verdict).to.equal('ACCEPTED')
    expect(cases.length).to.be.at.least(40)
  })

  for (const { rule, index, title, make } of cases)
    it(`is refused by ${rule} on certificate ${index}: ${title}`, () => {
      const report = judge(make())
      const failed = report.checks.filter(check => check.outcome === 'FAILED')
      expect(failed.map(check => [check.rule, check.certificate])).to.deep.equal([[rule, index]])
      expect(report.path[index]?.name).to.equal(failed[0]!.certificateName)
      for (const language of languages) {
        const told = explain({ checks: failed }, language)[0]!
        expect(told.title, language).to.not.equal(rule)
        expect(told.detail, language).to.not.match(/[{}]/)
        expect(told.remedy, language).to.be.a('string').and.not.match(/[{}]/)
      }
    })
})
