import { webcrypto } from 'node:crypto'
import type { Vault } from '../../platform/crypto/seal.ts'
import type { Database } from '../../platform/database/database.ts'
import { isUniqueViolation } from '../../platform/database/unique-violation.ts'
import { newId } from '../../platform/ids/ids.ts'
import type { Domain } from '../authorities.seed.ts'
import { SandboxAuthorityEntity } from '../sandbox.entities.ts'
import type { SandboxAuthority } from './certificate-authority.ts'

export const testDomains: readonly Domain[] = ['AUTH', 'DEVICE', 'FTM', 'MISP']

/**
 * What each domain has: a root and the authority that issues, both in the trust store; one below the root that nobody
 * has put there; and a root that nobody trusts.
 */
export const testRoles = ['root', 'issuing', 'unlisted', 'stranger'] as const
export type TestRole = (typeof testRoles)[number]

const names: Record<TestRole, (domain: Domain) => string> = {
  root: domain => `CN=Portico Sandbox ${domain} Root, O=Portico Sandbox, C=VD`,
  issuing: domain => `CN=Portico Sandbox ${domain} Issuing CA, O=Portico Sandbox, C=VD`,
  unlisted: domain => `CN=Portico Sandbox ${domain} Unlisted CA, O=Portico Sandbox, C=VD`,
  stranger: domain => `CN=Stranger ${domain} Root, O=Nobody in Particular, C=VD`,
}

/** The common name that the trust store shows. */
export const testAuthorityName = (role: TestRole, domain: Domain): string =>
  /^CN=([^,]*)/.exec(names[role](domain))![1]!

const DAY = 86_400_000
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }

/** The test certificate authorities of the sandbox with their keys, sealed in the database (table sandbox_authority). */
export class TestAuthorities {
  readonly #db: Database
  readonly #vault: Vault

  constructor({ db, vault }: { db: Database; vault: Vault }) {
    this.#db = db
    this.#vault = vault
  }

  /** An authority of a domain; throws when the sandbox was not seeded. */
  async of(domain: Domain, role: TestRole): Promise<SandboxAuthority> {
    const found = await this.#find(domain, role)
    if (!found) throw new Error(`The sandbox has no authority ${domain} ${role}.`)
    return found
  }

  /** Makes what a domain lacks. Lives from about three years before `today` for fifteen more. */
  async provide(domain: Domain, today: Date): Promise<void> {
    const { makeAuthority } = await import('./certificate-authority.ts')
    const from = new Date(Math.floor(today.getTime() / DAY) * DAY - 1_100 * DAY)
    const to = new Date(from.getTime() + 6_600 * DAY)
    for (const role of testRoles) {
      if (await this.#find(domain, role)) continue
      const issuer = role === 'issuing' || role === 'unlisted' ? await this.of(domain, 'root') : undefined
      const made = await makeAuthority({
        name: names[role](domain),
        from,
        to: issuer ? new Date(to.getTime() - 30 * DAY) : to,
        ...(issuer ? { issuer, pathLength: 0 } : {}),
      })
      await this.#keep(domain, role, made)
    }
  }

  async #keep(domain: Domain, role: TestRole, { certificate, keys }: SandboxAuthority): Promise<void> {
    const id = newId()
    const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64')
    try {
      await this.#db.em().insert(SandboxAuthorityEntity, {
        id,
        domain,
        role,
        certificate: certificate.toString('pem'),
        sealedKey: this.#vault.seal('sandbox_authority', 'sealed_key', id, key),
      })
    } catch (error) {
      // Another server was first: its authority counts.
      if (!isUniqueViolation(error)) throw error
    }
  }

  async #find(domain: Domain, role: TestRole): Promise<SandboxAuthority | undefined> {
    const row = await this.#db.em().findOne(SandboxAuthorityEntity, { domain, role })
    if (!row) return undefined
    const { X509Certificate } = await import('./certificate-authority.ts')
    const certificate = new X509Certificate(row.certificate)
    const pkcs8 = Buffer.from(this.#vault.open('sandbox_authority', 'sealed_key', row.id, row.sealedKey), 'base64')
    return {
      certificate,
      keys: {
        privateKey: await webcrypto.subtle.importKey('pkcs8', pkcs8, algorithm, true, ['sign']),
        publicKey: (await certificate.publicKey.export(algorithm, ['verify'])) as webcrypto.CryptoKey,
      },
    }
  }
}
