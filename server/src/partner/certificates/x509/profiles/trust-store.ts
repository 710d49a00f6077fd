import { extensionIds, keyUsageBits } from '../decode/extension.ts'
import type { TrustStoreProfileParams } from '../request.ts'
import type { Findings } from '../validate/findings.ts'
import { checkStrength } from './strength.ts'

/**
 * Upload into the trust store (partner-management §3.9). The certificate itself must be an authority (CA:TRUE, and
 * key usage stated with keyCertSign), with twelve months of life. Self-signed is a ROOT and its own anchor; anything
 * else an INTERMEDIATE that needs its issuers.
 */
export function checkTrustStore(findings: Findings, params: TrustStoreProfileParams, at: Date): void {
  const leaf = findings.path[0]!
  const { basicConstraints, keyUsage } = leaf.extensions
  const told = leaf.version !== 3 || leaf.flaws.length > 0
  if (!basicConstraints?.ca) {
    if (!told) findings.failed('trust-store.not-ca', 0)
  } else if (!keyUsage && !told) findings.failed('key-usage.missing', 0)
  else if (keyUsage && keyUsage.size > 0 && !keyUsage.has(keyUsageBits.keyCertSign))
    findings.failed('key-usage.cert-sign', 0)
  const raw = leaf.rawExtensions.find(extension => extension.id === extensionIds.basicConstraints)
  if (basicConstraints?.ca && !raw?.critical) findings.failed('basic-constraints.not-critical', 0)
  checkLife(findings, params.minimumLifeMonths ?? 12, at)
  for (let index = 0; index < findings.path.length; index++) checkStrength(findings, index)
}

/** KER-PCM-017: so many months of life left, by the calendar. Expired and future ones are told already. */
function checkLife(findings: Findings, months: number, at: Date): void {
  if (findings.has('validity.not-after', 0) || findings.has('validity.not-before', 0)) return
  const { notAfter } = findings.path[0]!
  const needed = addMonths(at, months)
  const facts = { months, notAfter: notAfter.toISOString(), needed: needed.toISOString() }
  if (notAfter < needed) findings.failed('validity.life', 0, facts)
  else findings.passed('validity.life-left', 0, facts)
}

/** The same day so many months on; the month's last day where it has no such day. */
function addMonths(date: Date, months: number): Date {
  const moved = new Date(date)
  moved.setUTCMonth(date.getUTCMonth() + months)
  if (moved.getUTCDate() !== date.getUTCDate()) moved.setUTCDate(0)
  return moved
}
