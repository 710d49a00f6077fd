import type { EntitySchema } from '@mikro-orm/core'
import { expiryNoticesJob, type ExpiryDeps } from './expiry-notices.job.ts'
import type { Job } from '../../platform/jobs/job.ts'
import { WeeklySummaryEntity, WeeklySummaryItemEntity } from './weekly-summary.entity.ts'

export type { Expirable } from './expirable.ts'
export type { NoticeRules } from './due-notices.ts'
export { expirables } from './kinds/index.ts'
export type { ExpiryDeps }

/** What announces ends by itself. */
export const expiryJobs = (deps: ExpiryDeps): Job[] => [expiryNoticesJob(deps)]

/** The tables of this feature. */
export const expiryEntities: EntitySchema[] = [WeeklySummaryEntity, WeeklySummaryItemEntity]
