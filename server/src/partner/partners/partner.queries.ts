import type { Selectable, SelectQueryBuilder } from 'kysely'
import type { Database } from '../../platform/database/database.ts'
import { namePrefix } from '../../platform/database/name-prefix.ts'
import { keysetList, type KeysetList, type PageArgs, type PageOrder } from '../../platform/database/page.ts'
import { instantOf, type StoredInstant } from '../../platform/database/rows.ts'
import { inScope, type Scope } from '../../platform/database/scope.ts'
import type { PartnerStatus } from './partner.states.ts'

interface PartnerTable {
  id: string
  code: string
  organisation_name: string
  organisation_name_key: string
  type: string
  status: PartnerStatus
  created_at: StoredInstant
}

export interface PartnerTables {
  partner: PartnerTable
}

export type StoredPartnerRow = Selectable<PartnerTable>

export interface PartnerRow {
  id: string
  code: string
  type: string
  organisationName: string
  status: PartnerStatus
  createdAt: Date
}

export interface PartnerFilter {
  code?: string | null
  organisationName?: string | null
  type?: string | null
  status?: PartnerStatus | null
}

/** The orders the list offers; each has an index with the id behind it. */
export const partnerOrders = {
  CREATED_AT_DESC: { column: 'created_at', direction: 'desc' },
  CREATED_AT_ASC: { column: 'created_at', direction: 'asc' },
  ORGANISATION_ASC: { column: 'organisation_name_key', direction: 'asc' },
  ORGANISATION_DESC: { column: 'organisation_name_key', direction: 'desc' },
  CODE_ASC: { column: 'code', direction: 'asc' },
  CODE_DESC: { column: 'code', direction: 'desc' },
} as const satisfies Record<string, PageOrder<StoredPartnerRow>>

export type PartnerOrder = keyof typeof partnerOrders

const columns = ['id', 'code', 'organisation_name', 'organisation_name_key', 'type', 'status', 'created_at'] as const

export const toPartnerRow = (row: StoredPartnerRow): PartnerRow => ({
  id: row.id,
  code: row.code,
  type: row.type,
  organisationName: row.organisation_name,
  status: row.status,
  createdAt: instantOf(row.created_at),
})

/** Reads of partners, within a scope. */
export class PartnerQueries {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  /** The list of a filter in an order; rows are mapped by `toPartnerRow`. */
  list(scope: Scope, filter: PartnerFilter, order: PartnerOrder, args: PageArgs): KeysetList<StoredPartnerRow> {
    return keysetList(this.#db.sql<PartnerTables>(), this.#filtered(scope, filter), partnerOrders[order], args)
  }

  #filtered(scope: Scope, filter: PartnerFilter): SelectQueryBuilder<PartnerTables, 'partner', StoredPartnerRow> {
    let query = this.#db
      .sql<PartnerTables>()
      .selectFrom('partner')
      .select(columns)
      .where(inScope<PartnerTables, 'partner'>(scope, 'id'))
    if (filter.code?.trim()) query = query.where('code', '=', filter.code.trim())
    if (filter.type) query = query.where('type', '=', filter.type)
    if (filter.status) query = query.where('status', '=', filter.status)
    if (filter.organisationName?.trim())
      query = query.where('organisation_name_key', 'like', namePrefix(filter.organisationName))
    return query
  }
}
