import type { Selectable, SelectQueryBuilder } from 'kysely'
import { emailKey } from '../../account/index.ts'
import type { Vault } from '../../platform/crypto/seal.ts'
import type { Database } from '../../platform/database/database.ts'
import { namePrefix } from '../../platform/database/name-prefix.ts'
import { keysetList, type KeysetList, type PageArgs, type PageOrder } from '../../platform/database/page.ts'
import { instantOf, type StoredInstant } from '../../platform/database/rows.ts'
import { inScope, type Scope } from '../../platform/database/scope.ts'
import type { Language } from '../../platform/i18n/languages.ts'
import type { PartnerEventKind } from './partner-event.entity.ts'
import type { PartnerType } from './partner-types.ts'
import type { PartnerStatus } from './partner.states.ts'

/** The table as SQL sees it; read paths map rows themselves, without hydrating entities (architecture §2, speed). */
interface PartnerTable {
  id: string
  code: string
  organisation_id: string
  organisation_name: string
  organisation_name_key: string
  type: PartnerType
  status: PartnerStatus
  policy_group_id: string | null
  certificate_id: string | null
  sealed_email: string | null
  email_index: string | null
  sealed_phone: string | null
  sealed_address: string | null
  language: Language
  created_at: StoredInstant
}

export interface PartnerTables {
  partner: PartnerTable
  partner_event: {
    id: string
    partner_id: string
    kind: PartnerEventKind
    at: StoredInstant
    actor_id: string | null
    reason: string | null
  }
  policy_group: { id: string; name_key: string }
}

const columns = [
  'id',
  'code',
  'organisation_id',
  'organisation_name',
  'organisation_name_key',
  'type',
  'status',
  'policy_group_id',
  'certificate_id',
  'sealed_email',
  'sealed_phone',
  'sealed_address',
  'language',
  'created_at',
] as const

export type StoredPartnerRow = Pick<Selectable<PartnerTable>, (typeof columns)[number]>

/** One partner as lists and pages show it; what is sealed is opened when asked for. */
export interface PartnerRow {
  id: string
  code: string
  organisationId: string
  organisationName: string
  type: PartnerType
  status: PartnerStatus
  policyGroupId: string | null
  certificateId: string | null
  sealedEmail: string | null
  sealedPhone: string | null
  sealedAddress: string | null
  language: Language
  createdAt: Date
}

export interface PartnerHistoryRow {
  event: PartnerEventKind
  at: Date
  actorId: string | null
  reason: string | null
}

export interface PartnerFilter {
  code?: string | null
  organisationName?: string | null
  type?: PartnerType | null
  status?: PartnerStatus | null
  /** Exact: addresses are sealed and found by their keyed hash alone. */
  email?: string | null
  /** Prefix of the policy group's name. */
  policyGroup?: string | null
  certificate?: CertificatePresence | null
}

export type CertificatePresence = 'NOT_UPLOADED' | 'UPLOADED'

/** The orders the list offers; each has an index with the id behind it. */
export const partnerOrders = {
  CREATED_AT_DESC: { column: 'created_at', direction: 'desc' },
  CREATED_AT_ASC: { column: 'created_at', direction: 'asc' },
  ORGANISATION_ASC: { column: 'organisation_name_key', direction: 'asc' },
  ORGANISATION_DESC: { column: 'organisation_name_key', direction: 'desc' },
  CODE_ASC: { column: 'code', direction: 'asc' },
  CODE_DESC: { column: 'code', direction: 'desc' },
  TYPE_ASC: { column: 'type', direction: 'asc' },
  TYPE_DESC: { column: 'type', direction: 'desc' },
  STATUS_ASC: { column: 'status', direction: 'asc' },
  STATUS_DESC: { column: 'status', direction: 'desc' },
} as const satisfies Record<string, PageOrder<StoredPartnerRow>>

export type PartnerOrder = keyof typeof partnerOrders

export const toPartnerRow = (row: StoredPartnerRow): PartnerRow => ({
  id: row.id,
  code: row.code,
  organisationId: row.organisation_id,
  organisationName: row.organisation_name,
  type: row.type,
  status: row.status,
  policyGroupId: row.policy_group_id,
  certificateId: row.certificate_id,
  sealedEmail: row.sealed_email,
  sealedPhone: row.sealed_phone,
  sealedAddress: row.sealed_address,
  language: row.language,
  createdAt: instantOf(row.created_at),
})

/** Entries of a history that are shown at most. */
const HISTORY = 100

/** Reads of partners, within a scope. */
export class PartnerQueries {
  readonly #db: Database
  readonly #vault: Vault

  constructor(db: Database, vault: Vault) {
    this.#db = db
    this.#vault = vault
  }

  /** The list of a filter in an order; rows are mapped by `toPartnerRow`. */
  list(scope: Scope, filter: PartnerFilter, order: PartnerOrder, args: PageArgs): KeysetList<StoredPartnerRow> {
    return keysetList(this.#db.sql<PartnerTables>(), this.#filtered(scope, filter), partnerOrders[order], args)
  }

  /** Rows by id within the scope, in the order asked; undefined where there is none to be seen. */
  async byIds(scope: Scope, ids: readonly string[]): Promise<(PartnerRow | undefined)[]> {
    const rows = await this.#selected(scope).where('id', 'in', ids).execute()
    const found = new Map(rows.map(row => [row.id, toPartnerRow(row)]))
    return ids.map(id => found.get(id))
  }

  /** The newest entries of partners' histories within the scope, by partner, newest first; one statement for all. */
  async histories(scope: Scope, ids: readonly string[]): Promise<PartnerHistoryRow[][]> {
    const sql = this.#db.sql<PartnerTables>()
    const rows = await sql
      .selectFrom(
        sql
          .selectFrom('partner_event')
          .select(['partner_id', 'kind', 'at', 'actor_id', 'reason', 'id'])
          .select(eb =>
            eb.fn
              .agg<number>('row_number')
              .over(over => over.partitionBy('partner_id').orderBy('at', 'desc').orderBy('id', 'desc'))
              .as('position'),
          )
          .where('partner_id', 'in', ids)
          .where(inScope<PartnerTables, 'partner_event'>(scope, 'partner_id'))
          .as('entry'),
      )
      .selectAll()
      .where('position', '<=', HISTORY)
      .orderBy('position')
      .execute()
    const by = Map.groupBy(rows, row => row.partner_id)
    return ids.map(id =>
      (by.get(id) ?? []).map(row => ({
        event: row.kind,
        at: instantOf(row.at),
        actorId: row.actor_id,
        reason: row.reason,
      })),
    )
  }

  #selected(scope: Scope): SelectQueryBuilder<PartnerTables, 'partner', StoredPartnerRow> {
    return this.#db
      .sql<PartnerTables>()
      .selectFrom('partner')
      .select(columns)
      .where(inScope<PartnerTables, 'partner'>(scope, 'id'))
  }

  #filtered(scope: Scope, filter: PartnerFilter): SelectQueryBuilder<PartnerTables, 'partner', StoredPartnerRow> {
    let query = this.#selected(scope)
    if (filter.code?.trim()) query = query.where('code', '=', filter.code.trim())
    if (filter.type) query = query.where('type', '=', filter.type)
    if (filter.status) query = query.where('status', '=', filter.status)
    if (filter.organisationName?.trim())
      query = query.where('organisation_name_key', 'like', namePrefix(filter.organisationName))
    if (filter.email?.trim()) query = query.where('email_index', '=', this.#vault.blindIndex(emailKey(filter.email)))
    if (filter.policyGroup?.trim()) {
      const prefix = namePrefix(filter.policyGroup)
      query = query.where('policy_group_id', 'in', eb =>
        eb.selectFrom('policy_group').select('policy_group.id').where('policy_group.name_key', 'like', prefix),
      )
    }
    if (filter.certificate)
      query = query.where('certificate_id', filter.certificate === 'UPLOADED' ? 'is not' : 'is', null)
    return query
  }
}
