import type { Findings } from './findings.ts'

const anyPurpose = '2.5.29.37.0'

/**
 * Extended key usage along the path (RFC 5280 §4.2.1.12, as OpenSSL, Go and the browsers read it): an intermediate
 * that names purposes lends only those. The purposes are narrowed from the anchor down; the certificate at which none
 * is left is at fault. The anchor's own list counts too, by our policy.
 */
export function checkExtendedKeyUsage(findings: Findings): void {
  let allowed: string[] | undefined
  let by = ''
  for (let index = findings.path.length - 1; index >= 0; index--) {
    const certificate = findings.path[index]!
    const purposes = certificate.extensions.extendedKeyUsage
    if (!purposes || purposes.includes(anyPurpose)) continue
    const narrowed = purposes.filter(purpose => !allowed || allowed.includes(purpose))
    if (narrowed.length === 0) {
      findings.failed('extended-key-usage.chain', index, {
        purposes: purposes.join(' '),
        allowed: allowed!.join(' '),
        by,
      })
      return
    }
    allowed = narrowed
    by = certificate.displayName
  }
}
