import { nightly, type Job } from '../../platform/jobs/job.ts'

/** Removes each night what went out, or was given up, thirty days ago. */
export const outboxRetentionJob = (outbox: { sweep(): Promise<number> }): Job => ({
  ...nightly,
  name: 'outbox-retention',
  run: async () => ({ messages: await outbox.sweep() }),
})
