import { defineEntity, p } from '@mikro-orm/core'

/**
 * Somebody who asked to register and has not yet followed the mailed link. Nothing else exists of them until then;
 * the username is theirs until `expiresAt`. The newest registration of an address replaces the one before.
 */
export const RegistrationEntity = defineEntity({
  name: 'Registration',
  tableName: 'registration',
  indexes: [{ properties: ['expiresAt'] }],
  properties: {
    id: p.string().length(36).primary(),
    usernameKey: p.string().length(255).unique(),
    /** Keyed HMAC of the e-mail address, as on `user`. */
    emailIndex: p.string().length(64).unique(),
    /** Everything that was typed but the password, as JSON, sealed. */
    sealedForm: p.text(),
    passwordHash: p.string().length(255),
    /** SHA-256 of the token in the mailed link. */
    tokenHash: p.string().length(64).unique(),
    createdAt: p.datetime(3),
    expiresAt: p.datetime(3),
  },
})
