import { defineEntity, p } from '@mikro-orm/core'

/** An authority of the built-in Key Manager. The private key is sealed; the row's name is part of the seal. */
export const KeyManagerKeyEntity = defineEntity({
  name: 'KeyManagerKey',
  tableName: 'key_manager_key',
  // Two servers that start together make the same generation; the second insert fails and the first one counts.
  uniques: [{ properties: ['role', 'generation'] }],
  properties: {
    /** Role and generation: root-1, pms-3. */
    name: p.string().length(32).primary(),
    role: p.string().length(16),
    /** Counted from 1: an authority is followed by a new one long before it ends. */
    generation: p.integer(),
    /** Name of the authority that signed this one; null for a root. */
    issuer: p.string().length(32).nullable(),
    /** PEM. */
    certificate: p.text(),
    /** PKCS#8 in base64, sealed. */
    sealedKey: p.text(),
    createdAt: p.datetime(3),
  },
})

/** What the built-in Key Manager signed (§2.13 partner_cert_store, the signed half of it). */
export const KeyManagerCertificateEntity = defineEntity({
  name: 'KeyManagerCertificate',
  tableName: 'key_manager_certificate',
  // Asked twice at once, it signs once: the second insert fails and the first one is the answer to both.
  uniques: [{ properties: ['requestedFor', 'domain', 'thumbprintSha256', 'generation'] }],
  properties: {
    id: p.string().length(36).primary(),
    /** The partner's public id. Who may read a row is the caller's to decide, as with the real system. */
    requestedFor: p.string().length(36),
    domain: p.string().length(16),
    /** Of the certificate that was handed in, upper-case hexadecimal. */
    thumbprintSha256: p.string().length(64),
    /** Counted from 1: the same certificate is signed anew when what was signed runs out. */
    generation: p.integer(),
    /** Name of the authority that signed. */
    issuer: p.string().length(32),
    /** PEM. */
    certificate: p.text(),
    validTo: p.datetime(3),
    createdAt: p.datetime(3),
  },
})
