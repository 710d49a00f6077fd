import { defineEntity, p } from '@mikro-orm/core'

/**
 * An organisation in one role of the ecosystem (§2.1). Contact data comes with registration, sealed.
 * `organisationName` and its key repeat the organisation's, so that the list sorts and filters on one index.
 */
export const PartnerEntity = defineEntity({
  name: 'Partner',
  tableName: 'partner',
  indexes: [
    { properties: ['createdAt', 'id'] },
    { properties: ['organisationNameKey', 'id'] },
    { properties: ['status', 'createdAt', 'id'] },
    { properties: ['type', 'createdAt', 'id'] },
    { properties: ['organisationId'] },
  ],
  properties: {
    id: p.string().length(36).primary(),
    /** Public partner id, chosen at registration. */
    code: p.string().length(36).unique(),
    organisationId: p.string().length(36),
    organisationName: p.string().length(128),
    organisationNameKey: p.string().length(255),
    /** A code of partner-types.ts. */
    type: p.string().length(36),
    status: p.string().length(16),
    createdAt: p.datetime(3),
  },
})
