import { sql, type Kysely } from 'kysely'
import { againAfterContention } from '../../platform/database/contention.ts'
import { unitOfWork, type Database } from '../../platform/database/database.ts'
import type { Bus } from '../../platform/events/bus.ts'
import { noticeFeedTopic, type NoticeFeedRing, type NoticesIssued } from './notice-events.ts'

/** Recipients whose notices get their places in one transaction. */
const CHUNK = 1_000

/**
 * Publishes what a run has written, for everybody it concerns: each recipient's notices get the next places in that
 * person's feed, dense and in order, and the person's bell rings (decisions §1, Outbox and cursors). Nobody sees a notice
 * before, so who reads on from a place misses none that commits late.
 */
export class NoticePublisher {
  readonly #db: Database
  readonly #bus: Pick<Bus, 'publish'>
  readonly #chunk: number

  constructor({ db, bus, chunk = CHUNK }: { db: Database; bus: Pick<Bus, 'publish'>; chunk?: number }) {
    this.#db = db
    this.#bus = bus
    this.#chunk = chunk
  }

  /**
   * Gives places to what has none yet, and rings. Safe to do again, and at the same time elsewhere: a second time gives
   * nothing and rings once more, which is what a server needs done that died between the two.
   */
  async publish({ runId }: NoticesIssued): Promise<void> {
    for (let last = ''; ;) {
      const recipientIds = await this.#recipients(runId, last)
      if (recipientIds.length === 0) return
      await this.#openFeeds(recipientIds)
      await againAfterContention(() => this.#place(runId, recipientIds))
      this.#bus.publish(noticeFeedTopic, { recipientIds } satisfies NoticeFeedRing)
      last = recipientIds.at(-1)!
    }
  }

  async #recipients(runId: string, after: string): Promise<string[]> {
    const { rows } = await sql<{ recipient_id: string }>`
      select distinct recipient_id from notice where run_id = ${runId} and recipient_id > ${after}
      order by recipient_id limit ${sql.lit(this.#chunk)}`.execute(this.#db.sql())
    return rows.map(row => row.recipient_id)
  }

  /**
   * In a transaction of its own: an insert that meets a row holds it shared, and two that hold it so would each wait for
   * the other when they lock it.
   */
  async #openFeeds(recipientIds: readonly string[]): Promise<void> {
    const insert = this.#db.dialect === 'sqlite' ? sql`insert or ignore into` : sql`insert ignore into`
    const missing = await this.#withoutFeed(recipientIds)
    if (missing.length === 0) return
    const values = sql.join(missing.map(id => sql`(${id}, 0, 0)`))
    await againAfterContention(() =>
      sql`${insert} notice_feed (recipient_id, last_sequence, seen_sequence) values ${values}`.execute(this.#db.sql()),
    )
  }

  async #withoutFeed(recipientIds: readonly string[]): Promise<string[]> {
    const { rows } = await sql<{ recipient_id: string }>`
      select recipient_id from notice_feed where recipient_id in (${sql.join(recipientIds)})`.execute(this.#db.sql())
    const known = new Set(rows.map(row => row.recipient_id))
    return recipientIds.filter(id => !known.has(id))
  }

  /** Read committed: what it counts up to is what the publisher before it has committed, and no gap is locked. */
  async #place(runId: string, recipientIds: readonly string[]): Promise<void> {
    const { dialect } = this.#db
    await unitOfWork(
      this.#db,
      async tx => {
        const sqlOf = tx.getKysely() as Kysely<unknown>
        const ids = sql.join(recipientIds)
        const onServer = dialect === 'mysql'
        // Said to a server, as it would read, and so lock, all of a small table: rows of other publishers too.
        const byId = onServer ? sql`force index (primary)` : sql``
        // All feeds in the order of their ids, so that of two publishers one simply waits.
        if (onServer)
          await sql`select recipient_id from notice_feed ${byId} where recipient_id in (${ids})
            order by recipient_id for update`.execute(sqlOf)
        const placed = sql`
          select n.id, f.last_sequence + row_number() over (partition by n.recipient_id order by n.created_at, n.id) as place
          from notice as n inner join notice_feed as f ${byId} on f.recipient_id = n.recipient_id
          where n.run_id = ${runId} and n.recipient_id in (${ids}) and n.sequence is null`
        await (
          onServer
            ? sql`update (${placed}) as p straight_join notice ${byId} on notice.id = p.id
                set notice.sequence = p.place`
            : sql`update notice set sequence = p.place from (${placed}) as p where p.id = notice.id`
        ).execute(sqlOf)
        await sql`update notice_feed ${byId} set last_sequence = (
            select ${onServer ? sql`greatest` : sql`max`}(notice_feed.last_sequence, coalesce(max(n.sequence), 0))
            from notice as n where n.run_id = ${runId} and n.recipient_id = notice_feed.recipient_id)
          where recipient_id in (${ids})`.execute(sqlOf)
        return true
      },
      { readCommitted: true },
    )
  }
}
