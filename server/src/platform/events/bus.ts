import { setMaxListeners } from 'node:events'
import { createPubSub, SlidingBuffer, type PubSub } from '@graphql-yoga/subscription'
import { LRUCache } from 'lru-cache'
import type { Clock } from '../clock/clock.ts'
import { afterCommit } from '../database/after-commit.ts'
import type { Tx } from '../database/database.ts'
import { newId } from '../ids/ids.ts'
import type { Happened } from './event.ts'
import type { Line } from './line.port.ts'
import { OutboxEventEntity } from './outbox-event.entity.ts'

/** Events that a subscriber may be behind; of more it hears the latest. */
const BEHIND = 1_024
/** Ids remembered to tell a repetition, which comes soon or after the lease of a server that died. */
const REMEMBERED = 20_000

/** Where features say what happened, and subscribers hear of it on every server of the house. */
export interface Bus extends PubSub<Record<string, [unknown]>> {
  /**
   * Says it with the transaction: written into it, and told once it has committed, even if this server dies in between
   * (architecture §3, rule 4). `payload`: ids, codes and numbers only.
   */
  after(tx: Tx, topic: string, payload: object): void
  /** Tells of an event that has its id already; of one that was told before only the other servers hear again. */
  tell(event: Happened): Promise<void>
  /** Does `callback` when the line to the other servers was broken and is back. Returns how to stop that. */
  onResync(callback: () => void): () => void
}

export interface BusDeps {
  /** Keeps events until they are told; without it they are told straight after the commit. */
  outbox?: { clock: Clock; wake(): void }
  /** To the other servers; without it there are none. */
  line?: Line | undefined
}

export function createBus({ outbox, line }: BusDeps = {}): Bus {
  const eventTarget = new EventTarget()
  // One listener a subscriber: many are no leak.
  setMaxListeners(0, eventTarget)
  const telling = (repeaterBuffer?: SlidingBuffer) =>
    createPubSub<Record<string, [unknown]>>({ eventTarget: eventTarget as never, repeaterBuffer })
  const { publish } = telling()
  const subscribe: Bus['subscribe'] = (...of) =>
    // Without a buffer a subscriber too far behind throws at whoever publishes, and that ends the process; with one that
    // others share it would be given what they have not fetched yet.
    telling(new SlidingBuffer(BEHIND)).subscribe(...of)
  const known = new LRUCache<string, true>({ max: REMEMBERED })
  const resyncs = new Set<() => void>()
  const hear = ({ id, topic, payload }: Happened) => {
    if (known.has(id)) return
    known.set(id, true)
    publish(topic, payload)
  }
  const tell = async (event: Happened) => {
    hear(event)
    await line?.tell(event)
  }
  line?.open({
    happened: hear,
    back() {
      for (const callback of resyncs) callback()
    },
  })
  const bus: Bus = {
    subscribe,
    tell,
    publish: (topic, payload) => void tell({ id: newId(), topic, payload }),
    after(tx, topic, payload) {
      if (!outbox) return afterCommit(tx, () => bus.publish(topic, payload))
      const now = outbox.clock.now()
      tx.create(OutboxEventEntity, {
        id: newId(),
        topic,
        payload,
        createdAt: now,
        leaseUntil: now,
        lease: 0,
        attempts: 0,
      })
      afterCommit(tx, () => outbox.wake())
    },
    onResync(callback) {
      resyncs.add(callback)
      return () => void resyncs.delete(callback)
    },
  }
  return bus
}
