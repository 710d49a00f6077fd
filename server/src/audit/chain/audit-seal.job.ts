import type { Job } from '../../platform/jobs/job.ts'
import { Sealer, type SealerDeps } from './sealer.ts'

/** Chains the record every five minutes and signs how far it goes (decisions §1, Audit). Real time throughout. */
export function auditSealJob(deps: SealerDeps): Job {
  const sealer = new Sealer(deps)
  return {
    name: 'audit-seal',
    cron: '*/5 * * * *',
    timeZone: 'UTC',
    overlap: 'skip',
    misfire: 'run-once',
    retry: { attempts: 3, pauses: [10_000, 60_000] },
    priority: 5,
    async run() {
      const sealed = await sealer.seal()
      await sealer.sign()
      return { sealed }
    },
  }
}
