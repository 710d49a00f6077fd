import type { Audit } from '../audit/index.ts'
import type { Principal } from '../platform/graphql/context.ts'
import type { JobRunRow } from '../platform/jobs/job-runs.ts'
import type { Scheduler } from '../platform/jobs/scheduler.ts'
import type { Refusal } from '../platform/refusal/refusal.ts'
import { refuse, type RefusalCode } from '../refusals.ts'

/** Running scheduled work by hand. */
export class JobService {
  readonly #jobs: Scheduler
  readonly #audit: Audit

  constructor({ jobs, audit }: { jobs: Scheduler; audit: Audit }) {
    this.#jobs = jobs
    this.#audit = audit
  }

  /** Runs it now; JOB_NOT_FOUND, or JOB_RUNNING while a run is under way. Recorded with the beginning of the run. */
  async run(principal: Principal, name: string): Promise<JobRunRow | Refusal<RefusalCode>> {
    const run = await this.#jobs.runNow(name, principal.userId, (tx, id) =>
      this.#audit.record(tx, {
        event: 'job.run-by-hand',
        actor: principal,
        subjectType: 'job',
        subjectId: name,
        facts: { run: id },
      }),
    )
    if (run === 'UNKNOWN') return refuse('JOB_NOT_FOUND', ['id'])
    if (run === 'RUNNING') return refuse('JOB_RUNNING', ['id'])
    return run
  }
}
