import type { EntitySchema } from '@mikro-orm/core'
import { PolicyGroupEntity } from './policy-group.entity.ts'

export { PolicyGroupEntity }

/** The tables of this feature. */
export const policyGroupEntities: EntitySchema[] = [PolicyGroupEntity]
