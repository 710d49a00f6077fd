import type { Logger } from '../log/log.ts'
import type { JobRuns } from './job-runs.ts'
import type { Job, JobFacts } from './job.ts'

const CODE = /^[A-Z][A-Z0-9_]{0,63}$/

/** What an administrator is told of a failure: the error's own code, never its text. */
const problemOf = (error: unknown): string => {
  const { code } = (error ?? {}) as { code?: unknown }
  return typeof code === 'string' && CODE.test(code) ? code : 'UNEXPECTED'
}

/** Does a run that has begun and writes down how it ended; whether it was done. Throws only when that cannot be written. */
export async function runJob(
  { runs, log }: { runs: JobRuns; log: Logger },
  job: Job,
  { id, dueAt, attempt }: { id: string; dueAt: Date; attempt: number },
): Promise<boolean> {
  const told = { job: job.name, run: id, attempt }
  let facts: JobFacts | undefined
  let problem: string | null = null
  try {
    facts = await job.run(dueAt)
  } catch (error) {
    problem = problemOf(error)
    if (attempt >= job.retry.attempts) log.error({ err: error, ...told }, 'a job failed and is not tried again')
    else log.warn({ err: error, ...told }, 'a job failed and will be tried again')
  }
  const outcome = facts ? 'DONE' : attempt >= job.retry.attempts ? 'DEAD' : 'FAILED'
  if (!(await runs.end(id, { outcome, facts: facts ?? {}, problem })))
    log.warn({ ...told, outcome }, 'a job outlived its lease and had been given up as lost')
  return facts !== undefined
}
