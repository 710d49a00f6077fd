import { createPubSub, type PubSub } from '@graphql-yoga/subscription'

/** Events inside the process; the outbox's relay takes its place when notices come (architecture §3, rule 4). */
export type Bus = PubSub<Record<string, [unknown]>>

export const createBus = (): Bus => createPubSub<Record<string, [unknown]>>()
