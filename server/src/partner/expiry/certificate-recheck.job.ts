import { nightly, type Job } from '../../platform/jobs/job.ts'
import type { PartnerCertificateDependents } from '../certificates/partner-certificates/index.ts'

/**
 * Judges what is stored anew each night: an authority above it may have run out, or begun, without anybody's decision.
 * Flags and tells; suspends nobody (decisions §3). Before the notices, which rest on what is trusted.
 */
export const certificateRecheckJob = (dependents: Pick<PartnerCertificateDependents, 'recheckAnchoring'>): Job => ({
  ...nightly,
  name: 'certificate-recheck',
  priority: 30,
  run: async at => ({ ...(await dependents.recheckAnchoring(at)) }),
})
