import { DAY } from '../../platform/clock/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Scheduler } from '../../platform/jobs/scheduler.ts'
import { SandboxStateEntity } from '../sandbox.entities.ts'
import type { MovableClock } from './movable-clock.ts'

/** Days that one move may go on; each runs everything that is due. */
export const MOST_DAYS = 800
/** Databases and certificates know no year beyond; ours is far earlier. */
const LATEST = new Date('2100-01-01T00:00:00Z')
const EARLIEST = new Date('2000-01-01T00:00:00Z')

export interface Moved {
  /** Midnights that were passed. */
  days: number
  /** Names of jobs that failed on the way; time went on. */
  failed: string[]
  /** Time went back, which undoes nothing. */
  back: boolean
}

export type MoveRefusal = 'too-far' | 'out-of-range'

/** Moves the sandbox's business time, running on the way what each UTC midnight brings due. Remembered across starts. */
export class ClockMover {
  readonly clock: MovableClock
  readonly #db: Database
  readonly #jobs: Scheduler
  #turn: Promise<unknown> = Promise.resolve()

  constructor({ db, clock, jobs }: { db: Database; clock: MovableClock; jobs: Scheduler }) {
    this.#db = db
    this.clock = clock
    this.#jobs = jobs
  }

  /** Business time as an earlier start left it. */
  static async remembered(db: Database): Promise<number> {
    const row = await db.em().findOne(SandboxStateEntity, { name: 'clock' })
    const offset = Number(row?.value ?? 0)
    return Number.isSafeInteger(offset) ? offset : 0
  }

  /** By days, forward or back. */
  move(days: number): Promise<Moved | MoveRefusal> {
    return this.#inTurn(() => this.#to(new Date(this.clock.businessNow().getTime() + days * DAY)))
  }

  moveTo(instant: Date): Promise<Moved | MoveRefusal> {
    return this.#inTurn(() => this.#to(instant))
  }

  /** Business time is real time again. Forward or back as any other move. */
  backToReal(): Promise<Moved | MoveRefusal> {
    return this.#inTurn(() => this.#to(new Date(this.clock.businessNow().getTime() - this.clock.offset)))
  }

  async #to(target: Date): Promise<Moved | MoveRefusal> {
    const from = this.clock.businessNow()
    if (!(target >= EARLIEST && target <= LATEST)) return 'out-of-range'
    if (target.getTime() - from.getTime() > MOST_DAYS * DAY) return 'too-far'
    if (target < from) {
      await this.#back(target)
      return { days: 0, failed: await this.#jobs.runFor(target), back: true }
    }
    const failed = new Set<string>()
    let days = 0
    for (let midnight = (Math.floor(from.getTime() / DAY) + 1) * DAY; midnight <= target.getTime(); midnight += DAY) {
      await this.#set(new Date(midnight))
      days++
      for (const name of await this.#jobs.runFor(new Date(midnight))) failed.add(name)
    }
    await this.#set(target)
    // What is due more often than at midnight: nobody should find it late.
    for (const name of await this.#jobs.runFor(target)) failed.add(name)
    return { days, failed: [...failed], back: false }
  }

  /** What was done for later days stays done, but does not stand in the way of what comes until they are there again. */
  #back(target: Date): Promise<void> {
    return this.#jobs.alone(async () => {
      await this.#set(target)
      await this.#jobs.runs.forgetAfter(target)
    })
  }

  async #set(instant: Date): Promise<void> {
    this.clock.offset += instant.getTime() - this.clock.businessNow().getTime()
    await this.#db.em().upsert(SandboxStateEntity, { name: 'clock', value: String(this.clock.offset) })
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work)
    this.#turn = turn.catch(() => undefined)
    return turn
  }
}
