import { lastInstant } from './schedule.ts'
import type { Job } from './job.ts'
import type { JobOutcome } from './job-run.entity.ts'

/** What of a run tells whether its job is due. */
export interface PastRun {
  outcome: JobOutcome
  dueAt: Date
  /** Real time. */
  finishedAt: Date | null
  askedBy: string | null
}

/** Whether a job is due: for which business time and for the how manieth time, or when it is tried again (real time). */
export type Standing = { due: true; dueAt: Date; attempt: number } | { due: false; retryAt: Date | null }

export interface StandingWish {
  /** Business time. */
  at: Date
  /** Real time. */
  now: Date
  /** Business time since which somebody has been looking; what was missed before is a misfire. */
  since: Date
  /** Runs for a time from the schedule's last instant up to `at`. */
  runs: readonly PastRun[]
}

/**
 * A job is due when its schedule's last instant has no run that was done, whoever asked for that run. Only the last instant
 * counts: after downtime it runs once, however many were missed. A run whose server died (LOST) is taken up again
 * without counting as a try: what ends servers is seldom the job, and its work must not wait for tomorrow.
 */
export function standingOf(job: Job, { at, now, since, runs }: StandingWish): Standing {
  const dueAt = lastInstant(job.cron, at)
  if (runs.some(({ outcome }) => outcome === 'DONE')) return { due: false, retryAt: null }
  const tries = runs.filter(
    run => run.askedBy === null && run.dueAt.getTime() === dueAt.getTime() && ['FAILED', 'DEAD'].includes(run.outcome),
  )
  const attempt = tries.length + 1
  if (attempt > job.retry.attempts || tries.some(({ outcome }) => outcome === 'DEAD'))
    return { due: false, retryAt: null }
  if (tries.length === 0)
    return job.misfire === 'skip' && dueAt < since ? { due: false, retryAt: null } : { due: true, dueAt, attempt }
  const failedAt = Math.max(...tries.map(({ finishedAt }) => finishedAt?.getTime() ?? 0))
  const retryAt = new Date(failedAt + (job.retry.pauses[tries.length - 1] ?? job.retry.pauses.at(-1) ?? 0))
  return now >= retryAt ? { due: true, dueAt, attempt } : { due: false, retryAt }
}
