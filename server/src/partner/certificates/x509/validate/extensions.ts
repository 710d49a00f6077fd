import { extensionIds } from '../decode/extension.ts'
import type { Findings } from './findings.ts'

/** Extensions the engine processes; any other one marked critical refuses (RFC 5280 §4.2, §6.1.4 (o), §6.1.5 (f)). */
const processed: ReadonlySet<string> = new Set([
  extensionIds.basicConstraints,
  extensionIds.keyUsage,
  extensionIds.extendedKeyUsage,
  extensionIds.subjectAltName,
  extensionIds.nameConstraints,
  extensionIds.certificatePolicies,
  extensionIds.policyMappings,
  extensionIds.policyConstraints,
  extensionIds.inhibitAnyPolicy,
  extensionIds.crlDistributionPoints,
])

/** "Conforming CAs MUST mark this extension as critical": §4.2.1.10, §4.2.1.11, §4.2.1.14. */
const critical: ReadonlySet<string> = new Set([
  extensionIds.nameConstraints,
  extensionIds.policyConstraints,
  extensionIds.inhibitAnyPolicy,
])

/** "MUST mark this extension as non-critical": §4.2.1.1, §4.2.1.2, §4.2.1.15, §4.2.2.1, §4.2.2.2. */
const notCritical: ReadonlySet<string> = new Set([
  extensionIds.authorityKeyIdentifier,
  extensionIds.subjectKeyIdentifier,
  extensionIds.freshestCrl,
  extensionIds.authorityInfoAccess,
  extensionIds.subjectInfoAccess,
])

/**
 * Which extensions are critical, and which must or must not be. One exception, as narrow as NIST's PKITS needs it:
 * policyConstraints that demand explicit policies at once are accepted non-critical (RFC 3280 allowed it). They are
 * enforced either way.
 */
export function checkExtensions(findings: Findings, index: number): void {
  const atOnce = findings.path[index]!.extensions.policyConstraints?.requireExplicit === 0
  for (const { id, critical: isCritical } of findings.path[index]!.rawExtensions) {
    if (isCritical && notCritical.has(id)) findings.failed('extensions.must-not-be-critical', index, { extension: id })
    else if (isCritical && !processed.has(id)) findings.failed('extensions.critical-unknown', index, { extension: id })
    else if (!isCritical && critical.has(id) && !(atOnce && id === extensionIds.policyConstraints))
      findings.failed('extensions.must-be-critical', index, { extension: id })
  }
}
