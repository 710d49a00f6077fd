import { AdminDirectory, administratorDirectoryJob, type AdminDirectoryDeps } from './account/index.ts'
import { auditSealJob, checkpointFile } from './audit/index.ts'
import type { Config } from './config.ts'
import { noticeRetentionJob, outboxRetentionJob, type RunningOutbox } from './notification/index.ts'
import type { PartnerCertificateDependents } from './partner/certificates/partner-certificates/index.ts'
import { certificateRecheckJob, expiryJobs, WeeklySummaryQueries, type ExpiryDeps } from './partner/expiry/index.ts'
import { createSigner } from './platform/crypto/signer.ts'
import type { Vault } from './platform/crypto/seal.ts'
import type { Job } from './platform/jobs/job.ts'
import { jobRunRetentionJob } from './platform/jobs/job-run-retention.ts'
import { withSchedules } from './platform/jobs/schedule.ts'
import type { Logger } from './platform/log/log.ts'
import { KeycloakAdministrators } from './upstream/keycloak/index.ts'

export interface JobServices {
  config: Config
  log: Logger
  vault: Vault
  /** The house's key; checkpoints of the record are signed by one that hangs from it. */
  dataKey: Parameters<typeof createSigner>[0]
  expiry: ExpiryDeps
  dependents: PartnerCertificateDependents
  outbox: Pick<RunningOutbox, 'sweep'>
}

/**
 * Everything the house does by itself, each feature's own, with the operator's schedules; the only list of it. Which goes
 * first of those due together is told by their priorities.
 */
export function jobsOf({ config, log, vault, dataKey, expiry, dependents, outbox }: JobServices): Job[] {
  const { db, clock, audit } = expiry
  return withSchedules(
    [
      certificateRecheckJob(dependents),
      ...expiryJobs(expiry),
      outboxRetentionJob(outbox),
      noticeRetentionJob({
        db,
        config: { retention: config.noticeRetention, keptDays: config.noticeKeptDays },
        leftovers: () => new WeeklySummaryQueries(db).deleteForgotten(),
      }),
      jobRunRetentionJob({ db, clock }),
      ...directoryJobs(config, { db, clock, vault, audit }),
      auditSealJob({
        db,
        clock,
        log,
        signer: createSigner(dataKey),
        file: checkpointFile(config.data, config.database),
      }),
    ],
    config.jobSchedules,
  )
}

/** Where the built-in provider keeps the people, the table of roles is the truth, and nothing is to be done. */
const directoryJobs = (
  { directoryUrl: url, partnerIssuer: issuer, partnerClientId: clientId, partnerClientSecret }: Config,
  deps: Omit<AdminDirectoryDeps, 'source'>,
): Job[] => {
  if (!url) return []
  const { clock } = deps
  const source = new KeycloakAdministrators({ url, issuer, clientId, clientSecret: partnerClientSecret ?? '', clock })
  return [administratorDirectoryJob(new AdminDirectory({ ...deps, source }))]
}
