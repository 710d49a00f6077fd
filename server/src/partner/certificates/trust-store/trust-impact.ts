import { validate } from '../x509/index.ts'
import { trustMaterial, type StoredCertificate } from './trust-material.ts'

/**
 * The certificates that lead to a trusted root only through `distrusted`: found by asking the engine again without it,
 * so that a second path (cross-signing) keeps what hangs on it. `at` is the instant of the question.
 */
export function dependentsOf(distrusted: string, stored: readonly StoredCertificate[], at: Date): StoredCertificate[] {
  const before = anchoredIds(stored, at)
  const after = anchoredIds(withoutTrust(stored, distrusted), at)
  return stored.filter(
    ({ id, type, status }) =>
      id !== distrusted && type === 'INTERMEDIATE' && status !== 'DISTRUSTED' && before.has(id) && !after.has(id),
  )
}

/** The domain as it would be with this one distrusted. */
export const withoutTrust = (stored: readonly StoredCertificate[], id: string): StoredCertificate[] =>
  stored.map(entry => (entry.id === id ? { ...entry, status: 'DISTRUSTED' as const } : entry))

/** Which of the stored intermediates have a path to a trusted root; the others stand UNANCHORED. */
export function anchoredIds(stored: readonly StoredCertificate[], at: Date): Set<string> {
  const material = trustMaterial(stored)
  return new Set(
    stored.filter(({ type, certificate }) => type === 'ROOT' || leads(certificate, material, at)).map(({ id }) => id),
  )
}

type Material = ReturnType<typeof trustMaterial>

/**
 * Whether a path exists at an instant when the certificate itself is valid: expiry is its own affair and must not
 * make a chain look broken that only ran out.
 */
function leads(certificate: StoredCertificate['certificate'], { anchors, intermediates }: Material, at: Date): boolean {
  const instant =
    at < certificate.notBefore ? certificate.notBefore : at > certificate.notAfter ? certificate.notAfter : at
  return validate({ leaf: certificate, anchors, intermediates, at: instant, profile: 'rfc5280' }).verdict === 'ACCEPTED'
}
