import type { Clock } from '../../../platform/clock/clock.ts'
import type { Database } from '../../../platform/database/database.ts'
import { isRefusal, type Refusal } from '../../../platform/refusal/refusal.ts'
import { refuse } from '../../../refusals.ts'
import { partnerTypeFacts, type PartnerType } from '../../partners/index.ts'
import { storedInDomain, type CertificateFile, type TrustDomain } from '../trust-store/index.ts'
import type { Report } from '../x509/index.ts'
import { judgePartner } from './judge-partner.ts'
import { isOpened, openPartnerFiles } from './partner-certificate-file.ts'

/** Letters of an organisation's name (§2.1). */
export const ORGANISATION_LENGTH = 128

export interface PreflightQuestion {
  /** The partner's certificate first, then files that may hold those above it. */
  files: readonly CertificateFile[]
  type: PartnerType
  organisation: string
  domain: TrustDomain
}

/**
 * Judges a certificate for anybody, as an upload would (decisions §4): by the trust store and by what was handed in, by
 * nothing of any partner. Stores nothing and records nothing; bounded by the size of the files and by the engine's own
 * budgets, whatever is in them.
 */
export async function preflight(
  { db, clock, minimumRemainingDays }: { db: Database; clock: Clock; minimumRemainingDays: number },
  { files, type, organisation: given, domain }: PreflightQuestion,
): Promise<Report | Refusal> {
  const organisation = given.trim()
  if (!organisation) return refuse('INPUT_REQUIRED', ['input', 'organisation'])
  if ([...organisation].length > ORGANISATION_LENGTH)
    return refuse('INPUT_TOO_LONG', ['input', 'organisation'], { most: ORGANISATION_LENGTH })
  if (partnerTypeFacts[type].domain !== domain) return refuse('PREFLIGHT_DOMAIN', ['input', 'domain'])
  const opened = openPartnerFiles(files, ['input', 'file'])
  if (isRefusal(opened)) return opened
  if (!isOpened(opened)) return opened.report
  const stored = await storedInDomain(db.em(), domain)
  return judgePartner(opened, { domain, organisation, minimumRemainingDays }, stored, clock.businessNow())
}
