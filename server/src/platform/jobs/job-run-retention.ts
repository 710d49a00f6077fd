import type { Clock } from '../clock/clock.ts'
import type { Database } from '../database/database.ts'
import { JobRuns } from './job-runs.ts'
import { nightly, type Job } from './job.ts'

/** Removes what the table of runs tells of runs of long ago; after everything else. */
export const jobRunRetentionJob = (deps: { db: Database; clock: Clock }): Job => ({
  ...nightly,
  name: 'job-run-retention',
  priority: -10,
  run: async () => ({ removed: await new JobRuns(deps).sweep() }),
})
