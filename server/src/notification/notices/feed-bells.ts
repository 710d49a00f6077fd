import type { Bus } from '../../platform/events/bus.ts'
import { noticeFeedTopic, type NoticeFeedRing } from './notice-events.ts'

/** Why to look at a feed: something changed in it, or bells may have gone unheard meanwhile. */
export type Ring = 'RUNG' | 'RESYNC'

/**
 * The doorbells of this server: one ear on the bus for all of them, so that a bell wakes the people it is for and nobody
 * else, however many listen.
 */
export class FeedBells {
  readonly #bus: Bus
  readonly #listeners = new Map<string, Set<(ring: Ring) => void>>()
  #deafen: (() => void) | undefined

  constructor(bus: Bus) {
    this.#bus = bus
  }

  /** Calls `wake` whenever the person's bell rings, from now on. Returns how to stop that. `wake` must not throw. */
  listen(recipientId: string, wake: (ring: Ring) => void): () => void {
    const others = this.#listeners.get(recipientId) ?? new Set()
    this.#listeners.set(recipientId, others.add(wake))
    this.#deafen ??= this.#hear()
    return () => {
      others.delete(wake)
      if (others.size === 0 && this.#listeners.get(recipientId) === others) this.#listeners.delete(recipientId)
      if (this.#listeners.size > 0) return
      this.#deafen?.()
      this.#deafen = undefined
    }
  }

  #hear(): () => void {
    const rings = this.#bus.subscribe(noticeFeedTopic)[Symbol.asyncIterator]()
    const hear = ({ done, value }: IteratorResult<unknown>): void => {
      if (done) return
      for (const id of (value as NoticeFeedRing).recipientIds) this.#wake(this.#listeners.get(id), 'RUNG')
      void rings.next().then(hear)
    }
    // Asked at once: the bus forgets what nobody waits for.
    void rings.next().then(hear)
    const stopResync = this.#bus.onResync(() => {
      for (const listeners of this.#listeners.values()) this.#wake(listeners, 'RESYNC')
    })
    return () => {
      stopResync()
      void rings.return?.()
    }
  }

  #wake(listeners: Set<(ring: Ring) => void> | undefined, ring: Ring): void {
    for (const wake of listeners ?? []) wake(ring)
  }
}
