import { defineEntity, p } from '@mikro-orm/core'

/** Owns partners; one a registration (decisions §1, Tenancy). */
export const OrganisationEntity = defineEntity({
  name: 'Organisation',
  tableName: 'organisation',
  properties: {
    id: p.string().length(36).primary(),
    name: p.string().length(128),
    nameKey: p.string().length(255).unique(),
    createdAt: p.datetime(3),
  },
})
