import { expressionBuilder, sql, type RawBuilder } from 'kysely'
import type { Database } from '../../platform/database/database.ts'
import { storedInstant } from '../../platform/database/rows.ts'
import { inScope, type Scope } from '../../platform/database/scope.ts'
import { endOfWindow, SOON_DAYS } from '../certificates/trust-store/index.ts'
import { partnerTypeFacts } from '../partners/index.ts'

/** Which figures somebody may see; what nobody asked for is not counted. */
export interface DashboardWish {
  trustStore: boolean
  partners: boolean
  /** Whose certificates; null for those who act for nobody or administer (R-DASH-03). */
  certificates: Scope | null
}

export interface TrustStoreFigures {
  roots: number
  intermediates: number
  rootsExpiring: number
  intermediatesExpiring: number
  trustExpiringFirst: string | null
}

export interface PartnerFigures {
  pending: number
  active: number
  inactive: number
}

export interface CertificateFigures {
  missing: number
  current: number
  expiring: number
  expired: number
  certificateExpiringFirst: string | null
}

/** Every figure of a dashboard; those that were not wished for are absent. */
export type DashboardFigures = Partial<TrustStoreFigures & PartnerFigures & CertificateFigures>

/** Types whose partners bring a certificate (§1.2). */
const withCertificate = Object.entries(partnerTypeFacts)
  .filter(([, { domain }]) => domain !== null)
  .map(([code]) => code)

/**
 * All figures from one statement (R-DASH-02): the conditions are those of the lists the cards lead to, so a count and
 * its list never differ. `at` is business time.
 */
export async function dashboardFigures(db: Database, wish: DashboardWish, at: Date): Promise<DashboardFigures> {
  const now = storedInstant(db.dialect, at)
  const soon = storedInstant(db.dialect, endOfWindow(at, SOON_DAYS))
  const soonOver = sql`valid_from <= ${now} and valid_to >= ${now} and valid_to <= ${soon}`
  const figures: Record<string, RawBuilder<unknown>> = {
    ...(wish.trustStore ? trustStoreFigures(sql`status = 'TRUSTED' and ${soonOver}`) : {}),
    ...(wish.partners ? partnerFigures() : {}),
    ...(wish.certificates ? certificateFigures(wish.certificates, now, soonOver) : {}),
  }
  const columns = Object.entries(figures).map(([name, figure]) => sql`${figure} as ${sql.ref(name)}`)
  if (columns.length === 0) return {}
  const { rows } = await sql<Record<string, number | string | null>>`select ${sql.join(columns)}`.execute(db.sql())
  return Object.fromEntries(
    Object.entries(rows[0]!).map(([name, value]) => [
      name,
      name.endsWith('First') ? (value === null ? null : String(value)) : Number(value),
    ]),
  )
}

interface Tables {
  partner: { id: string }
  partner_certificate: { partner_id: string }
}

/** The scope's condition for SQL that is written out. */
const scopeOn = (scope: Scope, column: 'id' | 'partner_id') =>
  inScope<Tables, keyof Tables>(scope, column)(expressionBuilder<Tables, keyof Tables>())

const first = (table: string, condition: RawBuilder<unknown>) =>
  sql`(select id from ${sql.table(table)} where ${condition} order by valid_to, id limit 1)`

function trustStoreFigures(expiring: RawBuilder<unknown>): Record<keyof TrustStoreFigures, RawBuilder<unknown>> {
  const count = (type: 'ROOT' | 'INTERMEDIATE', condition = sql`1 = 1`) =>
    sql`(select count(*) from trust_certificate where type = ${type} and ${condition})`
  return {
    roots: count('ROOT'),
    intermediates: count('INTERMEDIATE'),
    rootsExpiring: count('ROOT', expiring),
    intermediatesExpiring: count('INTERMEDIATE', expiring),
    trustExpiringFirst: first('trust_certificate', expiring),
  }
}

function partnerFigures(): Record<keyof PartnerFigures, RawBuilder<unknown>> {
  const count = (status: string) => sql`(select count(*) from partner where status = ${status})`
  return { pending: count('PENDING'), active: count('ACTIVE'), inactive: count('INACTIVE') }
}

function certificateFigures(
  scope: Scope,
  now: unknown,
  soonOver: RawBuilder<unknown>,
): Record<keyof CertificateFigures, RawBuilder<unknown>> {
  const own = sql`status = 'CURRENT' and ${scopeOn(scope, 'partner_id')}`
  const expiring = sql`${own} and anchoring = 'ANCHORED' and ${soonOver}`
  const count = (condition: RawBuilder<unknown>) => sql`(select count(*) from partner_certificate where ${condition})`
  return {
    missing: sql`(select count(*) from partner where certificate_id is null
      and type in (${sql.join(withCertificate)}) and ${scopeOn(scope, 'id')})`,
    current: count(own),
    expiring: count(expiring),
    expired: count(sql`${own} and valid_to < ${now}`),
    certificateExpiringFirst: first('partner_certificate', expiring),
  }
}
