import { constants, verify } from 'node:crypto'
import type { Certificate } from '../decode/certificate.ts'
import type { Crl } from '../decode/crl.ts'
import type { SubjectPublicKey } from '../decode/key.ts'

export type Signed = Pick<Certificate | Crl, 'tbs' | 'signature' | 'signatureScheme'>

/** Shorter RSA keys are broken or soon will be; NIST SP 800-131A has refused them since 2014. */
export const shortestRsa = 2048

/** Keys of every profile: RSA from 2048 bit, the three NIST curves in use, DSA, Ed25519, Ed448. */
export function isSupportedKey(key: SubjectPublicKey): boolean {
  switch (key.kind) {
    case 'rsa':
    case 'rsa-pss':
      return (
        key.bits >= shortestRsa &&
        key.bits <= 16384 &&
        key.exponent !== undefined &&
        key.exponent >= 3 &&
        key.exponent % 2 === 1
      )
    case 'ec':
      return key.curve === 'P-256' || key.curve === 'P-384' || key.curve === 'P-521'
    case 'dsa':
      return key.bits === 0 || key.bits >= 1024
    case 'ed25519':
    case 'ed448':
      return true
    default:
      return false
  }
}

/**
 * Hashes whose signatures can be forged. With DSA, SHA-1 stays in profile rfc5280 for NIST's PKITS alone; nobody issues
 * such certificates any more, and the house's own profiles take neither.
 */
export function isWeak({ signatureScheme }: Signed): boolean {
  return signatureScheme?.hash === 'md5' || (signatureScheme?.hash === 'sha1' && signatureScheme.key !== 'dsa')
}

/** Can a key of this kind have made a signature of this scheme at all? */
export function signatureFits(signed: Signed, key: SubjectPublicKey): boolean {
  const scheme = signed.signatureScheme
  if (!scheme || signed.signature.length === 0 || !isSupportedKey(key)) return false
  return scheme.key === key.kind || (scheme.key === 'rsa-pss' && key.kind === 'rsa')
}

/** One signature check by OpenSSL (RFC 5280 §6.1.3 (a)(1)); whatever OpenSSL cannot make sense of is no signature. */
export function verifySignature(signed: Signed, key: SubjectPublicKey): boolean {
  const object = key.object
  const scheme = signed.signatureScheme
  if (!object || !scheme) return false
  try {
    if (scheme.key === 'rsa-pss') {
      const options = { key: object, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: scheme.saltLength! }
      return verify(scheme.hash, signed.tbs, options, signed.signature)
    }
    return verify(scheme.hash, signed.tbs, object, signed.signature)
  } catch {
    return false
  }
}
