import { sql } from 'kysely'
import type { NoticeStanding } from '../../notification/index.ts'
import type { Clock } from '../../platform/clock/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import { notSkipped, type NoticeRules } from './due-notices.ts'
import type { Expirable } from './expirable.ts'
import { unanchored } from './unanchored-notices.ts'

export interface ObjectStandingDeps {
  db: Database
  clock: Clock
  expirables: readonly Expirable[]
  rules: NoticeRules
}

/**
 * Says which notices are still worth a mail, by the same sources that they were made from: what was renewed, replaced,
 * distrusted or deactivated since has left them. A summary stays as it was made.
 */
export function createObjectStanding({ db, clock, expirables, rules }: ObjectStandingDeps): NoticeStanding {
  return {
    async stillDue(noticeIds) {
      if (noticeIds.length === 0) return new Set()
      const ids = sql.join(noticeIds)
      const at = clock.businessNow()
      const parts = expirables.map(({ kind, audience, source }) => {
        const active = sql`inner join partner as p on p.id = s.partner_id and p.status = 'ACTIVE'
          ${notSkipped(rules.skippedPartners, 'p.code')}`
        return sql`select n.id from notice as n
          inner join (${source(db.dialect, at)}) as s on s.id = n.object_id and s.ends_at = n.due_at
          ${audience === 'PARTNER' ? active : sql``} where n.kind = ${kind} and n.id in (${ids})`
      })
      const others = [
        sql`select n.id from notice as n inner join (${unanchored}) as s on s.id = n.object_id
          where n.kind = 'CERTIFICATE_UNANCHORED' and n.id in (${ids})
            ${notSkipped(rules.skippedPartners, 's.partner_code')}`,
        sql`select n.id from notice as n where n.kind = 'WEEKLY_SUMMARY' and n.id in (${ids})`,
      ]
      const { rows } = await sql<{ id: string }>`${sql.join([...parts, ...others], sql` union all `)}`.execute(db.sql())
      return new Set(rows.map(({ id }) => id))
    },
  }
}
