import type { Audit } from '../../audit/index.ts'
import { issueNotices, recordCreationFailed, type IssueDeps, type Issued } from '../../notification/index.ts'
import { againAfterContention } from '../../platform/database/contention.ts'
import { unitOfWork, type Database } from '../../platform/database/database.ts'
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
 * Makes everything that is due at `at` (business time) and was not made yet, in one transaction, by a fixed number of
 * statements. After days that were missed that is one notice for the threshold passed last (R-NOT-06).
 */
async function announce(deps: ExpiryDeps, at: Date): Promise<Issued> {
  const { db, expirables, rules } = deps
  try {
    return (await againAfterContention(() =>
      unitOfWork(
        db,
        tx =>
          issueNotices(tx, deps, {
            at,
            news: expirables.map(expirable => ({
              kind: expirable.kind,
              rows: dueNotices(expirable, { dialect: db.dialect, at, rules }),
            })),
          }),
        // What it reads it does not lock: an upload need not wait for it.
        { readCommitted: true },
      ),
    )) as Issued
  } catch (error) {
    await recordCreationFailed(
      deps,
      expirables.map(({ kind }) => kind),
    )
    throw error
  }
}
