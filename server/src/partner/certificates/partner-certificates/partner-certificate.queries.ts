import { sql, type Selectable } from 'kysely'
import type { Database } from '../../../platform/database/database.ts'
import { instantOf, type StoredInstant } from '../../../platform/database/rows.ts'
import { inScope, scopeFilter, type Scope } from '../../../platform/database/scope.ts'
import type { PartnerStatus } from '../../partners/index.ts'
import { certificateOf, type TrustDomain } from '../trust-store/index.ts'
import type { Certificate } from '../x509/index.ts'
import {
  PartnerCertificateEntity,
  type Anchoring,
  type PartnerCertificateStatus,
} from './partner-certificate.entity.ts'

/** The table as SQL sees it, without what is large. */
interface PartnerCertificateTable {
  id: string
  partner_id: string
  domain: TrustDomain
  status: PartnerCertificateStatus
  anchoring: Anchoring
  issued_to: string
  issued_by: string
  thumbprint_sha256: string
  valid_from: StoredInstant
  valid_to: StoredInstant
  signed_valid_from: StoredInstant
  signed_valid_to: StoredInstant
  uploaded_at: StoredInstant
  uploaded_by: string | null
}

interface Tables {
  partner_certificate: PartnerCertificateTable
  partner: { id: string; code: string; status: PartnerStatus }
}

/** One certificate as lists and pages show it, with what decides whether its files may be fetched. */
export interface PartnerCertificateRow {
  id: string
  partnerId: string
  partnerCode: string
  partnerStatus: PartnerStatus
  domain: TrustDomain
  status: PartnerCertificateStatus
  anchoring: Anchoring
  issuedTo: string
  issuedBy: string
  thumbprintSha256: string
  validFrom: Date
  validTo: Date
  signedValidFrom: Date
  signedValidTo: Date
  uploadedAt: Date
  uploadedById: string | null
}

/** Former certificates a partner's history shows. */
const HISTORY = 100

const columns = [
  'partner_certificate.id',
  'partner_certificate.partner_id',
  'partner_certificate.domain',
  'partner_certificate.status',
  'partner_certificate.anchoring',
  'partner_certificate.issued_to',
  'partner_certificate.issued_by',
  'partner_certificate.thumbprint_sha256',
  'partner_certificate.valid_from',
  'partner_certificate.valid_to',
  'partner_certificate.signed_valid_from',
  'partner_certificate.signed_valid_to',
  'partner_certificate.uploaded_at',
  'partner_certificate.uploaded_by',
] as const

type StoredRow = Selectable<PartnerCertificateTable> & { partner_code: string; partner_status: PartnerStatus }

const toRow = (row: StoredRow): PartnerCertificateRow => ({
  id: row.id,
  partnerId: row.partner_id,
  partnerCode: row.partner_code,
  partnerStatus: row.partner_status,
  domain: row.domain,
  status: row.status,
  anchoring: row.anchoring,
  issuedTo: row.issued_to,
  issuedBy: row.issued_by,
  thumbprintSha256: row.thumbprint_sha256,
  validFrom: instantOf(row.valid_from),
  validTo: instantOf(row.valid_to),
  signedValidFrom: instantOf(row.signed_valid_from),
  signedValidTo: instantOf(row.signed_valid_to),
  uploadedAt: instantOf(row.uploaded_at),
  uploadedById: row.uploaded_by,
})

/** The files of one certificate: the partner's own, and what the platform signed with its authorities. */
export interface PartnerCertificateFiles {
  original: Certificate
  signedPem: string
  signedChain: readonly string[]
}

/** Reads of partners' certificates, within a scope. */
export class PartnerCertificateQueries {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  /** Rows by id, in the order asked; undefined where there is none in this scope. */
  async byIds(scope: Scope, ids: readonly string[]): Promise<(PartnerCertificateRow | undefined)[]> {
    const rows = await this.#select(scope).where('partner_certificate.id', 'in', ids).execute()
    const found = new Map(rows.map(row => [row.id, toRow(row)]))
    return ids.map(id => found.get(id))
  }

  /** The certificate in use of each partner, in the order asked. */
  async currentOf(scope: Scope, partnerIds: readonly string[]): Promise<(PartnerCertificateRow | null)[]> {
    const rows = await this.#select(scope)
      .where('partner_certificate.partner_id', 'in', partnerIds)
      .where('partner_certificate.status', '=', 'CURRENT')
      .execute()
    const found = new Map(rows.map(row => [row.partner_id, toRow(row)]))
    return partnerIds.map(id => found.get(id) ?? null)
  }

  /** Every certificate of each partner, the newest first, in the order asked. */
  async historyOf(scope: Scope, partnerIds: readonly string[]): Promise<PartnerCertificateRow[][]> {
    const place = sql<number>`row_number() over (partition by partner_certificate.partner_id order by partner_certificate.uploaded_at desc, partner_certificate.id desc)`
    const ranked = this.#select(scope)
      .where('partner_certificate.partner_id', 'in', partnerIds)
      .select(place.as('place'))
    const rows = await this.#db
      .sql<Tables>()
      .selectFrom(ranked.as('ranked'))
      .selectAll()
      .where('place', '<=', HISTORY)
      .orderBy('place')
      .execute()
    const found = Map.groupBy(rows.map(toRow), row => row.partnerId)
    return partnerIds.map(id => found.get(id) ?? [])
  }

  /** What the partner brought, read from its DER, in the order asked. Whose it is, the caller knows and guards. */
  async material(scope: Scope, ids: readonly string[]): Promise<Certificate[]> {
    const rows = await this.#db
      .em()
      .find(
        PartnerCertificateEntity,
        { $and: [{ id: { $in: [...ids] } }, scopeFilter(scope, 'partnerId')] },
        { fields: ['der', 'thumbprintSha256'] },
      )
    const found = new Map(rows.map(row => [row.id, certificateOf(row.der, row.thumbprintSha256)]))
    return ids.map(id => found.get(id)!)
  }

  /** What the platform signed, as PEM, in the order asked. */
  async signed(scope: Scope, ids: readonly string[]): Promise<string[]> {
    const rows = await this.#db
      .em()
      .find(
        PartnerCertificateEntity,
        { $and: [{ id: { $in: [...ids] } }, scopeFilter(scope, 'partnerId')] },
        { fields: ['signedPem'] },
      )
    const found = new Map(rows.map(row => [row.id, row.signedPem]))
    return ids.map(id => found.get(id)!)
  }

  /** The files of one certificate; null when there is none in this scope. */
  async files(scope: Scope, id: string): Promise<PartnerCertificateFiles | null> {
    const row = await this.#db
      .em()
      .findOne(
        PartnerCertificateEntity,
        { $and: [{ id }, scopeFilter(scope, 'partnerId')] },
        { fields: ['der', 'thumbprintSha256', 'signedPem', 'signedChain'] },
      )
    return (
      row && {
        original: certificateOf(row.der, row.thumbprintSha256),
        signedPem: row.signedPem,
        signedChain: row.signedChain as unknown as readonly string[],
      }
    )
  }

  #select(scope: Scope) {
    return this.#db
      .sql<Tables>()
      .selectFrom('partner_certificate')
      .innerJoin('partner', 'partner.id', 'partner_certificate.partner_id')
      .select(columns)
      .select(['partner.code as partner_code', 'partner.status as partner_status'])
      .where(inScope<Tables, 'partner_certificate' | 'partner'>(scope, 'partner_certificate.partner_id'))
  }
}
