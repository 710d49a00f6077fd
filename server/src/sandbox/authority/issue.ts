import { KeyObject, sign, webcrypto } from 'node:crypto'
import { DAY } from '../../platform/clock/clock.ts'
import type { Domain } from '../authorities.seed.ts'
import type { SandboxAuthority } from './certificate-authority.ts'
import { needsOwnKey, type CertificateKind } from './kinds.ts'
import type { TestAuthorities, TestRole } from './test-authorities.ts'

export interface IssueWish {
  domain: Domain
  organisation: string
  kind: CertificateKind
  /** PKCS#10 in PEM. Absent: a key is made. */
  csr?: string
  /** Common name; the request's, else the organisation's name, when not said. */
  commonName?: string
  /** Business time: what expired and what has not begun is told from here. */
  at: Date
  /** First and last instant, where the kind does not say: for certificates of the sandbox's past. */
  life?: { from: Date; to: Date }
}

export interface Issued {
  /** PEM of the leaf, and of its issuers up to the root. */
  certificate: string
  chain: string[]
  /** PKCS#8 in PEM, where the key was made here. Kept nowhere. */
  privateKey?: string
}

/** What stands in the way: a fault of the wish, by the field it is about. */
export type IssueProblem = 'domain' | 'organisation' | 'kind' | 'csr' | 'csr-and-kind'

const SHA256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const rsa = (modulusLength: number) => ({
  name: 'RSASSA-PKCS1-v1_5',
  modulusLength,
  publicExponent: new Uint8Array([1, 0, 1]),
  hash: 'SHA-256',
})

/** Issues a partner's certificate, good or with the fault asked for. Keeps nothing. */
export async function issue(authorities: TestAuthorities, wish: IssueWish): Promise<Issued | IssueProblem> {
  const { kind, organisation } = wish
  if (wish.csr && needsOwnKey.has(kind)) return 'csr-and-kind'
  // Loaded here: a library that only issuing needs.
  const x509 = await import('./certificate-authority.ts')
  const request = wish.csr ? await x509.readRequest(wish.csr) : null
  if (wish.csr && !request) return 'csr'
  const own = request ? null : await generateKey(kind)
  const issuer = await issuerOf(authorities, wish)
  const { from, to } = lifeOf(wish)
  const leaf = await x509.issueLeaf({
    subject: {
      commonName: (wish.commonName ?? request?.commonName ?? organisation).slice(0, 64),
      organisation:
        kind === 'organisation-missing'
          ? null
          : kind === 'wrong-organisation'
            ? `${organisation} Branch`
            : organisation,
    },
    publicKey: request?.publicKey ?? own!.publicKey,
    from,
    to,
    issuer: kind === 'self-signed' ? { own: own!, algorithm: rsa(2_048) } : issuer.authority,
    signing: kind === 'sha1' ? { ...SHA256, hash: 'SHA-1' } : SHA256,
    authority: kind === 'ca-as-leaf',
    usage: kind === 'key-usage' ? 'agreement' : 'usual',
  })
  const der = await afterwards(kind, leaf, issuer.authority)
  return {
    certificate: pem('CERTIFICATE', der),
    chain: kind === 'self-signed' ? [] : issuer.chain,
    ...(own ? { privateKey: pem('PRIVATE KEY', await webcrypto.subtle.exportKey('pkcs8', own.privateKey)) } : {}),
  }
}

const generateKey = async (kind: CertificateKind): Promise<webcrypto.CryptoKeyPair> =>
  webcrypto.subtle.generateKey(rsa(kind === 'weak-key' ? 1_024 : 2_048), true, ['sign', 'verify'])

async function issuerOf(authorities: TestAuthorities, { kind, domain }: IssueWish) {
  const roles: Partial<Record<CertificateKind, TestRole>> = {
    'unknown-root': 'stranger',
    'missing-intermediate': 'unlisted',
  }
  const role = roles[kind] ?? 'issuing'
  const where: Domain = kind !== 'wrong-domain' ? domain : domain === 'AUTH' ? 'DEVICE' : 'AUTH'
  const authority = await authorities.of(where, role)
  const above = role === 'stranger' ? [] : [await authorities.of(where, 'root')]
  return { authority, chain: [authority, ...above].map(({ certificate }) => pem('CERTIFICATE', certificate.rawData)) }
}

/** Good ones live two years from an hour ago: clocks of partners may be behind. */
function lifeOf({ kind, at, life }: IssueWish): { from: Date; to: Date } {
  const days: Partial<Record<CertificateKind, [from: number, to: number]>> = {
    expired: [-400, -2],
    'not-yet-valid': [10, 740],
    'short-life': [-1 / 24, 200],
  }
  const [from, to] = days[kind] ?? [-1 / 24, 730]
  const day = (offset: number) => new Date(at.getTime() + offset * DAY)
  return life ?? { from: day(from), to: day(to) }
}

/** Faults that no library makes: done to the finished certificate. */
async function afterwards(kind: CertificateKind, der: Buffer, { keys }: SandboxAuthority): Promise<Buffer> {
  if (kind === 'broken-signature') {
    const broken = Buffer.from(der)
    // The last byte belongs to the signature's second number: the structure stays whole.
    broken[broken.length - 1]! ^= 1
    return broken
  }
  return kind === 'version-1' ? versionOne(der, keys.privateKey) : der
}

/** The certificate without version and extensions, as X.509 was in 1988, signed anew. */
async function versionOne(der: Buffer, issuerKey: webcrypto.CryptoKey): Promise<Buffer> {
  const { BitString, fromBER, Sequence } = await import('asn1js')
  const [tbs, algorithm] = (fromBER(der).result as InstanceType<typeof Sequence>).valueBlock.value as [
    InstanceType<typeof Sequence>,
    InstanceType<typeof Sequence>,
  ]
  const CONTEXT_SPECIFIC = 3
  const body = new Sequence({
    value: tbs.valueBlock.value.filter(element => element.idBlock.tagClass !== CONTEXT_SPECIFIC),
  })
  const signature = sign('sha256', Buffer.from(body.toBER()), KeyObject.from(issuerKey as never))
  const valueHex = new Uint8Array(signature).buffer as ArrayBuffer
  return Buffer.from(new Sequence({ value: [body, algorithm, new BitString({ valueHex })] }).toBER())
}

/** RFC 7468: lines of 64 letters. */
function pem(label: string, bytes: ArrayBuffer | Uint8Array): string {
  const lines = Buffer.from(bytes as Uint8Array)
    .toString('base64')
    .match(/.{1,64}/g)!
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}
