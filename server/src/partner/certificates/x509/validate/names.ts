import { isWellFormed, nameText } from '../decode/general-name.ts'
import { extensionIds } from '../decode/extension.ts'
import type { Findings } from './findings.ts'

/**
 * Names a certificate must have (RFC 5280 §4.1.2.4, §4.1.2.6, §4.2.1.6): an issuer; a subject where it is an
 * authority; a critical alternative name where the subject is empty; alternative names in their proper form.
 */
export function checkNames(findings: Findings, index: number): void {
  const certificate = findings.path[index]!
  const { subject, issuer, extensions, rawExtensions } = certificate
  if (issuer.rdns.length === 0) findings.failed('names.issuer-empty', index)
  if (subject.rdns.length === 0) {
    const isAuthority = index > 0 || extensions.basicConstraints?.ca === true
    const alternative = rawExtensions.find(extension => extension.id === extensionIds.subjectAltName)
    if (isAuthority) findings.failed('names.ca-subject-empty', index)
    else if (!alternative?.critical) findings.failed('names.alternative-missing', index)
  }
  const bad = extensions.subjectAltName?.find(name => !isWellFormed(name))
  if (bad) findings.failed('names.alternative-syntax', index, { name: nameText(bad), kind: bad.kind })
}
