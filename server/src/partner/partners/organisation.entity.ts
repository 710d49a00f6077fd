import { defineEntity, p } from '@mikro-orm/core'

/** Owns partners; one a registration (decisions §1, Tenancy). */
export const OrganisationEntity = defineEntity({
  name: 'Organisation',
  tableName: 'organisation',
  indexes: [{ properties: ['nameKey'] }],
  properties: {
    id: p.string().length(36).primary(),
    name: p.string().length(128),
    /** Not unique: whoever registers gets an organisation of their own, never a place in somebody else's. */
    nameKey: p.string().length(255),
    createdAt: p.datetime(3),
  },
})
