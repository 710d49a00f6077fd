import type { ValidationRequest } from '../request.ts'
import type { Findings } from '../validate/findings.ts'
import type { JudgeOptions } from '../validate/judge.ts'
import type { Ledger } from '../validate/ledger.ts'
import { checkPartner } from './partner.ts'
import { checkTrustStore } from './trust-store.ts'

/** How a profile turns the general judge. */
export function profileOptions(
  request: ValidationRequest,
  maxDepth: number,
): Pick<JudgeOptions, 'maxDepth' | 'demandIdentifiers' | 'demandCriticalConstraints'> {
  const house = request.profile !== 'rfc5280'
  const limit =
    request.profile === 'partner' ? Math.min(request.profileParams.maxIntermediates ?? 4, maxDepth) : maxDepth
  return { maxDepth: limit, demandIdentifiers: !house, demandCriticalConstraints: house }
}

/** The profile's own rules, on top of RFC 5280. */
export function checkProfile(findings: Findings, request: ValidationRequest, ledger: Ledger): void {
  if (request.profile === 'partner') checkPartner(findings, request.profileParams, request.at, ledger)
  else if (request.profile === 'trust-store') checkTrustStore(findings, request.profileParams ?? {}, request.at)
}
