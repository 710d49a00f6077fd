import { defineEntity, p } from '@mikro-orm/core'

/**
 * A certificate a partner brought and the platform signed again (§2.13 partner_cert_store). The partner's row points
 * at its current one; older ones stay as history. Dates are not states: what has expired is said when reading.
 */
export const PartnerCertificateEntity = defineEntity({
  name: 'PartnerCertificate',
  tableName: 'partner_certificate',
  indexes: [
    { properties: ['partnerId', 'uploadedAt', 'id'] },
    { properties: ['status', 'validTo', 'id'] },
    { properties: ['status', 'signedValidTo', 'id'] },
    { properties: ['status', 'domain', 'id'] },
    { properties: ['issuerId'] },
  ],
  properties: {
    id: p.string().length(36).primary(),
    partnerId: p.string().length(36),
    domain: p.string().length(16),
    /** `PartnerCertificateStatus`. */
    status: p.string().length(16),
    /** `Anchoring`: whether a trusted root still stands above it. */
    anchoring: p.string().length(16),
    issuedTo: p.string().length(255),
    /** `nameKey` of the name, for lists of notices that are narrowed by it. */
    issuedToKey: p.string().length(255).nullable(),
    issuedBy: p.string().length(255),
    issuedByKey: p.string().length(255).nullable(),
    serialNumber: p.string().length(80),
    thumbprintSha256: p.string().length(64),
    validFrom: p.datetime(3),
    validTo: p.datetime(3),
    /** As the partner brought it. */
    der: p.blob(),
    /** The nearest trust certificate above it when it was accepted. */
    issuerId: p.string().length(36).nullable(),
    /**
     * The authorities of its path below the root, its issuer first, as PEM, where its file brought one that the trust
     * store does not hold: without them nobody could follow its path again. Null for most.
     */
    brought: p.json<readonly string[]>().nullable(),
    /** The platform's id of the one it signed. */
    signedId: p.string().length(64),
    signedPem: p.text(),
    /** Who signed that, issuer first, root last, as PEM. */
    signedChain: p.json<readonly string[]>(),
    signedValidFrom: p.datetime(3),
    signedValidTo: p.datetime(3),
    uploadedAt: p.datetime(3),
    uploadedBy: p.string().length(36).nullable(),
  },
})

export type PartnerCertificateStatus = 'CURRENT' | 'REPLACED'
export type Anchoring = 'ANCHORED' | 'UNANCHORED'
