import { extensionIds } from '../decode/extension.ts'
import type { Findings } from './findings.ts'

/**
 * RFC 5280 §6.1.4 (k)–(m): every issuer says CA:TRUE and allows the authorities below it (self-issued ones and the
 * leaf not counted). `strict` also asks that it says so critically, as §4.2.1.9 demands of those who issue.
 */
export function checkBasicConstraints(findings: Findings, index: number, strict: boolean): void {
  const certificate = findings.path[index]!
  const constraints = certificate.extensions.basicConstraints
  if (constraints && !constraints.ca && constraints.pathLength !== null)
    findings.failed('basic-constraints.path-length-without-ca', index, { pathLength: constraints.pathLength })
  if (index === 0) return
  // An unreadable extension, or a version without any, has been told already.
  if (!constraints && (certificate.version !== 3 || certificate.hasUnread(extensionIds.basicConstraints))) return
  if (!constraints) findings.failed('basic-constraints.missing', index)
  else if (!constraints.ca) findings.failed('basic-constraints.not-ca', index)
  else {
    const raw = certificate.rawExtensions.find(extension => extension.id === extensionIds.basicConstraints)
    if (strict && !raw?.critical) findings.failed('basic-constraints.not-critical', index)
    const below = authoritiesBelow(findings, index)
    if (constraints.pathLength !== null && below > constraints.pathLength)
      findings.failed('basic-constraints.path-length', index, { allowed: constraints.pathLength, found: below })
  }
}

/** Intermediates between this issuer and the leaf, self-issued ones not counted. */
export function authoritiesBelow(findings: Findings, index: number): number {
  let count = 0
  for (let i = 1; i < index; i++) if (!findings.path[i]!.isSelfIssued) count++
  return count
}
