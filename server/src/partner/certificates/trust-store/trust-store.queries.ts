import type { Selectable, SelectQueryBuilder } from 'kysely'
import type { Database } from '../../../platform/database/database.ts'
import { fault } from '../../../platform/graphql/errors.ts'
import { namePrefix } from '../../../platform/database/name-prefix.ts'
import { keysetList, type KeysetList, type PageArgs, type PageOrder } from '../../../platform/database/page.ts'
import { instantOf, storedInstant, type StoredInstant } from '../../../platform/database/rows.ts'
import type { TrustState } from './trust-certificate.states.ts'
import type { Certificate } from '../x509/index.ts'
import { TrustCertificateEntity, TrustCertificateEventEntity } from './trust-certificate.entity.ts'
import type { TrustDomain, TrustType } from './trust-kinds.ts'
import type { TrustEventKind } from './trust-events.ts'
import { certificateOf } from './trust-material.ts'
import { endOfWindow, SOON_DAYS, type TrustStanding } from './trust-standing.ts'

/** The table as SQL sees it; read paths map rows themselves, without hydrating entities (architecture §2, speed). */
interface TrustCertificateTable {
  id: string
  code: string
  type: TrustType
  domain: TrustDomain
  status: TrustState
  issued_to: string
  issued_to_key: string
  issued_by: string
  issued_by_key: string
  issuer_id: string | null
  thumbprint_sha256: string
  valid_from: StoredInstant
  valid_to: StoredInstant
  uploaded_at: StoredInstant
  uploaded_by: string | null
}

export interface TrustTables {
  trust_certificate: TrustCertificateTable
}

export interface TrustFilter {
  type?: TrustType | null
  domain?: TrustDomain | null
  status?: TrustStanding | null
  issuedTo?: string | null
  issuedBy?: string | null
  code?: string | null
  expiresWithinDays?: number | null
}

const columns = [
  'id',
  'code',
  'type',
  'domain',
  'status',
  'issued_to',
  'issued_to_key',
  'issued_by',
  'issued_by_key',
  'issuer_id',
  'thumbprint_sha256',
  'valid_from',
  'valid_to',
  'uploaded_at',
  'uploaded_by',
] as const

export type StoredTrustRow = Selectable<TrustCertificateTable>

/** One certificate as lists and pages show it; what only its DER knows is read when asked. */
export interface TrustRow {
  id: string
  code: string
  type: TrustType
  domain: TrustDomain
  state: TrustState
  issuedTo: string
  issuedBy: string
  issuerId: string | null
  thumbprintSha256: string
  validFrom: Date
  validTo: Date
  uploadedAt: Date
  uploadedById: string | null
}

export const toTrustRow = (row: StoredTrustRow): TrustRow => ({
  id: row.id,
  code: row.code,
  type: row.type,
  domain: row.domain,
  state: row.status,
  issuedTo: row.issued_to,
  issuedBy: row.issued_by,
  issuerId: row.issuer_id,
  thumbprintSha256: row.thumbprint_sha256,
  validFrom: instantOf(row.valid_from),
  validTo: instantOf(row.valid_to),
  uploadedAt: instantOf(row.uploaded_at),
  uploadedById: row.uploaded_by,
})

/** The orders the list offers; each has an index with the id behind it. */
export const trustOrders = {
  VALID_TO_ASC: { column: 'valid_to', direction: 'asc' },
  VALID_TO_DESC: { column: 'valid_to', direction: 'desc' },
  VALID_FROM_ASC: { column: 'valid_from', direction: 'asc' },
  VALID_FROM_DESC: { column: 'valid_from', direction: 'desc' },
  UPLOADED_AT_DESC: { column: 'uploaded_at', direction: 'desc' },
  UPLOADED_AT_ASC: { column: 'uploaded_at', direction: 'asc' },
  ISSUED_TO_ASC: { column: 'issued_to_key', direction: 'asc' },
  ISSUED_TO_DESC: { column: 'issued_to_key', direction: 'desc' },
  ISSUED_BY_ASC: { column: 'issued_by_key', direction: 'asc' },
  ISSUED_BY_DESC: { column: 'issued_by_key', direction: 'desc' },
  DOMAIN_ASC: { column: 'domain', direction: 'asc' },
  DOMAIN_DESC: { column: 'domain', direction: 'desc' },
} as const satisfies Record<string, PageOrder<StoredTrustRow>>

export type TrustOrder = keyof typeof trustOrders

/** Reads of the trust store, for administrators: it belongs to no partner, so there is nothing to scope. */
export class TrustStoreQueries {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  /** The list of a filter in an order; rows are mapped by `toTrustRow`. */
  list(filter: TrustFilter, order: TrustOrder, args: PageArgs, at: Date): KeysetList<StoredTrustRow> {
    return keysetList(this.#db.sql<TrustTables>(), this.#filtered(filter, at), trustOrders[order], args)
  }

  /** Rows by id, in the order asked; undefined where there is none. */
  async byIds(ids: readonly string[]): Promise<(TrustRow | undefined)[]> {
    const rows = await this.#db
      .sql<TrustTables>()
      .selectFrom('trust_certificate')
      .select(columns)
      .where('id', 'in', ids)
      .execute()
    const found = new Map(rows.map(row => [row.id, toTrustRow(row)]))
    return ids.map(id => found.get(id))
  }

  /** The history of one certificate, newest first. */
  async history(id: string) {
    const rows = await this.#db
      .em()
      .find(
        TrustCertificateEventEntity,
        { trustCertificateId: id },
        { orderBy: { at: 'desc', id: 'desc' }, limit: 100 },
      )
    return rows.map(row => ({
      at: row.at,
      event: row.kind as TrustEventKind,
      actorId: row.actorId ?? null,
      reason: row.reason ?? null,
    }))
  }

  /** DER of certificates, in the order asked. */
  async material(ids: readonly string[]): Promise<Certificate[]> {
    const rows = await this.#db
      .em()
      .find(TrustCertificateEntity, { id: { $in: [...ids] } }, { fields: ['der', 'thumbprintSha256'] })
    const found = new Map(rows.map(row => [row.id, certificateOf(row.der, row.thumbprintSha256)]))
    return ids.map(id => found.get(id)!)
  }

  #filtered(filter: TrustFilter, at: Date): SelectQueryBuilder<TrustTables, 'trust_certificate', StoredTrustRow> {
    const instant = (when: Date) => storedInstant(this.#db.dialect, when) as never
    let query = this.#db.sql<TrustTables>().selectFrom('trust_certificate').select(columns)
    if (filter.type) query = query.where('type', '=', filter.type)
    if (filter.domain) query = query.where('domain', '=', filter.domain)
    if (filter.code) query = query.where('code', '=', filter.code.trim().toUpperCase())
    if (filter.issuedTo?.trim()) query = query.where('issued_to_key', 'like', namePrefix(filter.issuedTo))
    if (filter.issuedBy?.trim()) query = query.where('issued_by_key', 'like', namePrefix(filter.issuedBy))
    const { expiresWithinDays: days } = filter
    if (days != null && (days < 1 || days > SOON_DAYS))
      throw fault('BAD_USER_INPUT', `Days are 1 to ${SOON_DAYS}.`, { field: ['filter', 'expiresWithinDays'] })
    if (days != null)
      query = query.where('valid_to', '>=', instant(at)).where('valid_to', '<=', instant(endOfWindow(at, days)))
    const soon = instant(endOfWindow(at, SOON_DAYS))
    const now = instant(at)
    switch (filter.status) {
      case 'DISTRUSTED':
        return query.where('status', '=', 'DISTRUSTED')
      case 'EXPIRED':
        return query.where('status', '!=', 'DISTRUSTED').where('valid_to', '<', now)
      case 'UNANCHORED':
        return query.where('status', '=', 'UNANCHORED').where('valid_to', '>=', now)
      case 'NOT_YET_VALID':
        return query.where('status', '=', 'TRUSTED').where('valid_to', '>=', now).where('valid_from', '>', now)
      case 'EXPIRES_SOON':
        return query
          .where('status', '=', 'TRUSTED')
          .where('valid_from', '<=', now)
          .where('valid_to', '>=', now)
          .where('valid_to', '<=', soon)
      case 'TRUSTED':
        return query.where('status', '=', 'TRUSTED').where('valid_from', '<=', now).where('valid_to', '>', soon)
      default:
        return query
    }
  }
}
