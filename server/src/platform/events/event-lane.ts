import type { Clock } from '../clock/clock.ts'
import type { Database } from '../database/database.ts'
import type { Logger } from '../log/log.ts'
import type { Happened } from './event.ts'
import { OutboxEventEntity } from './outbox-event.entity.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND

/** Milliseconds an event is taken for; only a server that died, or stood still, loses it. */
export const EVENT_LEASE = MINUTE
/** Milliseconds between the tries; the last for ever, as what happened must not be lost. */
export const EVENT_PAUSES = [SECOND, 5 * SECOND, 30 * SECOND, 5 * MINUTE, 30 * MINUTE]

export interface LaneDeps {
  db: Database
  clock: Clock
  log: Logger
  /** Which events are this lane's. */
  topics(): { $in: readonly string[] } | { $nin: readonly string[] }
  /** Events taken at once. */
  batch: number
  /** Throws when the event must come again. */
  handle(event: Happened): Promise<void>
  /** Milliseconds; `EVENT_LEASE` unless a specification says otherwise. */
  lease?: number
}

/** An event that this server, and for the time of its lease no other, has in hand. */
interface Claimed extends Happened {
  lease: number
  attempts: number
}

/**
 * Events that wait for each other and for no others, in the order they happened as far as possible: one that fails goes
 * behind those that came after it.
 */
export class EventLane {
  readonly #deps: LaneDeps
  readonly #lease: number
  /** The run under way, or the last. */
  #run: Promise<number> = Promise.resolve(0)
  #queued = false
  #closed = false

  constructor(deps: LaneDeps) {
    this.#deps = deps
    this.#lease = deps.lease ?? EVENT_LEASE
  }

  /** Handles what is due, after the run under way; how many events were handled. */
  drain(): Promise<number> {
    this.#queued = true
    this.#run = this.#run.then(
      () => this.#handleDue(),
      () => this.#handleDue(),
    )
    return this.#run
  }

  /** The same without waiting for it; a run that has not begun yet serves for this one too. */
  wake(): void {
    if (this.#queued || this.#closed) return
    this.drain().catch((error: unknown) => this.#deps.log.error({ err: error }, 'events could not be read'))
  }

  /** Waits for the batch in hand. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#run.catch(() => undefined)
  }

  async #handleDue(): Promise<number> {
    this.#queued = false
    let handled = 0
    while (!this.#closed) {
      const claimed = await this.#claim()
      if (claimed.length === 0) break
      for (const event of claimed) if (await this.#handle(event)) handled += 1
    }
    return handled
  }

  /** As mails are claimed (docs/adr/0005): whoever raises the lease from the number both have read has the row. */
  async #claim(): Promise<Claimed[]> {
    const { db, clock, topics, batch } = this.#deps
    const now = clock.now()
    const em = db.em()
    const rows = await em.find(
      OutboxEventEntity,
      { leaseUntil: { $lte: now }, topic: topics() as { $in: string[] } },
      { limit: batch, orderBy: { leaseUntil: 'asc', id: 'asc' } },
    )
    const leaseUntil = new Date(now.getTime() + this.#lease)
    const claimed: Claimed[] = []
    for (const { id, topic, payload, attempts, lease: seen } of rows) {
      const lease = seen + 1
      if ((await em.nativeUpdate(OutboxEventEntity, { id, lease: seen }, { lease, leaseUntil })) === 1)
        claimed.push({ id, topic, payload, attempts, lease })
    }
    // Where all went to others there may be more behind them.
    return claimed.length === 0 && rows.length === batch ? this.#claim() : claimed
  }

  async #handle(event: Claimed): Promise<boolean> {
    const { db, clock, log, handle } = this.#deps
    // Who lost the lease changes nothing: the event is another server's, or gone.
    const own = { id: event.id, lease: event.lease }
    try {
      await within(this.#lease, handle(event))
    } catch (error) {
      const attempts = event.attempts + 1
      const pause = EVENT_PAUSES[Math.min(attempts, EVENT_PAUSES.length) - 1]!
      const told = { err: error, eventId: event.id, topic: event.topic, attempts }
      log.error(told, 'an event could not be handled and will come again')
      const leaseUntil = new Date(clock.now().getTime() + pause)
      await db.em().nativeUpdate(OutboxEventEntity, own, { attempts, leaseUntil })
      return false
    }
    return (await db.em().nativeDelete(OutboxEventEntity, own)) === 1
  }
}

/** A consumer that never ends must not stop its lane: the event is then anybody's again. */
async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error(`not done within ${milliseconds} ms`)), milliseconds)
  try {
    return await Promise.race([work, promise])
  } finally {
    clearTimeout(timer)
  }
}
