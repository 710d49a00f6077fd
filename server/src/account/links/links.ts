import type { Clock } from '../../platform/clock/clock.ts'
import type { Vault } from '../../platform/crypto/seal.ts'
import type { Database, Tx } from '../../platform/database/database.ts'
import { newId } from '../../platform/ids/ids.ts'
import { hashToken, newToken } from '../tokens.ts'
import { AccountLinkEntity, type LinkPurpose } from './account-link.entity.ts'

/** Milliseconds a link is good for. */
const life: Record<LinkPurpose, number> = { RESET_PASSWORD: 3_600_000, CHANGE_EMAIL: 24 * 3_600_000 }

export interface FoundLink {
  id: string
  userId: string
  /** CHANGE_EMAIL: the new address. */
  subject: string | null
}

/** Links that are mailed to people who have an account. Real time only (decisions §1, Clock). */
export class Links {
  readonly #db: Database
  readonly #clock: Clock
  readonly #vault: Vault

  constructor({ db, clock, vault }: { db: Database; clock: Clock; vault: Vault }) {
    this.#db = db
    this.#clock = clock
    this.#vault = vault
  }

  /** A new link; an earlier one of the same purpose is good no longer. The token is told once. */
  async issue(
    tx: Tx,
    { userId, purpose, subject = null }: { userId: string; purpose: LinkPurpose; subject?: string | null },
  ): Promise<string> {
    await tx.nativeDelete(AccountLinkEntity, { user: userId, purpose })
    const id = newId()
    const token = newToken()
    const now = this.#clock.now()
    tx.create(AccountLinkEntity, {
      id,
      user: userId,
      purpose,
      tokenHash: hashToken(token),
      sealedSubject: subject === null ? null : this.#vault.seal('account_link', 'subject', id, subject),
      createdAt: now,
      expiresAt: new Date(now.getTime() + life[purpose]),
    })
    return token
  }

  /** The link of a token; null when it is used, replaced, too old or nobody's. Changes nothing. */
  async find(token: string, purpose: LinkPurpose): Promise<FoundLink | null> {
    return this.#opened({ tokenHash: hashToken(token), purpose })
  }

  /** The newest link of a person that is still good. */
  pending(userId: string, purpose: LinkPurpose): Promise<FoundLink | null> {
    return this.#opened({ user: userId, purpose })
  }

  /** Uses a link up; false when somebody did so first. */
  async use(tx: Tx, { id }: FoundLink): Promise<boolean> {
    return (await tx.nativeDelete(AccountLinkEntity, { id })) > 0
  }

  /** Ends every link of a person: after a new password nothing that was asked for before it counts. */
  async endAll(tx: Tx, userId: string): Promise<void> {
    await tx.nativeDelete(AccountLinkEntity, { user: userId })
  }

  async sweep(): Promise<void> {
    await this.#db.em().nativeDelete(AccountLinkEntity, { expiresAt: { $lte: this.#clock.now() } })
  }

  async #opened(where: { tokenHash?: string; user?: string; purpose: LinkPurpose }): Promise<FoundLink | null> {
    const row = await this.#db.em().findOne(AccountLinkEntity, { ...where, expiresAt: { $gt: this.#clock.now() } })
    return (
      row && {
        id: row.id,
        userId: row.user,
        subject: row.sealedSubject ? this.#vault.open('account_link', 'subject', row.id, row.sealedSubject) : null,
      }
    )
  }
}
