import { X509Certificate } from 'node:crypto'
import type { Clock } from '../../platform/clock/clock.ts'
import { DAY } from '../../platform/clock/clock.ts'
import type { Vault } from '../../platform/crypto/seal.ts'
import type { Database } from '../../platform/database/database.ts'
import { isUniqueViolation } from '../../platform/database/unique-violation.ts'
import type { Issuer } from './issue.ts'
import { KeyManagerKeyEntity } from './key-manager.entity.ts'
import { exportKey, importKey } from './signing-key.ts'

type Role = 'root' | 'pms'

/** An authority that can sign. */
export interface Authority extends Issuer {
  name: string
  /** Name of the authority above it; null for a root. */
  issuer: string | null
  from: Date
  to: Date
}

/** Days of life, and days before the end when the next one takes over: the original's key_policy_def. */
const plans: Record<Role, { title: string; days: number; renewDays: number; pathLength: number }> = {
  root: { title: 'Root', days: 2_920, renewDays: 1_125, pathLength: 1 },
  pms: { title: 'Partner Management', days: 1_460, renewDays: 395, pathLength: 0 },
}

/**
 * The built-in Key Manager's authorities: a root, and below it the one that signs partners' certificates. Made when
 * first asked for, kept sealed in the database so that all servers share them, followed by new ones in good time.
 */
export class Authorities {
  readonly #deps: { db: Database; clock: Clock; vault: Vault }
  /** Opened once in the process's life: rows never change. */
  readonly #opened = new Map<string, Promise<Authority>>()
  /** One making at a time: a second caller in the same process waits instead of searching primes as well. */
  #making: Promise<unknown> = Promise.resolve()

  constructor(deps: { db: Database; clock: Clock; vault: Vault }) {
    this.#deps = deps
  }

  /** The authority that signs partners' certificates now. */
  async signing(): Promise<Authority> {
    const { authority } = await this.#newest('pms')
    if (authority) return authority
    const turn = this.#making.then(() => this.#provide('pms'))
    this.#making = turn.catch(() => undefined)
    return turn
  }

  /** PEM of an authority and of those above it, the root last. */
  async chainOf(name: string): Promise<string[]> {
    const authority = await this.#open(name)
    const above = authority.issuer ? await this.chainOf(authority.issuer) : []
    return [authority.pem, ...above]
  }

  /** The newest of its role, made when there is none or when its time to be followed has come. */
  async #provide(role: Role): Promise<Authority> {
    const { authority, next } = await this.#newest(role)
    return authority ?? this.#make(role, next)
  }

  /**
   * The newest of its role that has begun and whose time to be followed has not come, and the generation that would
   * follow. Both from one look, so that two servers which see the same make the same generation, and one is refused.
   * One that has not begun is there when the sandbox's clock was moved on and back.
   */
  async #newest(role: Role): Promise<{ authority: Authority | undefined; next: number }> {
    const rows = await this.#deps.db
      .em()
      .find(KeyManagerKeyEntity, { role }, { orderBy: { generation: 'desc' }, fields: ['name', 'generation'] })
    const now = this.#deps.clock.businessNow()
    const followedAt = new Date(now.getTime() + plans[role].renewDays * DAY)
    const lasting = (await Promise.all(rows.map(({ name }) => this.#open(name)))).filter(({ to }) => to > followedAt)
    return {
      authority: lasting.find(({ from }) => from <= now) ?? lasting.at(-1),
      next: (rows[0]?.generation ?? 0) + 1,
    }
  }

  async #make(role: Role, generation: number): Promise<Authority> {
    const { db, clock, vault } = this.#deps
    const issuer = role === 'pms' ? await this.#provide('root') : null
    const name = `${role}-${generation}`
    const { title, days, pathLength } = plans[role]
    const from = wholeSeconds(clock.businessNow())
    // Needed once in years, so not loaded at every start.
    const { issueAuthority } = await import('./issue.ts')
    const { pem, privateKey } = await issueAuthority({
      name: `CN=Portico ${title} CA ${generation}, OU=Built-in Key Manager, O=Portico`,
      from: issuer ? later(from, issuer.from) : from,
      to: earlier(new Date(from.getTime() + days * DAY), issuer?.to),
      pathLength,
      ...(issuer ? { issuer } : {}),
    })
    try {
      await db.em().insert(KeyManagerKeyEntity, {
        name,
        role,
        generation,
        issuer: issuer?.name ?? null,
        certificate: pem,
        sealedKey: vault.seal('key_manager_key', 'sealed_key', name, await exportKey(privateKey)),
        createdAt: clock.now(),
      })
    } catch (error) {
      // Another server started at the same time and was first: its authority counts.
      if (!isUniqueViolation(error)) throw error
    }
    return this.#open(name)
  }

  #open(name: string): Promise<Authority> {
    let opened = this.#opened.get(name)
    if (!opened) {
      opened = this.#read(name)
      opened.catch(() => this.#opened.delete(name))
      this.#opened.set(name, opened)
    }
    return opened
  }

  async #read(name: string): Promise<Authority> {
    const row = await this.#deps.db.em().findOneOrFail(KeyManagerKeyEntity, { name })
    const { validFromDate: from, validToDate: to } = new X509Certificate(row.certificate)
    return {
      name,
      issuer: row.issuer ?? null,
      pem: row.certificate,
      privateKey: await importKey(this.#deps.vault.open('key_manager_key', 'sealed_key', name, row.sealedKey)),
      from,
      to,
    }
  }
}

/** Certificates know no milliseconds. */
export const wholeSeconds = (instant: Date): Date => new Date(Math.floor(instant.getTime() / 1_000) * 1_000)

export const later = (a: Date, b: Date): Date => (a > b ? a : b)

export const earlier = (a: Date, b: Date | undefined): Date => (b && b < a ? b : a)
