import { defineEntity, p } from '@mikro-orm/core'
import { UserEntity } from '../user.entity.ts'

/** A link mailed to a person of the built-in provider; good once, until `expiresAt`. The row goes when it is used. */
export const AccountLinkEntity = defineEntity({
  name: 'AccountLink',
  tableName: 'account_link',
  indexes: [{ properties: ['user', 'purpose'] }, { properties: ['expiresAt'] }],
  properties: {
    id: p.string().length(36).primary(),
    user: () => p.manyToOne(UserEntity).mapToPk().deleteRule('cascade'),
    /** `LinkPurpose`. */
    purpose: p.string().length(16),
    /** SHA-256 of the token in the link. */
    tokenHash: p.string().length(64).unique(),
    /** CHANGE_EMAIL: the new address; sealed. */
    sealedSubject: p.text().nullable(),
    createdAt: p.datetime(3),
    expiresAt: p.datetime(3),
  },
})

export type LinkPurpose = 'RESET_PASSWORD' | 'CHANGE_EMAIL'
