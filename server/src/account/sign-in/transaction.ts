import { randomBytes } from 'node:crypto'
import type { Clock } from '../../platform/clock/clock.ts'
import type { Vault } from '../../platform/crypto/seal.ts'
import type { Language } from '../../platform/i18n/languages.ts'
import type { Cookies } from '../session-cookie.ts'
import { newToken } from '../tokens.ts'

/** Seconds a person may take between leaving for the provider and coming back. */
export const TRANSACTION_LIFE = 600

/** What ties the provider's answer to the browser that asked (quality §2.2). */
export interface Transaction {
  /** `<id>.<256 random bits>`; the id names the cookie. */
  state: string
  nonce: string
  verifier: string
  returnTo: string
  language: Language
  /** Milliseconds since 1970. */
  expiresAt: number
}

/**
 * Sign-ins that have begun, each sealed into a cookie of its own, so that two tabs do not disturb one another and
 * nothing is stored for people who never come back.
 */
export class Transactions {
  readonly #clock: Clock
  readonly #vault: Vault
  readonly #cookies: Cookies

  constructor({ clock, vault, cookies }: { clock: Clock; vault: Vault; cookies: Cookies }) {
    this.#clock = clock
    this.#vault = vault
    this.#cookies = cookies
  }

  /** The transaction and the `Set-Cookie` that keeps it. */
  begin(
    wish: Pick<Transaction, 'returnTo' | 'language'>,
    secrets: Pick<Transaction, 'nonce' | 'verifier'>,
  ): { transaction: Transaction; cookie: string } {
    const id = randomBytes(6).toString('hex')
    const expiresAt = this.#clock.now().getTime() + TRANSACTION_LIFE * 1_000
    const transaction = { ...wish, ...secrets, state: `${id}.${newToken()}`, expiresAt }
    const sealed = this.#vault.seal('sign_in', 'transaction', id, JSON.stringify(transaction))
    return { transaction, cookie: this.#cookies.set(base(id), sealed, TRANSACTION_LIFE) }
  }

  /** The transaction that `state` belongs to, if this browser began it and it is not too old. */
  find(cookieHeader: string | undefined, state: string): Transaction | null {
    const id = idOf(state)
    const sealed = id && this.#cookies.read(cookieHeader, base(id))
    if (!id || !sealed) return null
    try {
      const transaction = JSON.parse(this.#vault.open('sign_in', 'transaction', id, sealed)) as Transaction
      return transaction.state === state && transaction.expiresAt > this.#clock.now().getTime() ? transaction : null
    } catch {
      // Changed, or sealed before the key was: as good as none.
      return null
    }
  }

  /** The `Set-Cookie` that forgets the transaction. */
  forget(state: string): string[] {
    const id = idOf(state)
    return id ? [this.#cookies.clear(base(id))] : []
  }
}

const base = (id: string): string => `sign-in-${id}`
const idOf = (state: string): string | null => /^([0-9a-f]{12})\./.exec(state)?.[1] ?? null
