import { DAY } from '../../platform/clock/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import { administrative, scopeFilter } from '../../platform/database/scope.ts'
import { nightly, type Job, type JobFacts } from '../../platform/jobs/job.ts'
import { NoticeEntity } from './notice.entity.ts'

/** Rows deleted by one statement, so that none holds up who reads or writes meanwhile. */
const BATCH = 1_000

export interface NoticeRetentionDeps {
  db: Database
  /** Whether old notices go at all, and after how many days. */
  config: { retention: boolean; keptDays: number }
  /** Removes what notices spoke of and none does any more; what other features keep for them. */
  leftovers?: () => Promise<JobFacts>
  /** For specs. */
  batch?: number
}

/**
 * Deletes notices older than the days they are kept, whatever their status (R-NOT-07), by days of business time: what
 * was made today goes on the same day, whenever the job runs on it. One that announces what is still to come stays until
 * then, however few days are kept: it is what keeps the sweep from announcing the same again.
 */
export function noticeRetentionJob({ db, config, leftovers, batch = BATCH }: NoticeRetentionDeps): Job {
  return {
    ...nightly,
    name: 'notice-retention',
    async run(at) {
      if (!config.retention) return { removed: 0 }
      const today = Math.floor(at.getTime() / DAY) * DAY
      const removed = await deleteOld(
        db,
        { before: new Date(today - config.keptDays * DAY), today: new Date(today) },
        batch,
      )
      return { removed, ...(await leftovers?.()) }
    },
  }
}

/** Everybody's, in batches of a statement each: what a run that ended in the middle has done stays done. */
async function deleteOld(
  db: Database,
  { before, today }: { before: Date; today: Date },
  batch: number,
): Promise<number> {
  for (let deleted = 0; ;) {
    const em = db.em()
    const old = await em.find(
      NoticeEntity,
      {
        ...scopeFilter(administrative(), 'partnerId'),
        createdAt: { $lt: before },
        $or: [{ threshold: { $lt: 0 } }, { dueAt: { $lt: today } }],
      },
      { fields: ['id'], orderBy: { createdAt: 'asc' }, limit: batch },
    )
    if (old.length === 0) return deleted
    deleted += await em.nativeDelete(NoticeEntity, { id: { $in: old.map(({ id }) => id) } })
  }
}
