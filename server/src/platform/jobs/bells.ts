import type { Agenda, AgendaBackend, Job as Bell } from 'agenda'
import { newId } from '../ids/ids.ts'
import type { Logger } from '../log/log.ts'
import type { Job } from './job.ts'
import { towerOf, type Tower } from './tower.ts'

/** `lookEvery` of a server. */
const LOOK_EVERY = 5_000
/** Milliseconds between two log lines about a backend that does not answer. */
const SAY_EVERY = 60_000
/** Milliseconds to the next ring after one that failed, and to the next try to hang the bells up. */
const AFTER_FAULT = 60_000

export interface BellsDeps {
  backend: AgendaBackend
  jobs: readonly Job[]
  /** Milliseconds after which the bell of a server that died rings for another. */
  lockMilliseconds: number
  /** Milliseconds between two questions to the backend for bells that ring soon; each then rings to the millisecond. */
  lookEvery?: number
  log: Logger
  /** Answers a bell; milliseconds until it should ring again. */
  ring(job: Job): Promise<number>
}

/**
 * One bell a job, hung up with Agenda: of several servers one hears each ring, mostly. Nothing depends on that: Agenda's locks
 * run out by the clock of whoever looks, and are then taken over whatever the next time is.
 */
export class Bells {
  readonly #deps: BellsDeps
  readonly #tower: Tower
  /** Names this server in the locks it takes. */
  readonly #name = `portico ${newId()}`
  #agenda: Agenda | undefined
  #again: NodeJS.Timeout | undefined
  #said = -Infinity

  constructor(deps: BellsDeps) {
    this.#deps = deps
    this.#tower = towerOf(deps.backend, deps.log)
  }

  async start(): Promise<void> {
    const { jobs, lockMilliseconds, lookEvery = LOOK_EVERY } = this.#deps
    // Loaded when it is needed: it brings a calendar library along.
    const { Agenda: Rings } = await import('agenda')
    const agenda = new Rings({
      backend: this.#tower,
      name: this.#name,
      processEvery: Math.min(lookEvery, lockMilliseconds),
      maxConcurrency: jobs.length,
      defaultConcurrency: 1,
      defaultLockLifetime: lockMilliseconds,
    })
    agenda.on('error', error => this.#complain(error))
    for (const job of jobs) agenda.define(job.name, bell => this.#answer(job, bell), { priority: job.priority })
    await agenda.ready
    await this.#hang(agenda)
    this.#agenda = agenda
    await agenda.start()
  }

  /** Until all of them hang: a backend that does not answer now may do so in a minute. */
  async #hang(agenda: Agenda): Promise<void> {
    try {
      for (const job of this.#deps.jobs) await hang(agenda, job.name)
    } catch (error) {
      this.#complain(error)
      this.#again = setTimeout(() => void this.#hang(agenda), AFTER_FAULT)
      this.#again.unref()
    }
  }

  /** Lets bells under way finish, gives back those it had reserved, and lets go of the backend. */
  async close(): Promise<void> {
    const { backend, jobs } = this.#deps
    clearTimeout(this.#again)
    if (this.#agenda) {
      await this.#tower.shut()
      await this.#agenda.drain()
      try {
        const names = jobs.map(({ name }) => name)
        const { jobs: bells } = await backend.repository.queryJobs({ names })
        const own = bells.filter(bell => bell.lockedAt && bell.lastModifiedBy === this.#name)
        await backend.repository.unlockJobs(own.map(bell => bell._id))
      } catch (error) {
        this.#complain(error)
      }
    }
    await backend.disconnect()
  }

  /** Must not throw, and must say when the bell rings next: otherwise Agenda would leave it silent for ever. */
  async #answer(job: Job, bell: Bell): Promise<void> {
    const { ring, lockMilliseconds } = this.#deps
    let touching: Promise<unknown> = Promise.resolve()
    const timer = setInterval(() => {
      touching = bell.touch().catch((error: unknown) => this.#complain(error))
    }, lockMilliseconds / 3)
    timer.unref()
    let pause = AFTER_FAULT
    try {
      pause = await ring(job)
    } catch (error) {
      this.#complain(error)
    } finally {
      clearInterval(timer)
      // A touch that arrives after the end would lock the bell again.
      await touching
      bell.attrs.nextRunAt = new Date(Date.now() + pause)
    }
  }

  #complain(error: unknown): void {
    if (performance.now() - this.#said < SAY_EVERY) return
    this.#said = performance.now()
    this.#deps.log.error({ err: error }, 'the bells of jobs cannot be read or written')
  }
}

/** Makes the job's one bell, or lets the one that is there ring again, whatever became of the server that heard it last. */
async function hang(agenda: Agenda, name: string): Promise<void> {
  const save = () => {
    const bell = agenda.create(name, {})
    bell.attrs.type = 'single'
    // Ahead: what lies in the past is not written over a bell that is there.
    bell.attrs.nextRunAt = new Date(Date.now() + 1_000)
    return bell.save()
  }
  // Two servers that start together may both find none; then the second finds the first's.
  await save().catch(save)
}
