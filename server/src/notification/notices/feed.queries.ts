import { sql } from 'kysely'
import type { Database } from '../../platform/database/database.ts'
import type { Principal } from '../../platform/graphql/context.ts'
import {
  noticeColumns,
  ownNotices,
  toNoticeRow,
  type NoticeQuery,
  type NoticeRow,
  type NoticeTables,
  type StoredNoticeRow,
} from './notice.queries.ts'

/** Notices an update of the feed carries at most. */
export const FEED_PAGE = 50

/** Where a person's feed stands, with the notices that were asked for. */
export interface FeedView {
  /** Sequence of the newest published notice; 0 when there was none yet. */
  cursor: number
  /** Active and never on show. */
  unread: number
  notices: NoticeRow[]
}

/** Which notices: the newest first, those beyond a position in their order, or none. */
type Wish = { newest: number } | { after: number } | null

type FoundRow = (StoredNoticeRow | { id: null }) & {
  last_sequence: number
  seen_sequence: number
  unread: number | string
}

/** The caller's own feed. Each reading is one statement, so that position, count and notices belong together. */
export class FeedQueries {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  /** Position and count alone. */
  position(principal: Principal): Promise<FeedView> {
    return this.#read(principal, null)
  }

  /** With the newest active notices, newest first. */
  newest(principal: Principal, newest: number): Promise<FeedView> {
    return this.#read(principal, newest > 0 ? { newest } : null)
  }

  /** With the active notices beyond a position, oldest first, `FEED_PAGE` at most. */
  after(principal: Principal, after: number): Promise<FeedView> {
    return this.#read(principal, { after })
  }

  async #read(principal: Principal, wish: Wish): Promise<FeedView> {
    const db = this.#db.sql<NoticeTables>()
    const active = ownNotices(db, principal).where('status', '=', 'ACTIVE')
    // Asked for by itself, not of each row of the join, for which it would be counted again.
    const seen = db.selectFrom('notice_feed').where('recipient_id', '=', principal.userId).select('seen_sequence')
    const unread = active.where('sequence', '>', seen).select(sql`count(*)`.as('n'))
    const { rows } = await (
      wish === null
        ? sql<FoundRow>`select null as id, f.last_sequence, f.seen_sequence, (${unread}) as unread
            from notice_feed as f where f.recipient_id = ${principal.userId}`
        : sql<FoundRow>`select n.*, f.last_sequence, f.seen_sequence, (${unread}) as unread
            from notice_feed as f left join (${wished(active.select(noticeColumns), wish)}) as n on 1 = 1
            where f.recipient_id = ${principal.userId} order by ${orderOf(wish)}`
    ).execute(db)
    const [first] = rows
    return {
      cursor: Number(first?.last_sequence ?? 0),
      unread: Number(first?.unread ?? 0),
      notices: rows.filter((row): row is FoundRow & StoredNoticeRow => row.id !== null).map(toNoticeRow),
    }
  }
}

const wished = (notices: NoticeQuery, wish: NonNullable<Wish>): NoticeQuery =>
  'newest' in wish
    ? notices.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(wish.newest)
    : notices.where('sequence', '>', wish.after).orderBy('sequence').limit(FEED_PAGE)

/** Said once more outside: a join keeps no order. */
const orderOf = (wish: NonNullable<Wish>) => ('newest' in wish ? sql`n.created_at desc, n.id desc` : sql`n.sequence`)
