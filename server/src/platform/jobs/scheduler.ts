import { AsyncLocalStorage } from 'node:async_hooks'
import type { AgendaBackend } from 'agenda'
import type { Clock } from '../clock/clock.ts'
import type { Database, Tx } from '../database/database.ts'
import { withLease } from '../lease/lease.ts'
import type { Logger } from '../log/log.ts'
import { Bells } from './bells.ts'
import { runJob } from './job-execution.ts'
import { JobRuns, type JobRunRow } from './job-runs.ts'
import type { Job } from './job.ts'
import { nextInstant } from './schedule.ts'
import type { Standing } from './standing.ts'

/** Milliseconds between two looks: a clock that was moved is followed within them. */
const LOOK = 60_000
/** Milliseconds to the next look when another server is at a job whose turn it is. */
const SOON = 1_000
/** Milliseconds to the next look when the database did not answer. */
const AFTER_FAULT = 5_000
/** Milliseconds that somebody who runs a job by hand waits for its end. */
const PATIENCE = 5_000

export interface SchedulerDeps {
  db: Database
  clock: Clock
  log: Logger
  jobs: readonly Job[]
  /** Milliseconds after which the work of a server that died is anybody's. */
  leaseMilliseconds: number
  /** Where the bells hang; connected. */
  backend: AgendaBackend
  patience?: number
}

/** What a look did and saw. */
interface Seen {
  /** Names of jobs that failed in it. */
  failed: string[]
  ran: number
  /** Another server is at a job whose turn it is. */
  held: boolean
  standings: ReadonlyMap<string, Standing>
}

/**
 * Runs scheduled work when it is due, by business time. Agenda rings; whoever hears it looks what is due by the table of runs
 * and does it in the order of priority, one at a time, each under its lease: so a bell too many does nothing, a bell
 * that was missed is made good by the next, and servers that share the work neither do it twice nor at once.
 */
export class Scheduler {
  /** In the order of priority, with the operator's schedules. */
  readonly jobs: readonly Job[]
  readonly runs: JobRuns
  readonly #deps: SchedulerDeps
  readonly #bells: Bells
  /** Business time since which this server looks. */
  readonly #since: Date
  /** Work is nobody's who happened to ring: their unit of work and their request are not its own. */
  readonly #apart = AsyncLocalStorage.snapshot()
  readonly #byHand = new Set<Promise<unknown>>()
  #turn: Promise<unknown> = Promise.resolve()
  #waiting: Promise<Seen | null> | undefined
  #closing = false
  /** The last look failed, and has been told of. */
  #blind = false

  constructor(deps: SchedulerDeps) {
    this.#deps = deps
    this.jobs = [...deps.jobs].sort((a, b) => b.priority - a.priority)
    this.runs = new JobRuns(deps)
    this.#since = deps.clock.businessNow()
    this.#bells = new Bells({
      backend: deps.backend,
      jobs: this.jobs,
      lockMilliseconds: deps.leaseMilliseconds,
      log: deps.log,
      ring: async job => this.#untilNext(job, await this.look()),
    })
  }

  /** Looks at once, and whenever a bell rings from now on. */
  async start(): Promise<void> {
    await this.#bells.start()
    void this.look()
  }

  /** Takes no new work and waits for what is under way. */
  async close(): Promise<void> {
    this.#closing = true
    await this.#bells.close()
    await this.#turn
    await Promise.all(this.#byHand)
  }

  /** Does what is due now, until nothing is; null when that could not be read. Those who ask meanwhile share the next look. */
  look(): Promise<Seen | null> {
    this.#waiting ??= this.#inTurn(async () => {
      this.#waiting = undefined
      for (;;) {
        const seen = await this.#look(this.#deps.clock.businessNow())
        this.#blind = false
        if (seen.ran === 0 || seen.held || this.#closing) return seen
      }
    }).catch((error: unknown) => {
      if (!this.#blind) this.#deps.log.error({ err: error }, 'what jobs are due could not be read or written')
      this.#blind = true
      return null
    })
    return this.#waiting
  }

  /** Does once what a midnight of business time brings due, for the sandbox's clock; the names of those that failed. */
  runFor(midnight: Date): Promise<string[]> {
    return this.#inTurn(async () => (await this.#look(midnight)).failed)
  }

  /** Does `work` while no job runs and none begins. */
  alone<T>(work: () => Promise<T>): Promise<T> {
    return this.#inTurn(async () => {
      await Promise.all(this.#byHand)
      return work()
    })
  }

  /**
   * Runs a job now, whatever its schedule says, beside what else runs here. Answers with the finished run, or with the
   * running one after five seconds; 'RUNNING' when a run is under way already. `begun` takes part in the transaction that
   * begins it.
   */
  async runNow(
    name: string,
    askedBy: string,
    begun?: (tx: Tx, id: string) => void,
  ): Promise<JobRunRow | 'UNKNOWN' | 'RUNNING'> {
    const job = this.jobs.find(job => job.name === name)
    if (!job) return 'UNKNOWN'
    const started = Promise.withResolvers<string | 'HELD'>()
    const work = this.#apart(() =>
      this.#leased(job, async () => {
        const dueAt = this.#deps.clock.businessNow()
        const id = await this.runs.begin(job, { dueAt, attempt: 1, askedBy }, begun)
        started.resolve(id)
        // Nobody tries it again but whoever asked.
        await this.#execute(job, { id, dueAt, attempt: job.retry.attempts })
      }),
    ).then(
      done => done === 'HELD' && started.resolve('HELD'),
      (error: unknown) => {
        this.#deps.log.error({ err: error, job: name }, 'a run by hand could not be written down')
        started.reject(error)
      },
    )
    this.#byHand.add(work)
    void work.finally(() => this.#byHand.delete(work))
    const id = await started.promise
    if (id === 'HELD') return 'RUNNING'
    const { promise: enough, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, this.#deps.patience ?? PATIENCE)
    await Promise.race([work, enough])
    clearTimeout(timer)
    return (await this.runs.byId(id)) ?? 'RUNNING'
  }

  /** When each job was last done, real time; one that never was is left out. */
  lastDone(): Promise<ReadonlyMap<string, Date>> {
    return this.runs.lastDone(this.jobs.map(({ name }) => name))
  }

  /** When each job runs next, business time: by its schedule, or sooner where it is tried again or due already. */
  async nextRuns(): Promise<ReadonlyMap<string, Date>> {
    const { clock } = this.#deps
    const at = clock.businessNow()
    const ahead = at.getTime() - clock.now().getTime()
    const found = await this.runs.standings(this.jobs, { at, since: this.#since })
    return new Map(
      this.jobs.map(job => {
        const { standing } = found.get(job.name)!
        const next = nextInstant(job.cron, at)
        if (standing.due) return [job.name, at]
        const retryAt = standing.retryAt && new Date(standing.retryAt.getTime() + ahead)
        return [job.name, retryAt && retryAt < next ? retryAt : next]
      }),
    )
  }

  /** One round over the jobs, in the order of their priority. */
  async #look(at: Date): Promise<Seen> {
    const wish = { at, since: this.#since }
    const found = await this.runs.standings(this.jobs, wish)
    const seen: Seen = {
      failed: [],
      ran: 0,
      held: false,
      standings: new Map([...found].map(([name, { standing }]) => [name, standing])),
    }
    for (const job of this.jobs) {
      const { standing, stray } = found.get(job.name)!
      if (this.#closing) break
      if (!standing.due) {
        if (stray) await this.#leased(job, () => this.runs.lose(job.name))
        continue
      }
      const outcome = await this.#leased(job, () => this.#runIfDue(job, wish))
      // What comes after it waits for it, wherever it runs.
      if (outcome === 'HELD') return { ...seen, held: true }
      if (outcome !== null) seen.ran++
      if (outcome === false) seen.failed.push(job.name)
    }
    return seen
  }

  /** Looks again, now that nobody else can run it. Whether it was done; null: somebody has done it meanwhile. */
  async #runIfDue(job: Job, wish: { at: Date; since: Date }): Promise<boolean | null> {
    const { standing } = (await this.runs.standings([job], wish)).get(job.name)!
    if (!standing.due) return null
    const { dueAt, attempt } = standing
    const id = await this.runs.begin(job, { dueAt, attempt, askedBy: null })
    return this.#execute(job, { id, dueAt, attempt })
  }

  #execute(job: Job, run: { id: string; dueAt: Date; attempt: number }): Promise<boolean> {
    return runJob({ runs: this.runs, log: this.#deps.log }, job, run)
  }

  #leased<T>(job: Job, work: () => Promise<T>): Promise<T | 'HELD'> {
    const { db, clock, leaseMilliseconds } = this.#deps
    return withLease(db, clock, { name: `job:${job.name}`, milliseconds: leaseMilliseconds }, work)
  }

  /** Milliseconds until a job's bell should ring again: by business time, which may be moved meanwhile. */
  #untilNext(job: Job, seen: Seen | null): number {
    if (!seen) return AFTER_FAULT
    if (seen.held) return SOON
    const { clock } = this.#deps
    const at = clock.businessNow()
    const next = nextInstant(job.cron, at).getTime() - at.getTime()
    const standing = seen.standings.get(job.name)
    const retry =
      standing?.due === false && standing.retryAt ? standing.retryAt.getTime() - clock.now().getTime() : LOOK
    return Math.max(0, Math.min(next, retry, LOOK))
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(() => this.#apart(work))
    this.#turn = turn.catch(() => undefined)
    return turn
  }
}
