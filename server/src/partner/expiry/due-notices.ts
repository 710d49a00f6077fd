import { sql, type RawBuilder } from 'kysely'
import { activeAdministrators, activeMembers } from '../../account/index.ts'
import type { Dialect } from '../../platform/database/database.ts'
import { storedInstant } from '../../platform/database/rows.ts'
import { DAY } from '../../platform/clock/clock.ts'
import type { Expirable } from './expirable.ts'
import { daysAfter, midnightOf, thresholdsByDaysLeft } from './notice-days.ts'

/** What decides who is told when; the operator's. */
export interface NoticeRules {
  /** Days before an end on which it is announced (R-NOT-01). */
  days: readonly number[]
  /** Public ids of partners that are never told (§5.1, the original's skip list). */
  skippedPartners: readonly string[]
}

/** More rows than there are: keeps a derived table from being merged into what is around it. */
const ALL = sql.lit(1_000_000_000)

/**
 * The notices of one kind that are due on the day of `at` and were not made yet (R-NOT-01 … 06), as `issueNotices` takes
 * them. It first asks of everything that ends soon, by two indexes alone, whether its threshold was announced, and looks
 * at the rows of the rest only: where all was announced, nothing else is read.
 */
export function dueNotices(
  expirable: Expirable,
  { dialect, at, rules }: { dialect: Dialect; at: Date; rules: NoticeRules },
): RawBuilder<unknown> {
  const { audience, kind, facts } = expirable
  const midnight = midnightOf(at)
  const thresholds = thresholdsByDaysLeft(rules.days)
  const days = daySql(dialect, midnight)
  const left = days.leftUntil(sql.ref('c.ends_at'))
  const threshold = days.pick(left, thresholds)
  const candidates = expirable.candidates ?? sql`select id, ends_at from (${expirable.source(dialect, at)}) as x`
  const due = sql`select c.id, ${left} as days_left, ${threshold} as threshold
    from (${candidates}) as c
    left join notice as n
      on n.due_at = c.ends_at and n.object_id = c.id and n.kind = ${kind} and n.threshold = ${threshold}
    where n.object_id is null and c.ends_at >= ${storedInstant(dialect, midnight)}
      and c.ends_at < ${storedInstant(dialect, daysAfter(midnight, thresholds.length))}
    limit ${ALL}`
  const isPartners = audience === 'PARTNER'
  const told = Object.entries({
    ...facts,
    ...(isPartners ? { partnerCode: 'p.code', organisationName: 'p.organisation_name' } : {}),
  }).map(([name, column]) => sql`${sql.lit(name)}, ${sql.ref(column.includes('.') ? column : `s.${column}`)}`)
  const recipients = isPartners
    ? sql`inner join partner as p on p.id = s.partner_id and p.status = 'ACTIVE'
        inner join (${activeMembers}) as r on r.organisation_id = p.organisation_id`
    : sql`inner join (${activeAdministrators}) as r on 1 = 1`
  return sql`select s.id as object_id, s.ends_at as due_at, due.threshold, r.recipient_id, s.partner_id,
      s.code as object_code, s.issued_to_key, s.issued_by_key, s.domain,
      json_object(${sql.join([...told, sql`'daysLeft', due.days_left`])}) as facts
    from (${due}) as due ${inOrder(dialect)} (${expirable.source(dialect, at)}) as s on s.id = due.id ${recipients}
    where s.since <= ${days.before(sql.ref('due.threshold'), sql.ref('due.days_left'))}
      ${isPartners ? notSkipped(rules.skippedPartners, 'p.code') : sql``}`
}

/** A join whose left side is read first. */
const inOrder = (dialect: Dialect) => (dialect === 'sqlite' ? sql`cross join` : sql`straight_join`)

/** A further condition on the column of the partner's public id. */
export const notSkipped = (codes: readonly string[], column: 'p.code' | 's.partner_code'): RawBuilder<unknown> =>
  codes.length === 0 ? sql`` : sql`and ${sql.ref(column)} not in (${sql.join(codes)})`

/** The arithmetic of `notice-days.ts` in the words of a database. */
function daySql(dialect: Dialect, midnight: Date) {
  const from = storedInstant(dialect, midnight)
  return dialect === 'sqlite'
    ? {
        leftUntil: (end: RawBuilder<unknown>) => sql`cast((${end} - ${from}) / ${sql.lit(DAY)} as integer)`,
        pick: (index: RawBuilder<unknown>, values: readonly number[]) =>
          sql`case ${index} ${sql.join(
            values.map((value, n) => sql`when ${sql.lit(n)} then ${sql.lit(value)}`),
            sql` `,
          )} end`,
        before: (threshold: RawBuilder<unknown>, left: RawBuilder<unknown>) =>
          sql`${from} - (${threshold} - ${left}) * ${sql.lit(DAY)}`,
      }
    : {
        leftUntil: (end: RawBuilder<unknown>) => sql`datediff(${end}, ${from})`,
        pick: (index: RawBuilder<unknown>, values: readonly number[]) =>
          sql`elt(${index} + 1, ${sql.join(values.map(value => sql.lit(value)))})`,
        before: (threshold: RawBuilder<unknown>, left: RawBuilder<unknown>) =>
          sql`timestamp(${from}) - interval (${threshold} - ${left}) day`,
      }
}
