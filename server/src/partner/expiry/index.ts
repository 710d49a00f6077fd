import type { EntitySchema } from '@mikro-orm/core'
import { WeeklySummaryEntity, WeeklySummaryItemEntity } from './weekly-summary.entity.ts'

/** The tables of this feature. */
export const expiryEntities: EntitySchema[] = [WeeklySummaryEntity, WeeklySummaryItemEntity]
