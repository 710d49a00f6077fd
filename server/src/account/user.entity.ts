import { defineEntity, p } from '@mikro-orm/core'

/** `user.issuer` of everybody who signs in at the built-in provider: its address may change, its people stay. */
export const BUILT_IN = 'built-in'

/**
 * A person who can sign in. (issuer, subject) identifies them (quality §2.1, 6.8); for the built-in provider the
 * subject is the row's own id. Columns named `sealed…` are AES-256-GCM of `Vault`, with the row id authenticated.
 */
export const UserEntity = defineEntity({
  name: 'User',
  tableName: 'user',
  uniques: [
    { properties: ['issuer', 'subject'] },
    { properties: ['issuer', 'usernameKey'] },
    { properties: ['issuer', 'emailIndex'] },
  ],
  indexes: [{ properties: ['username'] }],
  properties: {
    id: p.string().length(36).primary(),
    issuer: p.string().length(191),
    subject: p.string().length(191),
    /** Shown in the header (R-SES-03); for a partner also its public partner id. */
    username: p.string().length(64),
    /** Set for people of the built-in provider only: elsewhere names may change hands, and nobody is looked up by them. */
    usernameKey: p.string().length(255).nullable(),
    /** Keyed HMAC of the e-mail address, lower case: the only way to look it up. Built-in provider only, as above. */
    emailIndex: p.string().length(64).nullable(),
    sealedEmail: p.text().nullable(),
    sealedPhone: p.text().nullable(),
    sealedFirstName: p.text(),
    sealedLastName: p.text(),
    /** argon2id in PHC form; null for people of another provider. */
    passwordHash: p.string().length(255).nullable(),
    /** Mails are written in it; one of the installed languages. */
    language: p.string().length(8).default('en'),
    /** `UserStatus`. */
    status: p.string().length(16),
    createdAt: p.datetime(3),
  },
})

export type UserStatus = 'ACTIVE' | 'INACTIVE'

/** A role a person holds, by the identity provider's name of it (decisions §1, Roles). */
export const UserRoleEntity = defineEntity({
  name: 'UserRole',
  tableName: 'user_role',
  indexes: [{ properties: ['role'] }],
  properties: {
    user: () => p.manyToOne(UserEntity).mapToPk().primary().deleteRule('cascade'),
    role: p.string().length(64).primary(),
  },
})

/** Which organisations a person belongs to (decisions §1, Tenancy). The organisation is another feature's: a plain id. */
export const MembershipEntity = defineEntity({
  name: 'Membership',
  tableName: 'membership',
  indexes: [{ properties: ['organisationId'] }],
  properties: {
    user: () => p.manyToOne(UserEntity).mapToPk().primary().deleteRule('cascade'),
    organisationId: p.string().length(36).primary(),
    /** `MembershipKind`. */
    kind: p.string().length(16),
    createdAt: p.datetime(3),
  },
})

export type MembershipKind = 'OWNER' | 'MEMBER' | 'READER'
