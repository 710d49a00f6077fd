import { FakeClock } from '../../clock/clock.ts'
import type { Database } from '../../database/database.ts'
import { createLog } from '../../log/log.ts'
import { JobRunEntity } from '../job-run.entity.ts'
import type { Job } from '../job.ts'
import { MemoryBackend } from '../memory-backend.ts'
import { Scheduler, type SchedulerDeps } from '../scheduler.ts'

export const LEASE = 60_000

/** A job that does nothing, but for what the spec says. */
export const job = (name: string, more: Partial<Job> = {}): Job => ({
  name,
  cron: '0 0 * * *',
  timeZone: 'UTC',
  overlap: 'skip',
  misfire: 'run-once',
  retry: { attempts: 3, pauses: [60_000, 600_000] },
  priority: 0,
  run: async () => ({}),
  ...more,
})

/** One database with a clock and as many servers on it as a spec wants. */
export class JobWorld {
  readonly clock = new FakeClock('2026-11-23T15:00:00Z')
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  async clear(): Promise<this> {
    await this.#db.em().execute('delete from lease')
    await this.#db.em().execute('delete from job_run')
    return this
  }

  server(jobs: readonly Job[], more: Partial<SchedulerDeps> = {}): Scheduler {
    return new Scheduler({
      db: this.#db,
      clock: this.clock,
      log: createLog('silent'),
      jobs,
      leaseMilliseconds: LEASE,
      backend: new MemoryBackend(),
      ...more,
    })
  }

  /** Every run, the first to begin first, as `expiry-notices 2026-11-23T00:00 DONE 1`. */
  async told(): Promise<string[]> {
    const rows = await this.#db.em().find(JobRunEntity, {}, { orderBy: { startedAt: 'asc', id: 'asc' } })
    return rows.map(
      ({ job, dueAt, outcome, attempt }) => `${job} ${dueAt.toISOString().slice(0, 16)} ${outcome} ${attempt}`,
    )
  }
}
