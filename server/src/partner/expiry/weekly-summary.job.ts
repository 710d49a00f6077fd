import { sql, type Kysely, type RawBuilder } from 'kysely'
import { activeAdministrators } from '../../account/index.ts'
import { issueNotices, recordCreationFailed } from '../../notification/index.ts'
import { againAfterContention } from '../../platform/database/contention.ts'
import { unitOfWork, type Dialect, type Tx } from '../../platform/database/database.ts'
import { storedInstant } from '../../platform/database/rows.ts'
import { unhurried } from '../../platform/database/unhurried.ts'
import { newId } from '../../platform/ids/ids.ts'
import { newIdSql } from '../../platform/ids/sql-id.ts'
import { nightly, type Job } from '../../platform/jobs/job.ts'
import { lastInstant } from '../../platform/jobs/schedule.ts'
import type { Expirable } from './expirable.ts'
import type { ExpiryDeps } from './expiry-notices.job.ts'
import { daysAfter, midnightOf } from './notice-days.ts'
import { WeeklySummaryEntity } from './weekly-summary.entity.ts'

/** Days from one summary to the next, and what each looks ahead. */
const WEEK = 7

/** What a summary made; all zero when none was due. */
type Made = Readonly<{ summaries: number; items: number; notices: number; mails: number }>
const NOTHING: Made = { summaries: 0, items: 0, notices: 0, mails: 0 }

/** Tells administrators each Saturday what ends in the next seven days (R-NOT-02). */
export const weeklySummaryJob = (deps: ExpiryDeps): Job => ({
  ...nightly,
  name: 'weekly-summary',
  cron: '0 0 * * 6',
  priority: 10,
  async run(at) {
    const { db } = deps
    // The operator's schedule, where there is one. Who runs the job by hand on another day does not begin the rhythm.
    const onItsDay = midnightOf(lastInstant(this.cron, at)).getTime() === midnightOf(at).getTime()
    try {
      return (await againAfterContention(() =>
        unitOfWork(db, tx => summarise(tx, deps, midnightOf(at), onItsDay), { readCommitted: true }),
      )) as Made
    } catch (error) {
      await recordCreationFailed(deps, ['WEEKLY_SUMMARY'])
      throw error
    }
  },
})

/**
 * Makes the summary of the week from `from` if one is due: when the last one began seven days before, or none ever did
 * and it is the schedule's day. A Saturday that was missed is caught up for that Saturday, so that no day lies between two
 * summaries. Of servers that run at once the unique beginning lets one make it.
 */
async function summarise(tx: Tx, deps: ExpiryDeps, from: Date, onItsDay: boolean): Promise<Made> {
  const { db, audit, expirables } = deps
  const [last] = await tx.find(WeeklySummaryEntity, {}, { orderBy: { fromAt: 'desc' }, limit: 1, fields: ['fromAt'] })
  if (last ? last.fromAt > daysAfter(from, -WEEK) : !onItsDay) return NOTHING
  const [id, to] = [newId(), daysAfter(from, WEEK)]
  const weekly = expirables.filter(expirable => expirable.weekly)
  await tx.insert(WeeklySummaryEntity, { id, fromAt: from, toAt: to, counts: {} })
  const kysely = tx.getKysely() as Kysely<unknown>
  const counts: Record<string, number> = {}
  for (const expirable of weekly) {
    const row = { id: newIdSql(db.dialect, deps.clock.now()), summaryId: id }
    const { numAffectedRows } = await itemsOf(expirable, db.dialect, { from, to }, row).execute(kysely)
    counts[expirable.kind] = Number(numAffectedRows)
  }
  await tx.nativeUpdate(WeeklySummaryEntity, { id }, { counts })
  const items = Object.values(counts).reduce((sum, n) => sum + n, 0)
  if (items === 0) {
    audit.record(tx, { event: 'weekly-summary.empty', subjectType: 'weekly-summary', subjectId: id })
    return { ...NOTHING, summaries: 1 }
  }
  const [begins, ends] = [from.toISOString(), to.toISOString()]
  const rows = sql`select ${id} as object_id, ${storedInstant(db.dialect, from)} as due_at, -1 as threshold, r.recipient_id,
      null as partner_id, null as object_code, null as issued_to_key, null as issued_by_key, null as domain,
      json_object('summaryId', ${id}, 'from', ${begins}, 'to', ${ends}, 'total', ${sql.lit(items)}) as facts
    from (${activeAdministrators}) as r`
  const issued = await issueNotices(tx, deps, { at: from, news: [{ kind: 'WEEKLY_SUMMARY', rows }] })
  return { summaries: 1, items, ...issued }
}

/** Writes what of one kind ends in the week, as it stands now; both ends by the index of ends. */
function itemsOf(
  expirable: Expirable,
  dialect: Dialect,
  { from, to }: { from: Date; to: Date },
  { id, summaryId }: { id: RawBuilder<string>; summaryId: string },
): RawBuilder<unknown> {
  const source = expirable.source(dialect, from)
  return sql`${unhurried} insert into weekly_summary_item
      (id, summary_id, kind, object_id, partner_id, partner_code, organisation_name, label, domain, expires_at)
    select ${id}, ${summaryId}, ${expirable.kind}, s.id, p.id, p.code, p.organisation_name,
      ${sql.ref(`s.${expirable.label}`)}, s.domain, s.ends_at
    from (${source}) as s inner join partner as p on p.id = s.partner_id and p.status = 'ACTIVE'
    where s.ends_at >= ${storedInstant(dialect, from)} and s.ends_at < ${storedInstant(dialect, to)}`
}
