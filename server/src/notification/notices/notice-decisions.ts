import { sql, type Kysely } from 'kysely'
import type { Audit } from '../../audit/index.ts'
import { againAfterContention } from '../../platform/database/contention.ts'
import { unitOfWork, type Database, type Tx } from '../../platform/database/database.ts'
import type { Bus } from '../../platform/events/bus.ts'
import { fault } from '../../platform/graphql/errors.ts'
import type { Principal } from '../../platform/graphql/context.ts'
import { isId, newId } from '../../platform/ids/ids.ts'
import { isRefusal, type Refusal } from '../../platform/refusal/refusal.ts'
import { refuse, type RefusalCode } from '../../refusals.ts'
import { noticeFeedTopic, type NoticeFeedRing } from './notice-events.ts'
import type { NoticeKind } from './notice.entity.ts'
import { changeOwnNotices, ownNotices, type NoticeTables } from './notice.queries.ts'

/** Notices that may be named in one act. */
const NAMED_MOST = 100

export interface DismissalWish {
  /** Certain ones; null or left out: every active one, narrowed by the other two. */
  ids?: readonly string[] | null
  kinds?: readonly NoticeKind[] | null
  upTo?: number | null
}

export interface NoticeDecisionDeps {
  db: Database
  audit: Audit
  bus: Bus
}

/** What people do with their own notices; the other windows of the same person hear of it. */
export class NoticeDecisions {
  readonly #deps: NoticeDecisionDeps

  constructor(deps: NoticeDecisionDeps) {
    this.#deps = deps
  }

  /**
   * Dismisses certain notices, all of them or none, or every active one (R-NPO-08). `id` undoes the whole act. Only what
   * was published is dismissed, so nothing goes that nobody could see.
   */
  async dismiss(principal: Principal, wish: DismissalWish): Promise<{ id: string; count: number } | Refusal> {
    const named = wish.ids == null ? null : [...new Set(wish.ids)]
    if (named && (wish.kinds != null || wish.upTo != null))
      throw fault('BAD_USER_INPUT', 'Name `ids`, or narrow by `kinds` and `upTo`, not both.', { field: ['input'] })
    if (named?.length === 0) return refuse('INPUT_REQUIRED', ['input', 'ids'])
    if (named && named.length > NAMED_MOST) return refuse('INPUT_TOO_MANY', ['input', 'ids'], { most: NAMED_MOST })
    if (named && !named.every(isId)) return refuse('NOTICE_NOT_FOUND', ['input', 'ids'])
    const id = newId()
    return this.#act(async tx => {
      const count = named
        ? await this.#dismissNamed(tx, principal, named, id)
        : await this.#update(tx, principal, id, wish)
      if (isRefusal(count)) return count
      if (count > 0) this.#happened(tx, principal, 'notice.dismissed', id, count)
      return { id, count }
    })
  }

  /** Undoes one act of dismissing, as far as its notices are still there. */
  async restore(principal: Principal, dismissalId: string): Promise<true | Refusal> {
    if (!isId(dismissalId)) return refuse('DISMISSAL_NOT_FOUND', ['dismissalId'])
    return this.#act(async tx => {
      const { numUpdatedRows } = await changeOwnNotices(sqlOf(tx), principal)
        .set({ status: 'ACTIVE', dismissal_id: null })
        .where('dismissal_id', '=', dismissalId)
        .where('status', '=', 'DISMISSED')
        .executeTakeFirst()
      const count = Number(numUpdatedRows)
      if (count === 0) return refuse('DISMISSAL_NOT_FOUND', ['dismissalId'])
      this.#happened(tx, principal, 'notice.restored', dismissalId, count)
      return true as const
    })
  }

  /** Everything up to here was on show (R-NPO-01). Never goes back, nor beyond what there is. */
  async markSeen(principal: Principal, upTo: number): Promise<void> {
    await this.#act(async tx => {
      const { numUpdatedRows } = await sqlOf(tx)
        .updateTable('notice_feed')
        .set({ seen_sequence: sql<number>`case when last_sequence < ${upTo} then last_sequence else ${upTo} end` })
        .where('recipient_id', '=', principal.userId)
        .where('seen_sequence', '<', upTo)
        .whereRef('seen_sequence', '<', 'last_sequence')
        .executeTakeFirst()
      if (Number(numUpdatedRows) > 0) this.#ring(tx, principal)
      return true
    })
  }

  async #dismissNamed(
    tx: Tx,
    principal: Principal,
    ids: readonly string[],
    dismissalId: string,
  ): Promise<number | Refusal<RefusalCode>> {
    const found = await ownNotices(sqlOf(tx), principal).where('id', 'in', ids).select('status').execute()
    if (found.length < ids.length) return refuse('NOTICE_NOT_FOUND', ['input', 'ids'])
    const count = await this.#update(tx, principal, dismissalId, { ids })
    return count < ids.length ? refuse('NOTICE_ALREADY_DISMISSED', ['input', 'ids']) : count
  }

  async #update(
    tx: Tx,
    principal: Principal,
    dismissalId: string,
    { ids, kinds, upTo }: DismissalWish,
  ): Promise<number> {
    if (kinds?.length === 0) return 0
    let update = changeOwnNotices(sqlOf(tx), principal)
      .set({ status: 'DISMISSED', dismissal_id: dismissalId })
      .where('status', '=', 'ACTIVE')
    if (ids) update = update.where('id', 'in', ids)
    if (kinds) update = update.where('kind', 'in', kinds)
    if (upTo != null) update = update.where('sequence', '<=', upTo)
    return Number((await update.executeTakeFirst()).numUpdatedRows)
  }

  #happened(
    tx: Tx,
    principal: Principal,
    event: 'notice.dismissed' | 'notice.restored',
    dismissalId: string,
    count: number,
  ): void {
    this.#deps.audit.record(tx, {
      event,
      actor: principal,
      subjectType: 'notice-dismissal',
      subjectId: dismissalId,
      facts: { count },
    })
    this.#ring(tx, principal)
  }

  #ring(tx: Tx, { userId }: Principal): void {
    this.#deps.bus.after(tx, noticeFeedTopic, { recipientIds: [userId] } satisfies NoticeFeedRing)
  }

  /** Read committed: it locks the notices it changes, and no ranges that a sweep is about to write into. */
  #act<T>(work: (tx: Tx) => Promise<T | Refusal>): Promise<T | Refusal> {
    return againAfterContention(() => unitOfWork(this.#deps.db, work, { readCommitted: true }))
  }
}

const sqlOf = (tx: Tx): Kysely<NoticeTables> => tx.getKysely() as Kysely<NoticeTables>
