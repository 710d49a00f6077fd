import type { Client } from 'graphql-ws'

/** The way to the server's subscriptions, whether this tab keeps it by itself or shares it with others. */
export interface Line extends Pick<Client, 'subscribe'> {
  /** Lets go of it: what was asked ends, without another word. */
  leave(): void
}

export interface LineListener {
  onConnected(): void
  /** @param isRefusal true when the server wants no line with this session */
  onClosed(isRefusal: boolean): void
  /** Whoever kept the line is gone, and all that was asked with it. */
  onGone(): void
}

/** What a tab says to the one who keeps the line. */
export type FromTab =
  /** @prop lock name of the Web Lock that the tab holds as long as it lives */
  | { type: 'hello'; lock: string }
  | { type: 'subscribe'; id: string; payload: Parameters<Line['subscribe']>[0] }
  | { type: 'complete'; id: string }
  | { type: 'bye' }

/** What it hears. */
export type ToTab =
  /** @prop lock name of the Web Lock that the keeper holds as long as it lives */
  | { type: 'welcome'; lock: string }
  /** There is no room: ask the next. */
  | { type: 'full' }
  | { type: 'connected' }
  | { type: 'closed'; isRefusal: boolean }
  | { type: 'next'; id: string; value: unknown }
  | { type: 'error'; id: string; error: unknown }
  | { type: 'complete'; id: string }
