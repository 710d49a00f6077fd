import { DAY, type Clock } from '../clock/clock.ts'
import type { Logger } from '../log/log.ts'

/**
 * Work that is due once a day. It asks "what is due at this instant and not yet done?", so that a missed day is caught
 * up by the next and a second run of the same day does nothing (architecture §3, rule 9).
 */
export interface DailyJob {
  /** Told in the log, and in the sandbox. */
  name: string
  /** `at`: the UTC midnight, in business time, that the day began with. */
  run(at: Date): Promise<void>
}

/** Milliseconds between two looks at the clock. */
const LOOK_EVERY = 60_000

export const midnightOf = (instant: Date): Date => new Date(Math.floor(instant.getTime() / DAY) * DAY)

/** Runs each job at the start and at every UTC midnight of business time; what failed is tried again a minute later. */
export class Daily {
  readonly jobs: readonly DailyJob[]
  readonly #clock: Clock
  readonly #log: Logger
  /** The last midnight each job finished. */
  readonly #done = new Map<string, number>()
  #timer: NodeJS.Timeout | undefined
  #turn: Promise<unknown> = Promise.resolve()

  constructor({ clock, log, jobs }: { clock: Clock; log: Logger; jobs: readonly DailyJob[] }) {
    this.#clock = clock
    this.#log = log
    this.jobs = jobs
  }

  start(): void {
    const look = () => void this.runFor(midnightOf(this.#clock.businessNow()))
    this.#timer = setInterval(look, LOOK_EVERY)
    this.#timer.unref()
    look()
  }

  /** Waits for what is under way. */
  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.#turn
  }

  /** Runs whatever this day or a later one has not seen yet, one after the other; the names of those that failed. */
  runFor(midnight: Date): Promise<string[]> {
    const run = this.#turn.then(() => this.#run(midnight))
    this.#turn = run
    return run
  }

  async #run(midnight: Date): Promise<string[]> {
    const failed: string[] = []
    for (const job of this.jobs) {
      if ((this.#done.get(job.name) ?? -Infinity) >= midnight.getTime()) continue
      try {
        await job.run(midnight)
        this.#done.set(job.name, midnight.getTime())
      } catch (error) {
        failed.push(job.name)
        this.#log.error({ err: error, job: job.name }, 'daily work failed and will be tried again')
      }
    }
    return failed
  }
}
