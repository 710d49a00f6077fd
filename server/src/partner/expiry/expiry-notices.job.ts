import { sql, type RawBuilder } from 'kysely'
import type { Audit } from '../../audit/index.ts'
import { issueNotices, recordCreationFailed, type IssueDeps, type Issued } from '../../notification/index.ts'
import { againAfterContention } from '../../platform/database/contention.ts'
import { unitOfWork, type Database } from '../../platform/database/database.ts'
import { unhurried } from '../../platform/database/unhurried.ts'
import { nightly, type Job } from '../../platform/jobs/job.ts'
import { dueNotices, type NoticeRules } from './due-notices.ts'
import type { Expirable } from './expirable.ts'

export interface ExpiryDeps extends IssueDeps {
  db: Database
  audit: Audit
  expirables: readonly Expirable[]
  rules: NoticeRules
}

/** Before whatever deactivates what has run out, so that the last day is announced too (R-NOT-03). */
export const NOTICES_PRIORITY = 20

/** Announces at each UTC midnight what ends soon (R-NOT-01). */
export const expiryNoticesJob = (deps: ExpiryDeps): Job => ({
  ...nightly,
  name: 'expiry-notices',
  priority: NOTICES_PRIORITY,
  run: async at => ({ ...(await announce(deps, at)) }),
})

/**
 * Makes everything that is due at `at` (business time) and was not made yet, in one transaction, by a number of
 * statements that does not grow with what is due. After days that were missed that is one notice for the threshold
 * passed last (R-NOT-06).
 */
async function announce(deps: ExpiryDeps, at: Date): Promise<Issued> {
  const { db, expirables, rules } = deps
  const news = expirables.map(expirable => ({
    kind: expirable.kind,
    rows: dueNotices(expirable, { dialect: db.dialect, at, rules }),
  }))
  try {
    // Looked for side by side and outside of any transaction: on most nights there is little, and often nothing.
    const found = await Promise.all(news.map(({ rows }) => isAny(db, rows)))
    const due = news.filter((_, n) => found[n])
    if (due.length === 0) return { notices: 0, mails: 0 }
    return (await againAfterContention(() =>
      // What it reads it does not lock: an upload need not wait for it.
      unitOfWork(db, tx => issueNotices(tx, deps, { at, news: due }), { readCommitted: true }),
    )) as Issued
  } catch (error) {
    await recordCreationFailed(
      deps,
      expirables.map(({ kind }) => kind),
    )
    throw error
  }
}

async function isAny(db: Database, rows: RawBuilder<unknown>): Promise<boolean> {
  const found = await sql`${unhurried} select 1 as due from (${rows}) as s limit 1`.execute(db.sql())
  return found.rows.length > 0
}
