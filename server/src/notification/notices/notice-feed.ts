import { Repeater } from '@graphql-yoga/subscription'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { FEED_PAGE, type FeedQueries, type FeedView } from './feed.queries.ts'
import type { FeedBells, Ring } from './feed-bells.ts'

/** Milliseconds after which a feed is looked at though no bell rang. */
const IDLE = 60_000
/** Milliseconds to the next look after one that failed. */
const AGAIN = 5_000

export interface NoticeFeedDeps {
  queries: Pick<FeedQueries, 'position' | 'after'>
  bells: FeedBells
  /** For specs. */
  idleMilliseconds?: number
}

/** What made the feed look: the beginning, more than one update could carry, a bell, or time. */
type Reason = 'BEGIN' | 'MORE' | 'IDLE' | Ring

/**
 * A person's feed as it grows. The bell only says "look": what is new comes from the database, by its place in the feed,
 * so a bell that nobody heard delays news and loses none.
 */
export class NoticeFeed {
  readonly #deps: NoticeFeedDeps

  constructor(deps: NoticeFeedDeps) {
    this.#deps = deps
  }

  /**
   * Updates of the caller's feed, the first at once: what is newer than `after`, or where the feed stands when it is null.
   * Ends when the reader leaves, and not by itself.
   */
  updates(context: OperationContext, after: number | null): AsyncIterable<FeedView> {
    return new Repeater<FeedView>(async (push, stop) => {
      const { bells, idleMilliseconds = IDLE } = this.#deps
      const alarm = new Alarm()
      void stop.then(() => alarm.end())
      // Before the first look: what is published after it rings.
      const leave = bells.listen(context.principal!.userId, ring => alarm.ring(ring))
      let cursor = after
      let told: FeedView | undefined
      let reason: Reason = 'BEGIN'
      try {
        while (!alarm.ended) {
          let wait = idleMilliseconds
          try {
            const { more, ...view } = await this.#look(context, cursor)
            if (worthTelling(reason, view, told)) await push(view)
            told = view
            cursor = view.cursor
            if (more) {
              reason = 'MORE'
              continue
            }
          } catch (error) {
            // The next look finds what this one missed; to end would only make everybody ask at once.
            context.log.warn({ err: error, requestId: context.requestId }, 'a feed could not be read')
            wait = Math.min(AGAIN, idleMilliseconds)
          }
          const woken = await alarm.wait(wait)
          // Still owed after a look that failed.
          reason = told || woken !== 'IDLE' ? woken : 'BEGIN'
        }
      } finally {
        leave()
      }
    })
  }

  async #look(context: OperationContext, cursor: number | null): Promise<FeedView & { more: boolean }> {
    const { queries } = this.#deps
    if (cursor === null) return { ...(await queries.position(context.principal!)), more: false }
    const view = await queries.after(context.principal!, cursor)
    const more = view.notices.length === FEED_PAGE
    return { ...view, cursor: more ? view.notices.at(-1)!.sequence : view.cursor, more }
  }
}

/** A bell may tell of what changes no number, such as the dismissal of something seen; time alone tells of none. */
const worthTelling = (reason: Reason, view: FeedView, told?: FeedView): boolean =>
  reason !== 'IDLE' || view.notices.length > 0 || view.unread !== told?.unread || view.cursor !== told.cursor

/** Waits for a ring, for time or for the end; rings of meanwhile are heard as one. */
class Alarm {
  ended = false
  #rung: Ring | undefined
  #wake: ((reason: Reason) => void) | undefined

  ring(ring: Ring): void {
    if (this.#wake) this.#wake(ring)
    else this.#rung = ring
  }

  end(): void {
    this.ended = true
    this.#wake?.('IDLE')
  }

  async wait(milliseconds: number): Promise<Reason> {
    const rung = this.#rung
    this.#rung = undefined
    if (rung || this.ended) return rung ?? 'IDLE'
    const { promise, resolve } = Promise.withResolvers<Reason>()
    const timer = setTimeout(() => resolve('IDLE'), milliseconds)
    timer.unref()
    this.#wake = resolve
    const reason = await promise
    this.#wake = undefined
    clearTimeout(timer)
    return reason
  }
}
