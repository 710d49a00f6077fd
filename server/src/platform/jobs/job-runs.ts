import { sql } from 'kysely'
import { DAY, type Clock } from '../clock/clock.ts'
import { unitOfWork, type Database, type Tx } from '../database/database.ts'
import { instantOf, storedInstant, type StoredInstant } from '../database/rows.ts'
import { newId } from '../ids/ids.ts'
import { JobRunEntity, type JobOutcome } from './job-run.entity.ts'
import type { Job, JobFacts } from './job.ts'
import { lastInstant } from './schedule.ts'
import { standingOf, type PastRun, type Standing } from './standing.ts'

/** Days of real time that a run is told of. */
export const KEPT_DAYS = 30

/** A run as it is told of. */
export interface JobRunRow extends PastRun {
  id: string
  job: string
  /** Real time. */
  startedAt: Date
  attempt: number
  facts: JobFacts
  problem: string | null
}

/** How a run ended. */
export interface JobEnd {
  outcome: Extract<JobOutcome, 'DONE' | 'FAILED' | 'DEAD'>
  facts: JobFacts
  problem: string | null
}

/** A run that is about to begin. */
export interface JobBeginning {
  dueAt: Date
  attempt: number
  askedBy: string | null
}

interface Row {
  id: string
  job: string
  due_at: StoredInstant
  started_at: StoredInstant
  finished_at: StoredInstant | null
  outcome: JobOutcome
  attempt: number
  facts: string | JobFacts
  problem: string | null
  asked_by: string | null
}

const finished: readonly JobOutcome[] = ['DONE', 'FAILED', 'DEAD']

/** The table of runs. What it tells decides what is due, so that a second bell for the same time does nothing. */
export class JobRuns {
  readonly #db: Database
  readonly #clock: Clock

  constructor({ db, clock }: { db: Database; clock: Clock }) {
    this.#db = db
    this.#clock = clock
  }

  /** How each of the jobs stands at `at`, in one statement; `stray`: one of its runs has not ended. */
  async standings(
    jobs: readonly Job[],
    { at, since }: { at: Date; since: Date },
  ): Promise<Map<string, { standing: Standing; stray: boolean }>> {
    const stored = (instant: Date) => storedInstant(this.#db.dialect, instant)
    const rows = await this.#db
      .sql<{ job_run: Row }>()
      .selectFrom('job_run')
      .select(['job', 'outcome', 'due_at', 'finished_at', 'asked_by'])
      .where(({ and, eb, or }) =>
        // By outcome, so that each part is a range of the index.
        or([
          and([
            eb(
              'job',
              'in',
              jobs.map(({ name }) => name),
            ),
            eb('outcome', '=', 'RUNNING'),
          ]),
          ...jobs.map(({ name, cron }) =>
            and([
              eb('job', '=', name),
              eb('outcome', 'in', finished),
              eb('due_at', '>=', stored(lastInstant(cron, at))),
              eb('due_at', '<=', stored(at)),
            ]),
          ),
        ]),
      )
      .execute()
    const now = this.#clock.now()
    return new Map(
      jobs.map(job => {
        const own = rows.filter(row => row.job === job.name)
        const runs = own.filter(({ outcome }) => outcome !== 'RUNNING').map(toPast)
        return [
          job.name,
          { standing: standingOf(job, { at, now, since, runs }), stray: own.length > runs.length },
        ] as const
      }),
    )
  }

  /**
   * Writes that a run begins, for whoever holds the job's lease: what is still told to run there is lost. `begun` takes
   * part in the transaction. The run's id.
   */
  async begin(
    { name }: Job,
    { dueAt, attempt, askedBy }: JobBeginning,
    begun?: (tx: Tx, id: string) => void,
  ): Promise<string> {
    const id = newId()
    await unitOfWork(this.#db, async tx => {
      await this.#lose(tx, name)
      tx.create(JobRunEntity, {
        id,
        job: name,
        dueAt,
        startedAt: this.#clock.now(),
        finishedAt: null,
        outcome: 'RUNNING' satisfies JobOutcome,
        attempt,
        facts: {},
        problem: null,
        askedBy,
      })
      begun?.(tx, id)
      return true
    })
    return id
  }

  /** Writes how it ended; false when it had been given up as lost meanwhile. */
  async end(id: string, end: JobEnd): Promise<boolean> {
    const running = { id, outcome: 'RUNNING' satisfies JobOutcome }
    return (await this.#db.em().nativeUpdate(JobRunEntity, running, { ...end, finishedAt: this.#clock.now() })) === 1
  }

  /** For whoever holds the job's lease: says of runs whose server died that they are lost. */
  async lose(name: string): Promise<void> {
    await this.#lose(this.#db.em(), name)
  }

  /** Forgets runs for later than `instant` (business time): the sandbox's clock went back, and those days come anew. */
  async forgetAfter(instant: Date): Promise<void> {
    await this.#db.em().nativeDelete(JobRunEntity, { dueAt: { $gt: instant }, outcome: { $in: [...finished, 'LOST'] } })
  }

  async #lose(em: Pick<Tx, 'nativeUpdate'>, name: string): Promise<void> {
    const stray = { job: name, outcome: 'RUNNING' satisfies JobOutcome }
    await em.nativeUpdate(JobRunEntity, stray, {
      outcome: 'LOST' satisfies JobOutcome,
      finishedAt: this.#clock.now(),
    })
  }

  /** The latest runs of each job, newest first, in one statement. */
  async latest(names: readonly string[], most: number): Promise<Map<string, JobRunRow[]>> {
    const parts = names.map(
      name =>
        sql`select * from (select * from job_run where job = ${name} order by started_at desc, id desc limit ${sql.lit(most)}) as latest`,
    )
    const { rows } =
      parts.length === 0
        ? { rows: [] }
        : await sql<Row>`${sql.join(parts, sql` union all `)}`.execute(this.#db.sql<{ job_run: Row }>())
    const found = new Map<string, JobRunRow[]>(names.map(name => [name, []]))
    for (const row of rows) found.get(row.job)!.push(toRun(row))
    for (const runs of found.values())
      runs.sort((a, b) => b.startedAt.getTime() - a.startedAt.getTime() || (a.id < b.id ? 1 : -1))
    return found
  }

  async byId(id: string): Promise<JobRunRow | undefined> {
    const row = await this.#db
      .sql<{ job_run: Row }>()
      .selectFrom('job_run')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst()
    return row && toRun(row)
  }

  /** When each job was last done, real time; one that never was is left out. */
  async lastDone(names: readonly string[]): Promise<Map<string, Date>> {
    const parts = names.map(
      name =>
        sql`select * from (select job, finished_at from job_run where job = ${name} and outcome = 'DONE' order by due_at desc limit 1) as latest`,
    )
    const { rows } = await sql<{
      job: string
      finished_at: StoredInstant
    }>`${sql.join(parts, sql` union all `)}`.execute(this.#db.sql<{ job_run: Row }>())
    return new Map(rows.map(({ job, finished_at }) => [job, instantOf(finished_at)]))
  }

  /** Removes what ended long ago; how many rows. */
  sweep(): Promise<number> {
    return this.#db.em().nativeDelete(JobRunEntity, {
      startedAt: { $lt: new Date(this.#clock.now().getTime() - KEPT_DAYS * DAY) },
      outcome: { $ne: 'RUNNING' satisfies JobOutcome },
    })
  }
}

const toPast = (row: Pick<Row, 'outcome' | 'due_at' | 'finished_at' | 'asked_by'>): PastRun => ({
  outcome: row.outcome,
  dueAt: instantOf(row.due_at),
  finishedAt: row.finished_at === null ? null : instantOf(row.finished_at),
  askedBy: row.asked_by,
})

const toRun = (row: Row): JobRunRow => ({
  ...toPast(row),
  id: row.id,
  job: row.job,
  startedAt: instantOf(row.started_at),
  attempt: row.attempt,
  facts: typeof row.facts === 'string' ? (JSON.parse(row.facts) as JobFacts) : row.facts,
  problem: row.problem,
})
