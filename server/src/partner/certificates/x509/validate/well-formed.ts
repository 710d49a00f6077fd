import type { RuleName } from '../rules.ts'
import type { Findings } from './findings.ts'

/** What the decoder noted, and version 3 (RFC 5280 §4.1.2.1; R-CRT-08): without extensions no authority can be told. */
export function checkWellFormed(findings: Findings, index: number): void {
  const certificate = findings.path[index]!
  for (const flaw of certificate.flaws) findings.failed(flaw.rule as RuleName, index, flaw.facts)
  const told = certificate.flaws.some(flaw => flaw.rule === 'version.mismatch')
  if (certificate.version !== 3 && !told) findings.failed('version.not-3', index, { version: certificate.version })
}
