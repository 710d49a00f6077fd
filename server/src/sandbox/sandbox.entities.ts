import { defineEntity, p, type EntitySchema } from '@mikro-orm/core'

/** What the sandbox remembers from start to start, e.g. how far its clock was moved. Empty in production. */
export const SandboxStateEntity = defineEntity({
  name: 'SandboxState',
  tableName: 'sandbox_state',
  properties: {
    name: p.string().length(64).primary(),
    value: p.text(),
  },
})

/** A certificate authority of the sandbox with the key that issues, sealed. Empty in production. */
export const SandboxAuthorityEntity = defineEntity({
  name: 'SandboxAuthority',
  tableName: 'sandbox_authority',
  uniques: [{ properties: ['domain', 'role'] }],
  properties: {
    id: p.string().length(36).primary(),
    domain: p.string().length(16),
    /** What it stands for: `root`, `intermediate`, or one that nobody trusts. */
    role: p.string().length(32),
    certificate: p.text(),
    sealedKey: p.text(),
  },
})

/** The tables of the sandbox. */
export const sandboxEntities: EntitySchema[] = [SandboxStateEntity, SandboxAuthorityEntity]
