import { setImmediate as turnEnds } from 'node:timers/promises'
import { fault } from '../../platform/graphql/errors.ts'
import type { FeedView } from './feed.queries.ts'
import type { NoticeRow } from './notice.queries.ts'

/** Notices a bell shows at most. */
export const LATEST_MOST = 20

/** A bell that has not been read yet: what is wanted of it comes in one statement. */
export class LazyBell {
  readonly #read: (newest: number) => Promise<FeedView>
  #newest = 0
  #answer: Promise<FeedView> | undefined

  constructor(read: (newest: number) => Promise<FeedView>) {
    this.#read = read
  }

  async cursor(): Promise<number> {
    return (await this.#view()).cursor
  }

  async unread(): Promise<number> {
    return (await this.#view()).unread
  }

  /** The newest active ones, newest first. Throws BAD_USER_INPUT beyond `LATEST_MOST`. */
  async latest(first: number): Promise<NoticeRow[]> {
    if (first < 1 || first > LATEST_MOST)
      throw fault('BAD_USER_INPUT', `The bell shows 1 to ${LATEST_MOST} notices.`, { field: ['first'] })
    this.#newest = Math.max(this.#newest, first)
    return (await this.#view()).notices.slice(0, first)
  }

  /**
   * Siblings are asked for in one turn, though those with arguments some promises later; their wishes are gathered until
   * it ends.
   */
  #view(): Promise<FeedView> {
    return (this.#answer ??= turnEnds().then(() => this.#read(this.#newest)))
  }
}
