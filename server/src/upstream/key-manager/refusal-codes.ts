import type { SigningRefusalCode, SigningRefused } from '../../partner/certificates/signing/certificate-signer.port.ts'

/**
 * Key Manager's codes that speak of the certificate handed in (partner-management §3.8 and the recorded answers of
 * 1.2.0.1). Every other code speaks of Key Manager's own state and must not be blamed on the partner.
 */
const certificateCodes: Readonly<Record<string, SigningRefusalCode>> = {
  'KER-CRY-003': 'NOT_A_CERTIFICATE',
  'KER-KMS-005': 'INCOMPLETE',
  'KER-KMS-013': 'NOT_A_CERTIFICATE',
  'KER-PCM-001': 'NOT_A_CERTIFICATE',
  'KER-PCM-004': 'DATES',
  'KER-PCM-005': 'CHAIN_UNKNOWN',
  'KER-PCM-006': 'CHAIN_UNKNOWN',
  'KER-PCM-007': 'VERSION',
  'KER-PCM-008': 'ORGANISATION',
  'KER-PCM-011': 'DOMAIN',
  'KER-PCM-013': 'WEAK_KEY',
  'KER-PCM-014': 'SIGNATURE_ALGORITHM',
  'KER-PCM-015': 'SELF_SIGNED',
  'KER-PCM-017': 'DATES',
  'KER-PMS-020': 'DATES',
}

/** The certificate with this id does not exist (R-CRT-12). */
export const NOT_FOUND = 'KER-PCM-012'
/** The authority is in the trust store of that domain already. */
export const ALREADY_KNOWN = 'KER-PCM-003'

/** The refusal that a code of Key Manager stands for; undefined when it is no refusal of the certificate. */
export function refusalOf(originalCode: string): SigningRefused | undefined {
  const code = certificateCodes[originalCode] ?? (originalCode.startsWith('KER-PCM-') ? 'OTHER' : undefined)
  return code && { kind: 'refused', code, originalCode }
}
