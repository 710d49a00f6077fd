import { setMaxListeners } from 'node:events'
import { createPubSub, type PubSub } from '@graphql-yoga/subscription'

/** Events inside the process; the outbox's relay takes its place when notices come (architecture §3, rule 4). */
export type Bus = PubSub<Record<string, [unknown]>>

export function createBus(): Bus {
  const eventTarget = new EventTarget()
  // One listener a subscriber: many are no leak.
  setMaxListeners(0, eventTarget)
  return createPubSub<Record<string, [unknown]>>({ eventTarget: eventTarget as never })
}
