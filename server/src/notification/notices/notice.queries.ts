import {
  sql,
  type ExpressionBuilder,
  type Kysely,
  type Selectable,
  type SelectQueryBuilder,
  type SqlBool,
} from 'kysely'
import type { PartnerDomain } from '../../partner-domain.types.ts'
import type { Database } from '../../platform/database/database.ts'
import { namePrefix } from '../../platform/database/name-prefix.ts'
import { keysetList, type KeysetList, type PageArgs } from '../../platform/database/page.ts'
import { instantOf, storedInstant, type StoredInstant } from '../../platform/database/rows.ts'
import { inScope, scoped } from '../../platform/database/scope.ts'
import { dayArgument } from '../../platform/graphql/day-argument.ts'
import type { Principal } from '../../platform/graphql/context.ts'
import type { NoticeKind, NoticeStatus } from './notice.entity.ts'

type NoticeFacts = Readonly<Record<string, string | number | null>>

/** The tables as SQL sees them; read paths map rows themselves, without hydrating entities (architecture §2, speed). */
export interface NoticeTables {
  notice: {
    id: string
    kind: NoticeKind
    object_id: string
    due_at: StoredInstant
    threshold: number
    recipient_id: string
    partner_id: string | null
    object_code: string | null
    issued_to_key: string | null
    issued_by_key: string | null
    domain: PartnerDomain | null
    facts: string | NoticeFacts
    status: NoticeStatus
    created_at: StoredInstant
    sequence: number | null
    dismissal_id: string | null
  }
  notice_feed: { recipient_id: string; last_sequence: number; seen_sequence: number }
}

export const noticeColumns = [
  'id',
  'kind',
  'object_id',
  'due_at',
  'threshold',
  'domain',
  'facts',
  'status',
  'created_at',
  'sequence',
] as const

export type StoredNoticeRow = Pick<Selectable<NoticeTables['notice']>, (typeof noticeColumns)[number]> & {
  seen_sequence: number | null
}

/** Stored notices that are still to be read. */
export type NoticeQuery = SelectQueryBuilder<NoticeTables, 'notice', Omit<StoredNoticeRow, 'seen_sequence'>>

/** One notice as its recipient sees it. */
export interface NoticeRow {
  id: string
  kind: NoticeKind
  objectId: string
  /** When the object expires; for what is no expiry, when it happened. */
  dueAt: Date
  /** -1 where nothing expires. */
  threshold: number
  domain: PartnerDomain | null
  facts: NoticeFacts
  status: NoticeStatus
  createdAt: Date
  sequence: number
  /** Active, and newer than what was on show (R-NPO-01). */
  unread: boolean
}

export const toNoticeRow = (row: StoredNoticeRow): NoticeRow => ({
  id: row.id,
  kind: row.kind,
  objectId: row.object_id,
  dueAt: instantOf(row.due_at),
  threshold: Number(row.threshold),
  domain: row.domain,
  // MySQL's driver reads JSON by itself, the others give its text.
  facts: typeof row.facts === 'string' ? (JSON.parse(row.facts) as NoticeFacts) : row.facts,
  status: row.status,
  createdAt: instantOf(row.created_at),
  sequence: Number(row.sequence),
  unread: row.status === 'ACTIVE' && Number(row.sequence) > Number(row.seen_sequence ?? 0),
})

/** What a person's list may be narrowed to (§5.5). Every condition joins with every other one. */
export interface NoticeFilterWish {
  createdFrom?: string | null
  createdTo?: string | null
  certificateCode?: string | null
  domain?: PartnerDomain | null
  expiryDate?: string | null
  issuedBy?: string | null
  issuedTo?: string | null
  kinds?: readonly NoticeKind[] | null
  status?: NoticeStatus | null
}

/**
 * The published notices of the caller: of nobody else, whatever the caller may administer, and not of a partner that is
 * the caller's no longer.
 */
const own = (principal: Principal) => (eb: ExpressionBuilder<NoticeTables, 'notice'>) =>
  eb.and([
    eb('recipient_id', '=', principal.userId),
    eb('sequence', 'is not', null),
    eb.or([eb('partner_id', 'is', null), inScope<NoticeTables, 'notice'>(scoped(principal), 'partner_id')(eb)]),
  ])

/** The caller's own notices, to be read; the only way that people reach the table. */
export const ownNotices = (db: Kysely<NoticeTables>, principal: Principal) =>
  db.selectFrom('notice').where(own(principal))

/** The caller's own notices, to be changed. */
export const changeOwnNotices = (db: Kysely<NoticeTables>, principal: Principal) =>
  db.updateTable('notice').where(eb => own(principal)(eb as never))

/** Reads of the caller's own notices. */
export class NoticeQueries {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  /** The list of a filter, newest first; rows are mapped by `toNoticeRow`. Throws BAD_USER_INPUT for days that are none. */
  list(principal: Principal, filter: NoticeFilterWish, args: PageArgs): KeysetList<StoredNoticeRow> {
    const seen = this.#sql()
      .selectFrom('notice_feed')
      .select('seen_sequence')
      .where('recipient_id', '=', principal.userId)
    let query = this.#own(principal)
      .select(noticeColumns)
      .select(sql<number | null>`(${seen})`.as('seen_sequence'))
      .where('status', '=', filter.status ?? 'ACTIVE')
    if (filter.kinds) query = query.where('kind', 'in', filter.kinds.length > 0 ? [...filter.kinds] : [NONE])
    if (filter.domain) query = query.where('domain', '=', filter.domain)
    if (filter.certificateCode?.trim())
      query = query.where('object_code', '=', filter.certificateCode.trim().toUpperCase())
    if (filter.issuedTo?.trim()) query = query.where('issued_to_key', 'like', namePrefix(filter.issuedTo))
    if (filter.issuedBy?.trim()) query = query.where('issued_by_key', 'like', namePrefix(filter.issuedBy))
    for (const condition of this.#days(filter)) query = query.where(condition)
    return keysetList(this.#sql(), query, { column: 'created_at', direction: 'desc' }, args)
  }

  /** Active notices by kind; kinds without any are left out. */
  async counts(principal: Principal): Promise<ReadonlyMap<NoticeKind, number>> {
    const rows = await this.#own(principal)
      .where('status', '=', 'ACTIVE')
      .groupBy('kind')
      .select(['kind', sql<number | string>`count(*)`.as('n')])
      .execute()
    return new Map(rows.map(({ kind, n }) => [kind, Number(n)]))
  }

  /** Whether the caller was told of the object: for what others keep and only its recipients may open. */
  async wasToldOf(principal: Principal, kind: NoticeKind, objectId: string): Promise<boolean> {
    const row = await this.#own(principal)
      .where('kind', '=', kind)
      .where('object_id', '=', objectId)
      .select('id')
      .limit(1)
      .executeTakeFirst()
    return row !== undefined
  }

  #days({ createdFrom, createdTo, expiryDate }: NoticeFilterWish) {
    const instant = (when: Date) => storedInstant(this.#db.dialect, when)
    const conditions = []
    if (createdFrom)
      conditions.push(
        sql<SqlBool>`created_at >= ${instant(dayArgument(createdFrom, ['filter', 'createdFrom']).begins)}`,
      )
    if (createdTo)
      conditions.push(sql<SqlBool>`created_at < ${instant(dayArgument(createdTo, ['filter', 'createdTo']).ends)}`)
    if (expiryDate) {
      const { begins, ends } = dayArgument(expiryDate, ['filter', 'expiryDate'])
      conditions.push(sql<SqlBool>`threshold >= 0 and due_at >= ${instant(begins)} and due_at < ${instant(ends)}`)
    }
    return conditions
  }

  #own = (principal: Principal) => ownNotices(this.#sql(), principal)

  #sql = () => this.#db.sql<NoticeTables>()
}

/** No kind: an empty list of kinds asks for nothing, and SQL has no empty list. */
const NONE = '' as NoticeKind
