import type { JobsQuery } from '../gql/graphql.ts'
import { periodOf } from './schedule.ts'

export type Job = JobsQuery['jobs'][number]
export type JobRun = Job['runs'][number]

/** A job that was given up, or that has not been done for two of its periods (quality §4.2); null when all is well. */
export type Trouble = 'givenUp' | 'late' | null

/** @param now business time in milliseconds */
export function troubleOf(
  job: Pick<Job, 'cron' | 'lastRun' | 'nextRunAt'> & { runs: readonly Pick<JobRun, 'outcome' | 'dueAt'>[] },
  now: number,
): Trouble {
  if (job.lastRun?.outcome === 'DEAD') return 'givenUp'
  const period = periodOf(job.cron)
  if (period === null) return null
  // Without a success in sight it has been missing at least since the oldest run that is told of.
  const since = (job.runs.find(({ outcome }) => outcome === 'DONE') ?? job.runs.at(-1))?.dueAt ?? job.nextRunAt
  return now - Date.parse(since) > 2 * period ? 'late' : null
}
