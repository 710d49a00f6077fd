import { defineEntity, p } from '@mikro-orm/core'

/** What policies are grouped by, and what a partner of some types belongs to (§2.3). */
export const PolicyGroupEntity = defineEntity({
  name: 'PolicyGroup',
  tableName: 'policy_group',
  indexes: [{ properties: ['status', 'nameKey', 'id'] }],
  properties: {
    id: p.string().length(36).primary(),
    name: p.string().length(128),
    nameKey: p.string().length(255).unique(),
    description: p.string().length(256),
    /** `PolicyGroupStatus`. */
    status: p.string().length(16),
    createdAt: p.datetime(3),
    createdBy: p.string().length(36).nullable(),
  },
})

export type PolicyGroupStatus = 'ACTIVE' | 'INACTIVE'
