import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider'
import { errors } from 'oidc-provider'
import type { Clock } from '../../platform/clock/clock.ts'
import type { Vault } from '../../platform/crypto/seal.ts'
import type { Database } from '../../platform/database/database.ts'
import { hashToken } from '../tokens.ts'
import { OidcRecordEntity } from './provider.entity.ts'

/** The provider's memory in our database, the same on SQLite and MySQL/MariaDB. */
export function databaseAdapter({ db, clock, vault }: { db: Database; clock: Clock; vault: Vault }): AdapterFactory {
  return kind => new DatabaseAdapter(kind, db, clock, vault)
}

class DatabaseAdapter implements Adapter {
  readonly #kind: string
  readonly #db: Database
  readonly #clock: Clock
  readonly #vault: Vault

  constructor(kind: string, db: Database, clock: Clock, vault: Vault) {
    this.#kind = kind
    this.#db = db
    this.#clock = clock
    this.#vault = vault
  }

  /** Ids of sessions, codes and tokens are secrets of their own, so only their hash is kept. */
  #key(id: string): string {
    return hashToken(`${this.#kind}\0${id}`)
  }

  /** `expiresIn` in seconds. */
  async upsert(id: string, payload: AdapterPayload, expiresIn?: number): Promise<void> {
    const key = this.#key(id)
    await this.#db.em().upsert(OidcRecordEntity, {
      id: key,
      kind: this.#kind,
      payload: this.#vault.seal('oidc_record', 'payload', key, JSON.stringify(payload)),
      grantHash: payload.grantId ? hashToken(payload.grantId) : null,
      uidHash: payload.uid ? hashToken(payload.uid) : null,
      consumedAt: typeof payload.consumed === 'number' ? new Date(payload.consumed * 1_000) : null,
      expiresAt: expiresIn === undefined ? null : new Date(this.#clock.now().getTime() + expiresIn * 1_000),
    })
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    return this.#read({ id: this.#key(id) })
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.#read({ uidHash: hashToken(uid), kind: this.#kind })
  }

  /** Device flow is off. */
  async findByUserCode(): Promise<undefined> {}

  /** Marks as used; of two at once the second is refused (RFC 6749 §4.1.2). */
  async consume(id: string): Promise<void> {
    const changed = await this.#db
      .em()
      .nativeUpdate(OidcRecordEntity, { id: this.#key(id), consumedAt: null }, { consumedAt: this.#clock.now() })
    if (changed === 0) throw new errors.InvalidGrant('used before')
  }

  async destroy(id: string): Promise<void> {
    await this.#db.em().nativeDelete(OidcRecordEntity, { id: this.#key(id) })
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    await this.#db.em().nativeDelete(OidcRecordEntity, { grantHash: hashToken(grantId) })
  }

  async #read(where: { id: string } | { uidHash: string; kind: string }): Promise<AdapterPayload | undefined> {
    const row = await this.#db.em().findOne(OidcRecordEntity, {
      ...where,
      $or: [{ expiresAt: null }, { expiresAt: { $gt: this.#clock.now() } }],
    })
    if (!row) return undefined
    const payload = JSON.parse(this.#vault.open('oidc_record', 'payload', row.id, row.payload)) as AdapterPayload
    return row.consumedAt ? { ...payload, consumed: Math.floor(row.consumedAt.getTime() / 1_000) } : payload
  }
}

/** Deletes what has expired; the number of rows. */
export const sweepProvider = (db: Database, now: Date): Promise<number> =>
  db.em().nativeDelete(OidcRecordEntity, { expiresAt: { $lte: now } })
