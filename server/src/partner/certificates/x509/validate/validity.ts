import type { Findings } from './findings.ts'

/**
 * RFC 5280 §6.1.3 (a)(2): the instant lies in the validity period, both ends included (§4.1.2.5). Certificates count
 * in whole seconds, so `at` is taken at its second. Applied to anchors as well, by our policy.
 */
export function checkValidity(findings: Findings, index: number, at: Date): void {
  const { notBefore, notAfter } = findings.path[index]!
  const second = Math.floor(at.getTime() / 1000) * 1000
  const facts = { at: at.toISOString(), notBefore: notBefore.toISOString(), notAfter: notAfter.toISOString() }
  if (second < notBefore.getTime()) findings.failed('validity.not-before', index, facts)
  else if (second > notAfter.getTime()) findings.failed('validity.not-after', index, facts)
}
