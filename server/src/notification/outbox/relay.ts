import { AsyncLocalStorage } from 'node:async_hooks'
import { MailLane, type LaneTerms } from './mail-lane.ts'
import type { OutboxDeps } from './outbox.ts'
import { Settlement } from './settlement.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** Milliseconds between two looks without a wake-up: what another server left behind, and what is due again. */
const POLL = 500
/** Milliseconds a batch is taken for. Longer than any transport's patience, so only a server that died loses it. */
export const LEASE = 2 * MINUTE
/** Milliseconds between the tries: five in a day, then the message has failed. The lanes spread them enough: no jitter. */
export const PAUSES: readonly number[] = [MINUTE, 15 * MINUTE, 3 * HOUR, 20 * HOUR]

/** What somebody waits for at a page goes beside, not behind, the thousands that a night's notices may be. */
const LANES = [
  { caused: false, batch: 10, abreast: 2 },
  { caused: true, batch: 100, abreast: 4 },
] satisfies Partial<LaneTerms>[]

/**
 * Keeps the lanes going. At least once: a server that dies between sending and writing leaves the message to the next,
 * which sends it again under its id.
 */
export class Relay {
  readonly #deps: OutboxDeps
  readonly #settlement: Settlement
  readonly #lanes: readonly MailLane[]
  readonly #running = new Map<MailLane, Promise<void>>()
  readonly #again = new Set<MailLane>()
  #timer: NodeJS.Timeout | undefined
  /** Work is nobody's who happened to wake the relay: their unit of work and their counters are not its own. */
  readonly #apart = AsyncLocalStorage.snapshot()

  constructor(deps: OutboxDeps) {
    const { lease = LEASE, pauses = PAUSES } = deps
    this.#deps = deps
    this.#settlement = new Settlement(deps.db, { audit: deps.caused?.audit, patience: lease / 2 })
    const lanes = LANES.filter(({ caused }) => !caused || deps.caused)
    this.#lanes = lanes.map(terms => new MailLane(deps, { ...terms, lease, pauses }, this.#settlement))
  }

  start(): void {
    this.#timer = setInterval(() => this.wake(), POLL)
    this.#timer.unref()
  }

  wake(): void {
    if (this.#timer) for (const lane of this.#lanes) this.#wakeLane(lane)
  }

  #wakeLane(lane: MailLane): void {
    if (this.#running.has(lane)) return void this.#again.add(lane)
    const run = this.#apart(() => lane.deliverDue())
      .catch((error: unknown) => this.#deps.log.error({ err: error }, 'the outbox could not be read'))
      .then(() => {
        this.#running.delete(lane)
        if (this.#again.delete(lane) && this.#timer) this.#wakeLane(lane)
      })
    this.#running.set(lane, run)
  }

  /** Waits for the mails on their way. */
  async close(): Promise<void> {
    clearInterval(this.#timer)
    this.#timer = undefined
    for (const lane of this.#lanes) lane.close()
    this.#settlement.close()
    await Promise.all(this.#running.values())
    this.#deps.transport.close()
  }

  async deliverDue(): Promise<number> {
    const sent = await Promise.all(this.#lanes.map(lane => lane.deliverDue()))
    return sent.reduce((sum, each) => sum + each, 0)
  }
}
