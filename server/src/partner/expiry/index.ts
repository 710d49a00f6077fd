import type { EntitySchema } from '@mikro-orm/core'
import type { NoticeQueries } from '../../notification/index.ts'
import type { Job } from '../../platform/jobs/job.ts'
import type { Expirable } from './expirable.ts'
import { expiryNoticesJob, type ExpiryDeps } from './expiry-notices.job.ts'
import { WeeklySummaryEntity, WeeklySummaryItemEntity } from './weekly-summary.entity.ts'
import { weeklySummaryJob } from './weekly-summary.job.ts'
import type { WeeklySummaryQueries } from './weekly-summary.queries.ts'
import { NoticeSummaryResolver, WeeklySummaryResolver } from './weekly-summary.resolver.ts'

export { certificateRecheckJob } from './certificate-recheck.job.ts'
export type { NoticeRules } from './due-notices.ts'
export { expirables } from './kinds/index.ts'
export { createNoticeWriter } from './mails/index.ts'
export { createObjectStanding } from './object-standing.ts'
export { createAnchoringNews } from './unanchored-notices.ts'
export { WeeklySummaryQueries } from './weekly-summary.queries.ts'
export type { Expirable, ExpiryDeps }

/** What announces ends by itself. */
export const expiryJobs = (deps: ExpiryDeps): Job[] => [expiryNoticesJob(deps), weeklySummaryJob(deps)]

/** The feature's resolvers with what they need. */
export function expiryResolvers(deps: {
  queries: WeeklySummaryQueries
  notices: NoticeQueries
  expirables: readonly Expirable[]
}): object[] {
  const edge = { ...deps, kinds: deps.expirables.filter(({ weekly }) => weekly).map(({ kind }) => kind) }
  return [new WeeklySummaryResolver(edge), new NoticeSummaryResolver(edge)]
}

/** The tables of this feature. */
export const expiryEntities: EntitySchema[] = [WeeklySummaryEntity, WeeklySummaryItemEntity]
