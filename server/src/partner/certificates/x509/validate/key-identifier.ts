import { keyUsageBits } from '../decode/extension.ts'
import type { Certificate } from '../decode/certificate.ts'
import type { Findings } from './findings.ts'
import type { Ledger } from './ledger.ts'

/**
 * RFC 5280 §4.2.1.1, §4.2.1.2. What a certificate says of its issuer's key must agree with what the issuer says of
 * itself (OpenSSL asks the same). `demanded`: authorities carry an identifier of their key and everything not
 * self-signed names its issuer's; only the profile rfc5280 asks that, since Key Manager itself issues without.
 */
export function checkKeyIdentifiers(findings: Findings, index: number, demanded: boolean, ledger: Ledger): void {
  const certificate = findings.path[index]!
  if (certificate.version !== 3) return
  const { basicConstraints, subjectKeyIdentifier, authorityKeyIdentifier } = certificate.extensions
  const flawed = certificate.flaws.length > 0
  if (demanded && !flawed && basicConstraints?.ca && subjectKeyIdentifier === undefined)
    findings.failed('key-identifier.subject-missing', index)
  const issuer = findings.path[index + 1] ?? (certificate.isSelfIssued ? certificate : undefined)
  if (demanded && !flawed && authorityKeyIdentifier?.keyIdentifier === undefined) {
    // "where a CA distributes its public key in the form of a self-signed certificate, [it] MAY be omitted"; once it
    // is there, it has the key identifier.
    const mayOmit =
      index === findings.path.length - 1 &&
      authorityKeyIdentifier === undefined &&
      (certificate.isSelfIssued || ledger.signedItself(certificate))
    if (!mayOmit) findings.failed('key-identifier.authority-missing', index)
  } else if (issuer && !identifiersAgree(certificate, issuer)) {
    const wanted = authorityKeyIdentifier?.keyIdentifier ?? null
    findings.failed('key-identifier.mismatch', index, {
      wanted,
      found: issuer.extensions.subjectKeyIdentifier ?? null,
      issuer: issuer.displayName,
    })
  }
}

/** Nothing the certificate says of its issuer's key speaks against this issuer. */
export function identifiersAgree(certificate: Certificate, issuer: Certificate): boolean {
  const said = certificate.extensions.authorityKeyIdentifier
  const own = issuer.extensions.subjectKeyIdentifier
  if (!said) return true
  if (said.keyIdentifier !== undefined && own !== undefined && said.keyIdentifier !== own) return false
  if (said.serialNumber !== undefined && said.serialNumber.toUpperCase() !== issuer.serialNumber) return false
  const names = said.issuer?.filter(name => name.kind === 'directory')
  return !names || names.length === 0 || names.some(name => name.name.key === issuer.issuer.key)
}

/** May this key sign revocation lists (§6.3.3 (f))? */
export function maySignCrls(certificate: Certificate): boolean {
  return certificate.extensions.keyUsage?.has(keyUsageBits.crlSign) ?? true
}
