import { defineEntity, p } from '@mikro-orm/core'
import { UserEntity } from '../user.entity.ts'

/** Lets another program ask in a person's name, within `permissions` (decisions §2). Only the token's SHA-256 is kept. */
export const ApiTokenEntity = defineEntity({
  name: 'ApiToken',
  tableName: 'api_token',
  indexes: [{ properties: ['user', 'createdAt'] }],
  properties: {
    id: p.string().length(36).primary(),
    user: () => p.manyToOne(UserEntity).mapToPk().deleteRule('cascade'),
    name: p.string().length(64),
    tokenHash: p.string().length(64).unique(),
    permissions: p.json<readonly string[]>(),
    /** `ApiTokenStatus`. */
    status: p.string().length(16),
    createdAt: p.datetime(3),
    /** Who made it: the person, or an administrator. */
    createdBy: p.string().length(36),
    expiresAt: p.datetime(3),
    /** Day of the last use, e.g. 2026-11-22; no finer, so that a use costs a write a day at most. */
    lastUsedOn: p.string().length(10).nullable(),
    revokedAt: p.datetime(3).nullable(),
  },
})

export type ApiTokenStatus = 'ACTIVE' | 'REVOKED'
