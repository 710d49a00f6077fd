import { defineEntity, p } from '@mikro-orm/core'

/**
 * The chain over the record: each row's hash covers the audit row and the hash before it. Written by one leased sealer
 * after the fact, so that who acts waits for no lock (decisions §1, Audit).
 */
export const AuditSealEntity = defineEntity({
  name: 'AuditSeal',
  tableName: 'audit_seal',
  properties: {
    /** 1, 2, 3 … without a gap. */
    sequence: p.integer().primary().autoincrement(false),
    recordId: p.string().length(36).unique(),
    /** SHA-256, hex. */
    hash: p.string().length(64),
  },
})

/** A signature over the chain as far as it went. */
export const AuditCheckpointEntity = defineEntity({
  name: 'AuditCheckpoint',
  tableName: 'audit_checkpoint',
  properties: {
    sequence: p.integer().primary().autoincrement(false),
    hash: p.string().length(64),
    /** Real time. */
    at: p.datetime(3),
    /** Ed25519 over sequence, hash and time, base64url. */
    signature: p.string().length(128),
  },
})
