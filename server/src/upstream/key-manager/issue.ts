import { randomBytes, type webcrypto } from 'node:crypto'
import 'reflect-metadata'
import * as x509 from '@peculiar/x509'
import type { Certificate } from '../../partner/certificates/x509/index.ts'
import { makeKeys } from './signing-key.ts'

/** Who signs: its certificate as PEM and its private key. */
export interface Issuer {
  pem: string
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
  const above = issuer && new x509.X509Certificate(issuer.pem)
  const keys = await makeKeys()
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serial(),
    subject: name,
    issuer: above?.subjectName ?? name,
    notBefore: from,
    notAfter: to,
    publicKey: keys.publicKey,
    signingKey: issuer?.privateKey ?? keys.privateKey,
    extensions: [
      new x509.BasicConstraintsExtension(true, pathLength, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      ...(above ? [await x509.AuthorityKeyIdentifierExtension.create(above.publicKey)] : []),
    ],
  })
  return { pem: pemOf(certificate), privateKey: keys.privateKey }
}

/** Certifies the subject and the public key of a partner's certificate, and nothing else that stands in it. PEM. */
export async function issuePartner(
  original: Certificate,
  { from, to, encrypts, issuer }: { from: Date; to: Date; encrypts: boolean; issuer: Issuer },
): Promise<string> {
  const { subjectName, publicKey } = new x509.X509Certificate(new Uint8Array(original.der))
  const above = new x509.X509Certificate(issuer.pem)
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serial(),
    subject: subjectName,
    issuer: above.subjectName,
    notBefore: from,
    notAfter: to,
    publicKey,
    signingKey: issuer.privateKey,
    extensions: [
      // The original makes partners authorities (CA:TRUE, keyCertSign); no partner of ours can certify anybody.
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature | (encrypts ? encryption(original) : 0), true),
      await x509.SubjectKeyIdentifierExtension.create(publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(above.publicKey),
    ],
  })
  return pemOf(certificate)
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

const pemOf = (certificate: x509.X509Certificate): string => `${certificate.toString('pem').trimEnd()}\n`

/** 16 random bytes, positive, of constant length (RFC 5280 §4.1.2.2). */
function serial(): string {
  const bytes = randomBytes(16)
  bytes[0] = (bytes[0]! & 0x7f) | 0x40
  return bytes.toString('hex')
}
