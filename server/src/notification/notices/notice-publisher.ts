import { sql, type Kysely } from 'kysely'
import { againAfterContention } from '../../platform/database/contention.ts'
import { unitOfWork, type Database } from '../../platform/database/database.ts'
import type { Bus } from '../../platform/events/bus.ts'
import { noticeFeedTopic, type NoticeFeedRing, type NoticesIssued } from './notice-events.ts'

/** Recipients whose bells ring together. */
const CHUNK = 1_000
/** Notices that get their places in one transaction. */
const BATCH = 5_000

export interface NoticePublisherDeps {
  db: Database
  bus: Pick<Bus, 'publish'>
  /** For specs, as the next. */
  chunk?: number
  batch?: number
}

/**
 * Publishes what a run has written, for everybody it concerns: each recipient's notices get the next places in that
 * person's feed, dense and in order, and the person's bell rings (decisions §1, Outbox and cursors). Nobody sees a notice
 * before, so who reads on from a place misses none that commits late.
 */
export class NoticePublisher {
  readonly #db: Database
  readonly #bus: Pick<Bus, 'publish'>
  readonly #chunk: number
  readonly #batch: number

  constructor({ db, bus, chunk = CHUNK, batch = BATCH }: NoticePublisherDeps) {
    this.#db = db
    this.#bus = bus
    this.#chunk = chunk
    this.#batch = batch
  }

  /**
   * Gives places to what has none yet, and rings. Safe to do again, and at the same time elsewhere: a second time gives
   * nothing and rings once more, which is what a server needs done that died between the two.
   */
  async publish({ runId }: NoticesIssued): Promise<void> {
    for (let last = ''; ;) {
      const recipients = await this.#recipients(runId, last)
      if (recipients.length === 0) return
      const waiting = recipients.filter(({ waiting }) => waiting).map(({ id }) => id)
      if (waiting.length > 0) {
        await this.#openFeeds(waiting)
        while ((await againAfterContention(() => this.#place(runId, waiting))) >= this.#batch);
      }
      const recipientIds = recipients.map(({ id }) => id)
      this.#bus.publish(noticeFeedTopic, { recipientIds } satisfies NoticeFeedRing)
      last = recipientIds.at(-1)!
    }
  }

  async #recipients(runId: string, after: string): Promise<{ id: string; waiting: boolean }[]> {
    const { rows } = await sql<{ recipient_id: string; waiting: number | string }>`
      select recipient_id, count(*) - count(sequence) as waiting from notice
      where run_id = ${runId} and recipient_id > ${after}
      group by recipient_id order by recipient_id limit ${sql.lit(this.#chunk)}`.execute(this.#db.sql())
    return rows.map(row => ({ id: row.recipient_id, waiting: Number(row.waiting) > 0 }))
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

  /**
   * The next places for the first notices, as many as one transaction takes; how many got one. Read committed: what it
   * counts from is what the publisher before it has committed, and no gap is locked.
   */
  async #place(runId: string, recipientIds: readonly string[]): Promise<number> {
    const onServer = this.#db.dialect === 'mysql'
    const ids = sql.join(recipientIds)
    // Said to a server, as it would read, and so lock, all of a small table: rows of other publishers too.
    const byId = onServer ? sql`force index (primary)` : sql``
    const mine = sql`n.run_id = ${runId} and n.recipient_id between ${recipientIds[0]} and ${recipientIds.at(-1)}`
    const placed = sql`
      select n.id, f.last_sequence + row_number() over (partition by n.recipient_id order by n.created_at, n.id) as place
      from notice as n inner join notice_feed as f ${byId} on f.recipient_id = n.recipient_id
      where ${mine} and n.recipient_id in (${ids}) and n.sequence is null
      order by n.recipient_id, n.created_at, n.id limit ${sql.lit(this.#batch)}`
    const count = await unitOfWork(
      this.#db,
      async tx => {
        const db = tx.getKysely() as Kysely<unknown>
        // All feeds in the order of their ids, so that of two publishers one simply waits.
        if (onServer)
          await sql`select recipient_id from notice_feed ${byId} where recipient_id in (${ids})
            order by recipient_id for update`.execute(db)
        const { numAffectedRows } = await (
          onServer
            ? sql`update (${placed}) as p straight_join notice ${byId} on notice.id = p.id
                set notice.sequence = p.place`
            : sql`update notice set sequence = p.place from (${placed}) as p where p.id = notice.id`
        ).execute(db)
        await sql`update notice_feed ${byId} set last_sequence = (
            select ${onServer ? sql`greatest` : sql`max`}(notice_feed.last_sequence, coalesce(max(n.sequence), 0))
            from notice as n where n.recipient_id = notice_feed.recipient_id)
          where recipient_id in (${ids})`.execute(db)
        return Number(numAffectedRows)
      },
      { readCommitted: true },
    )
    return count as number
  }
}
