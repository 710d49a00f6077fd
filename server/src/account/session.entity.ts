import { defineEntity, p } from '@mikro-orm/core'
import { UserEntity } from './user.entity.ts'

/** Somebody signed in at a portal. The token itself is only in the browser's cookie; here is its SHA-256. */
export const SessionEntity = defineEntity({
  name: 'Session',
  tableName: 'session',
  indexes: [
    { properties: ['expiresAt'] },
    { properties: ['lastSeenAt'] },
    { properties: ['user'] },
    { properties: ['providerSession'] },
  ],
  properties: {
    id: p.string().length(36).primary(),
    tokenHash: p.string().length(64).unique(),
    portal: p.string().length(16),
    user: () => p.manyToOne(UserEntity).mapToPk().deleteRule('cascade'),
    /** Language of the sign-in page; the signed-out page speaks it too. */
    language: p.string().length(8),
    /** The provider's ID token, sealed: its hint at sign-out spares the person a question. */
    sealedIdToken: p.text(),
    /** `providerSessionOf` its `sid`, by which another provider ends it (OpenID Connect Back-Channel Logout). */
    providerSession: p.string().length(191).nullable(),
    /** Browser and system in a few words, e.g. `Firefox on Linux`; for the list of own sessions. */
    client: p.string().length(64).nullable(),
    createdAt: p.datetime(3),
    lastSeenAt: p.datetime(3),
    /** The session ends then, whatever happens. */
    expiresAt: p.datetime(3),
  },
})

/** A `state` that has come back once; a second time it is refused. Kept as long as its cookie could live. */
export const UsedSignInEntity = defineEntity({
  name: 'UsedSignIn',
  tableName: 'used_sign_in',
  indexes: [{ properties: ['expiresAt'] }],
  properties: {
    stateHash: p.string().length(64).primary(),
    expiresAt: p.datetime(3),
  },
})
