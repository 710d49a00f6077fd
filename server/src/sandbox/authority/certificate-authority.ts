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

/** 16 random bytes, positive: the first bit is cleared, the second set so that the length never shrinks. */
function serial(): string {
  const bytes = webcrypto.getRandomValues(new Uint8Array(16))
  bytes[0] = (bytes[0]! & 0x7f) | 0x40
  return Buffer.from(bytes).toString('hex')
}
