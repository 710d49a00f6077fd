import { webcrypto } from 'node:crypto'
import 'reflect-metadata'
import * as x509 from '@peculiar/x509'
import type {
  SigningRefusalCode,
  SigningRequest,
} from '../../../partner/certificates/signing/certificate-signer.port.ts'
import { DAY } from '../../../platform/clock/clock.ts'
import { recordedCertificate } from './recorded.ts'

/** What the contract hands to a signer, and what it must say to it. */
export interface Material {
  good: SigningRequest
  refused: Record<Refused, SigningRequest>
}

export const refusals = {
  'text that is no certificate': 'NOT_A_CERTIFICATE',
  'another organisation': 'ORGANISATION',
  'a self-signed certificate': 'SELF_SIGNED',
  'an expired certificate': 'DATES',
  'a certificate of an authority nobody knows': 'CHAIN_UNKNOWN',
  'a weak key': 'WEAK_KEY',
} as const satisfies Record<string, SigningRefusalCode>

export type Refused = keyof typeof refusals

const partner = { domain: 'AUTH', partnerId: 'acme-bank', organisation: 'Acme Bank' } as const

const around = (good: SigningRequest, others: Record<'self' | 'expired' | 'stranger' | 'weak', string>): Material => ({
  good,
  refused: {
    'text that is no certificate': { ...good, certificate: 'abc' },
    'another organisation': { ...good, organisation: 'Another Org' },
    'a self-signed certificate': { ...good, certificate: others.self },
    'an expired certificate': { ...good, certificate: others.expired },
    'a certificate of an authority nobody knows': { ...good, certificate: others.stranger },
    'a weak key': { ...good, certificate: others.weak },
  },
})

/** The certificates of the recording, good on 22 November 2026. */
export const recordedMaterial = (): Material =>
  around(
    {
      ...partner,
      certificate: recordedCertificate('partner'),
      issuers: [recordedCertificate('sub'), recordedCertificate('root')],
    },
    {
      self: recordedCertificate('self-signed'),
      expired: recordedCertificate('expired'),
      stranger: recordedCertificate('unknown-authority'),
      weak: recordedCertificate('weak-key'),
    },
  )

/** Who signs; absent for one that signs itself. */
interface Maker {
  pem: string
  name: string
  keys: webcrypto.CryptoKeyPair
}

interface Wanted {
  name: string
  from: Date
  days: number
  issuer?: Maker
  authority?: boolean
  bits?: number
  /** A pair to certify instead of a fresh one. */
  keys?: webcrypto.CryptoKeyPair
}

const rsa = (modulusLength: number) => ({
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength,
  publicExponent: new Uint8Array([1, 0, 1]),
})

/** A certificate with its key, for specs. */
export async function make({ name, from, days, issuer, authority = false, bits = 2048, keys }: Wanted): Promise<Maker> {
  const pair = keys ?? (await webcrypto.subtle.generateKey(rsa(bits), true, ['sign', 'verify']))
  const { keyCertSign, cRLSign, digitalSignature, keyEncipherment } = x509.KeyUsageFlags
  const certificate = await x509.X509CertificateGenerator.create({
    subject: name,
    issuer: issuer?.name ?? name,
    notBefore: from,
    notAfter: new Date(from.getTime() + days * DAY),
    publicKey: pair.publicKey,
    signingKey: (issuer?.keys ?? pair).privateKey,
    extensions: [
      new x509.BasicConstraintsExtension(authority, undefined, true),
      new x509.KeyUsagesExtension(authority ? keyCertSign | cRLSign : digitalSignature | keyEncipherment, true),
      await x509.SubjectKeyIdentifierExtension.create(pair.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create((issuer?.keys ?? pair).publicKey),
    ],
  })
  return { pem: `${certificate.toString('pem').trimEnd()}\n`, name, keys: pair }
}

/** A world of fresh certificates, good at this instant: a root, an authority below it, a partner, and broken ones. */
export async function freshMaterial(at: Date): Promise<Material> {
  const from = new Date(Math.floor(at.getTime() / 1_000) * 1_000 - DAY)
  const root = await make({ name: 'CN=Fresh Root CA, O=Fresh CA Ltd, C=IN', from, days: 3_650, authority: true })
  const issuer = await make({
    name: 'CN=Fresh Sub CA, O=Fresh CA Ltd, C=IN',
    from,
    days: 2_920,
    authority: true,
    issuer: root,
  })
  const name = 'CN=acme-bank, OU=IT, O=Acme Bank, C=IN'
  const good = await make({ name, from, days: 1_095, issuer })
  const { keys } = good
  const stranger = await make({
    name: 'CN=Stranger CA, O=Stranger Ltd, C=IN',
    from,
    days: 3_650,
    authority: true,
    keys: root.keys,
  })
  return around(
    { ...partner, certificate: good.pem, issuers: [issuer.pem, root.pem] },
    {
      self: (await make({ name, from, days: 1_095, keys })).pem,
      expired: (await make({ name, from: new Date(from.getTime() - 2_000 * DAY), days: 1_000, issuer, keys })).pem,
      stranger: (await make({ name, from, days: 1_095, issuer: stranger, keys })).pem,
      weak: (await make({ name, from, days: 1_095, issuer, bits: 1024 })).pem,
    },
  )
}
