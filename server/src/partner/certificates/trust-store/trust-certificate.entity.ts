import { defineEntity, p } from '@mikro-orm/core'

/**
 * A root or intermediate that partner certificates lead back to (§2.13 ca_cert_store). Never deleted; `distrustedAt`
 * says whether it counts. What can be derived from dates (expired, expires soon) is not stored.
 */
export const TrustCertificateEntity = defineEntity({
  name: 'TrustCertificate',
  tableName: 'trust_certificate',
  // The list's orders, each with the id behind it: a keyset page never sorts (architecture §3, rule 6).
  indexes: [
    { properties: ['type', 'validTo', 'id'] },
    { properties: ['type', 'validFrom', 'id'] },
    { properties: ['type', 'uploadedAt', 'id'] },
    { properties: ['type', 'issuedToKey', 'id'] },
    { properties: ['type', 'issuedByKey', 'id'] },
    { properties: ['type', 'domain', 'id'] },
    { properties: ['issuerId'] },
  ],
  uniques: [{ properties: ['domain', 'thumbprintSha256'] }],
  properties: {
    id: p.string().length(36).primary(),
    /** Short code people say aloud, e.g. ICA-7F3A-20C1. */
    code: p.string().length(16).unique(),
    type: p.string().length(16),
    domain: p.string().length(16),
    status: p.string().length(16),
    issuedTo: p.string().length(255),
    issuedToKey: p.string().length(255),
    issuedBy: p.string().length(255),
    issuedByKey: p.string().length(255),
    /** The row that issued this one; null for a root. */
    issuerId: p.string().length(36).nullable(),
    thumbprintSha256: p.string().length(64),
    validFrom: p.datetime(3),
    validTo: p.datetime(3),
    der: p.blob(),
    uploadedAt: p.datetime(3),
    uploadedBy: p.string().length(36).nullable(),
    /** Counts changes, so that two administrators cannot overwrite each other's decision. */
    version: p.integer().version(),
  },
})

/** What happened to a trust certificate, and why; shown as its history. */
export const TrustCertificateEventEntity = defineEntity({
  name: 'TrustCertificateEvent',
  tableName: 'trust_certificate_event',
  indexes: [{ properties: ['trustCertificateId', 'at'] }],
  properties: {
    id: p.string().length(36).primary(),
    trustCertificateId: p.string().length(36),
    kind: p.string().length(16),
    at: p.datetime(3),
    actorId: p.string().length(36).nullable(),
    reason: p.string().length(500).nullable(),
  },
})
