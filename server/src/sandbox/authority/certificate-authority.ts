import { webcrypto } from 'node:crypto'
import 'reflect-metadata'
import * as x509 from '@peculiar/x509'

export const { X509Certificate } = x509

x509.cryptoProvider.set(webcrypto as never)

/** A certificate authority of the sandbox, with the key that issues. */
export interface SandboxAuthority {
  certificate: x509.X509Certificate
  keys: webcrypto.CryptoKeyPair
}

export interface AuthorityRequest {
  /** Distinguished name, most general part last: `CN=…, O=…, C=…`. */
  name: string
  from: Date
  to: Date
  /** Absent: a root. */
  issuer?: SandboxAuthority
  pathLength?: number
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }

/** Makes a root or an intermediate, with a fresh P-256 key. */
export async function makeAuthority({
  name,
  from,
  to,
  issuer,
  pathLength,
}: AuthorityRequest): Promise<SandboxAuthority> {
  const keys = (await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as webcrypto.CryptoKeyPair
  const extensions = [
    new x509.BasicConstraintsExtension(true, pathLength, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
    await x509.SubjectKeyIdentifierExtension.create(keys.publicKey as never),
    ...(issuer ? [await x509.AuthorityKeyIdentifierExtension.create(issuer.keys.publicKey as never)] : []),
  ]
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serial(),
    subject: name,
    issuer: issuer ? issuer.certificate.subject : name,
    notBefore: from,
    notAfter: to,
    publicKey: keys.publicKey as never,
    signingKey: (issuer ?? { keys }).keys.privateKey as never,
    signingAlgorithm: algorithm,
    extensions,
  })
  return { certificate, keys }
}

export interface LeafRequest {
  subject: { commonName: string; organisation: string | null }
  publicKey: x509.PublicKey | webcrypto.CryptoKey
  from: Date
  to: Date
  /** `own`: it signs itself. */
  issuer: SandboxAuthority | { own: webcrypto.CryptoKeyPair; algorithm: object }
  signing: object
  /** Says that it is an authority, which a partner's may not. */
  authority: boolean
  usage: 'usual' | 'agreement'
}

/** Issues a certificate for somebody's key; DER. */
export async function issueLeaf({
  subject: { commonName, organisation },
  publicKey,
  from,
  to,
  issuer,
  signing,
  authority,
  usage,
}: LeafRequest): Promise<Buffer> {
  // As parts and as typed values: a name given as text would be read for quotes and commas.
  const part = (type: string, value: string) => ({ [type]: [{ utf8String: value }] })
  const subject = new x509.Name([
    part('CN', commonName),
    ...(organisation === null ? [] : [part('O', organisation)]),
    { C: [{ printableString: 'VD' }] },
  ])
  const own = 'own' in issuer
  const { keyAgreement, digitalSignature, keyEncipherment, keyCertSign } = x509.KeyUsageFlags
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serial(),
    subject,
    issuer: own ? subject : issuer.certificate.subjectName,
    notBefore: from,
    notAfter: to,
    publicKey: publicKey as never,
    signingKey: (own ? issuer.own : issuer.keys).privateKey as never,
    signingAlgorithm: (own ? issuer.algorithm : signing) as never,
    extensions: [
      new x509.BasicConstraintsExtension(authority, undefined, true),
      new x509.KeyUsagesExtension(
        usage === 'agreement' ? keyAgreement : digitalSignature | (authority ? keyCertSign : keyEncipherment),
        true,
      ),
      await x509.SubjectKeyIdentifierExtension.create(publicKey as never),
      ...(own ? [] : [await x509.AuthorityKeyIdentifierExtension.create(issuer.keys.publicKey as never)]),
    ],
  })
  return Buffer.from(certificate.rawData)
}

/** What a certificate request (PKCS#10, RFC 2986) asks for; null when it cannot be read or is not signed by its own key. */
export async function readRequest(
  pem: string,
): Promise<{ publicKey: x509.PublicKey; commonName: string | undefined } | null> {
  try {
    const request = new x509.Pkcs10CertificateRequest(pem)
    if (!(await request.verify())) return null
    return { publicKey: request.publicKey, commonName: request.subjectName.getField('CN')[0] || undefined }
  } catch {
    return null
  }
}

/** 16 random bytes, positive: the first bit is cleared, the second set so that the length never shrinks. */
function serial(): string {
  const bytes = webcrypto.getRandomValues(new Uint8Array(16))
  bytes[0] = (bytes[0]! & 0x7f) | 0x40
  return Buffer.from(bytes).toString('hex')
}
