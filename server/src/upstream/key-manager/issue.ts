import { randomBytes, webcrypto } from 'node:crypto'
import 'reflect-metadata'
import * as x509 from '@peculiar/x509'
import type { Certificate } from '../../partner/certificates/x509/index.ts'

/** RSA with SHA-256, as Key Manager signs (§3.8); 3072 bits because a root of 2026 outlives what is advised for 2048. */
const algorithm = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 3072,
  publicExponent: new Uint8Array([1, 0, 1]),
}

/** Who signs: a certificate and its private key. */
export interface Issuer {
  certificate: x509.X509Certificate
  privateKey: webcrypto.CryptoKey
}

export interface AuthorityPlan {
  /** Distinguished name as RFC 4514 writes it. */
  name: string
  from: Date
  to: Date
  /** Authorities that may follow below it. */
  pathLength: number
  /** Absent: it signs itself. */
  issuer?: Issuer
}

/** Makes an authority with a fresh key. Takes as long as two large primes take: a second, sometimes more. */
export async function issueAuthority({ name, from, to, pathLength, issuer }: AuthorityPlan): Promise<Issuer> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serial(),
    subject: name,
    issuer: issuer ? issuer.certificate.subjectName : name,
    notBefore: from,
    notAfter: to,
    publicKey: keys.publicKey,
    signingKey: issuer?.privateKey ?? keys.privateKey,
    extensions: [
      new x509.BasicConstraintsExtension(true, pathLength, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      ...(issuer ? [await x509.AuthorityKeyIdentifierExtension.create(issuer.certificate.publicKey)] : []),
    ],
  })
  return { certificate, privateKey: keys.privateKey }
}

/** Certifies the subject and the public key of a partner's certificate, and nothing else that stands in it. */
export async function issuePartner(
  original: Certificate,
  { from, to, encrypts, issuer }: { from: Date; to: Date; encrypts: boolean; issuer: Issuer },
): Promise<x509.X509Certificate> {
  const { subjectName, publicKey } = new x509.X509Certificate(new Uint8Array(original.der))
  return x509.X509CertificateGenerator.create({
    serialNumber: serial(),
    subject: subjectName,
    issuer: issuer.certificate.subjectName,
    notBefore: from,
    notAfter: to,
    publicKey,
    signingKey: issuer.privateKey,
    extensions: [
      // The original makes partners authorities (CA:TRUE, keyCertSign); no partner of ours can certify anybody.
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature | (encrypts ? encryption(original) : 0), true),
      await x509.SubjectKeyIdentifierExtension.create(publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.certificate.publicKey),
    ],
  })
}

/** How others may encrypt to this key: RSA enciphers (§3.8), EC agrees (RFC 5480 §3), Edwards curves only sign (RFC 8410 §5). */
function encryption(certificate: Certificate): number {
  switch (certificate.publicKey?.asymmetricKeyType) {
    case 'rsa':
      return x509.KeyUsageFlags.keyEncipherment
    case 'ec':
      return x509.KeyUsageFlags.keyAgreement
    default:
      return 0
  }
}

/** The private key as PKCS#8 in base64, and back. */
export const exportKey = async (key: webcrypto.CryptoKey): Promise<string> =>
  Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key)).toString('base64')

export const importKey = (pkcs8: string): Promise<webcrypto.CryptoKey> =>
  webcrypto.subtle.importKey('pkcs8', Buffer.from(pkcs8, 'base64'), algorithm, false, ['sign'])

/** 16 random bytes, positive, of constant length (RFC 5280 §4.1.2.2). */
function serial(): string {
  const bytes = randomBytes(16)
  bytes[0] = (bytes[0]! & 0x7f) | 0x40
  return bytes.toString('hex')
}
