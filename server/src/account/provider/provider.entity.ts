import { defineEntity, p } from '@mikro-orm/core'

/**
 * What the built-in provider remembers: sessions, interactions, codes, tokens, grants. Ids are hashed and payloads
 * sealed, since both would open doors; `expiresAt` is real time.
 */
export const OidcRecordEntity = defineEntity({
  name: 'OidcRecord',
  tableName: 'oidc_record',
  indexes: [{ properties: ['grantHash'] }, { properties: ['uidHash'] }, { properties: ['expiresAt'] }],
  properties: {
    /** SHA-256 of kind and id. */
    id: p.string().length(64).primary(),
    kind: p.string().length(32),
    payload: p.text().length(1_000_000),
    grantHash: p.string().length(64).nullable(),
    uidHash: p.string().length(64).nullable(),
    consumedAt: p.datetime(3).nullable(),
    expiresAt: p.datetime(3).nullable(),
  },
})

/** Keys the feature made for itself at the first start, sealed; `name` says what for. */
export const AccountKeyEntity = defineEntity({
  name: 'AccountKey',
  tableName: 'account_key',
  properties: {
    name: p.string().length(32).primary(),
    sealedValue: p.text(),
    createdAt: p.datetime(3),
  },
})
