import { defineEntity, p } from '@mikro-orm/core'

/**
 * An organisation in one role of the ecosystem (§2.1). Columns named `sealed…` are AES-256-GCM of `Vault`.
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
    { properties: ['status', 'id'] },
    { properties: ['type', 'id'] },
    { properties: ['policyGroupId', 'createdAt', 'id'] },
    { properties: ['certificateId'] },
    { properties: ['emailIndex'] },
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
    /** `PartnerStatus`. */
    status: p.string().length(16),
    /** For the types that need one (§1.2); chosen after the first sign-in. */
    policyGroupId: p.string().length(36).nullable(),
    /** The certificate in use; null: none uploaded yet. */
    certificateId: p.string().length(36).nullable(),
    sealedEmail: p.text().nullable(),
    /** Keyed HMAC of the e-mail address; administrators look partners up by it. */
    emailIndex: p.string().length(64).nullable(),
    sealedPhone: p.text().nullable(),
    sealedAddress: p.text().nullable(),
    /** What mails about the partner are written in. */
    language: p.string().length(8).default('en'),
    createdAt: p.datetime(3),
  },
})
