import { AsyncLocalStorage } from 'node:async_hooks'
import type { Clock } from '../clock/clock.ts'
import type { Database } from '../database/database.ts'
import type { Logger } from '../log/log.ts'
import type { Bus } from './bus.ts'
import { EventLane } from './event-lane.ts'
import type { Happened } from './event.ts'

/** Milliseconds between two looks without a wake-up: what another server left behind, and what is due again. */
const POLL = 500
/** Events taken at once where nobody but subscribers waits for them. */
const BATCH = 50

/** May run again for an event it has handled: `eventId` tells. Throws when the event must come again. */
export type Consumer = (payload: unknown, eventId: string) => Promise<void>

export interface EventRelayDeps {
  db: Database
  clock: Clock
  log: Logger
  bus: Pick<Bus, 'tell'>
  /** Milliseconds, for specifications; of the lease and between two looks. */
  lease?: number
  poll?: number
}

/**
 * Takes the events that transactions left, gives each to its consumers on this server, tells every subscriber on all
 * servers, and forgets it (decisions §1, Outbox). At least once: ids tell a repetition.
 */
export class EventRelay {
  readonly #deps: EventRelayDeps
  readonly #consumers = new Map<string, Consumer[]>()
  readonly #lanes: EventLane[] = []
  #timer: NodeJS.Timeout | undefined
  /** Work is nobody's who happened to wake the relay: their unit of work and their counters are not its own. */
  readonly #apart = AsyncLocalStorage.snapshot()

  constructor(deps: EventRelayDeps) {
    this.#deps = deps
    this.#addLane(BATCH, () => ({ $nin: [...this.#consumers.keys()] }))
  }

  /**
   * A durable consumer: runs on one server, the one that has the event in hand, before anybody is told. Its topic gets a
   * lane of its own, so that a slow or failing consumer holds up no other topic. To be said before `start`.
   */
  consume(topic: string, consumer: Consumer): void {
    const others = this.#consumers.get(topic)
    if (others) return void others.push(consumer)
    this.#consumers.set(topic, [consumer])
    this.#addLane(1, () => ({ $in: [topic] }))
  }

  start(): void {
    this.#timer = setInterval(() => this.wake(), this.#deps.poll ?? POLL)
    this.#timer.unref()
  }

  /** Looks soon, without waiting for it; does nothing unless started. */
  wake(): void {
    if (this.#timer) this.#apart(() => this.#lanes.forEach(lane => lane.wake()))
  }

  /** Handles all that is due now, and what comes of it; how many events. */
  async drain(): Promise<number> {
    let handled = 0
    for (;;) {
      const round = await this.#apart(() => Promise.all(this.#lanes.map(lane => lane.drain())))
      const sum = round.reduce((a, b) => a + b, 0)
      if (sum === 0) return handled
      handled += sum
    }
  }

  /** Waits for the events in hand. */
  async close(): Promise<void> {
    clearInterval(this.#timer)
    this.#timer = undefined
    await Promise.all(this.#lanes.map(lane => lane.close()))
  }

  #addLane(batch: number, topics: () => { $in: string[] } | { $nin: string[] }): void {
    this.#lanes.push(new EventLane({ ...this.#deps, batch, topics, handle: event => this.#handle(event) }))
  }

  async #handle({ id, topic, payload }: Happened): Promise<void> {
    for (const consumer of this.#consumers.get(topic) ?? []) await consumer(payload, id)
    await this.#deps.bus.tell({ id, topic, payload })
  }
}
