import { sql } from 'kysely'
import type { Database } from '../../platform/database/database.ts'
import { storedInstant } from '../../platform/database/rows.ts'
import { endOfWindow, SOON_DAYS } from '../certificates/trust-store/index.ts'

/** Every figure of the administrator's dashboard. */
export interface DashboardFigures {
  roots: number
  intermediates: number
  rootsExpiring: number
  intermediatesExpiring: number
  expiringFirstId: string | null
  partnersActive: number
  partnersInactive: number
}

/**
 * All figures from one statement (R-DASH-02): the conditions are those of the lists the cards lead to, so a count and
 * its list never differ.
 */
export async function dashboardFigures(db: Database, at: Date): Promise<DashboardFigures> {
  const now = storedInstant(db.dialect, at)
  const soon = storedInstant(db.dialect, endOfWindow(at, SOON_DAYS))
  const expiring = sql`status = 'TRUSTED' and valid_from <= ${now} and valid_to >= ${now} and valid_to <= ${soon}`
  const count = (type: 'ROOT' | 'INTERMEDIATE', condition = sql`1 = 1`) =>
    sql`(select count(*) from trust_certificate where type = ${type} and ${condition})`
  const partners = (status: 'ACTIVE' | 'INACTIVE') => sql`(select count(*) from partner where status = ${status})`
  const { rows } = await sql<Record<keyof DashboardFigures, number | string | null>>`select
    ${count('ROOT')} as roots,
    ${count('INTERMEDIATE')} as intermediates,
    ${count('ROOT', expiring)} as rootsExpiring,
    ${count('INTERMEDIATE', expiring)} as intermediatesExpiring,
    (select id from trust_certificate where ${expiring} order by valid_to, id limit 1) as expiringFirstId,
    ${partners('ACTIVE')} as partnersActive,
    ${partners('INACTIVE')} as partnersInactive`.execute(db.sql())
  const { expiringFirstId, ...figures } = rows[0]!
  return {
    ...(Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, Number(value)])) as unknown as Omit<
      DashboardFigures,
      'expiringFirstId'
    >),
    expiringFirstId: expiringFirstId === null ? null : String(expiringFirstId),
  }
}
