import type { Audit } from '../audit/index.ts'
import type { Vault } from '../platform/crypto/seal.ts'
import { unitOfWork, type Database } from '../platform/database/database.ts'
import { nameKey } from '../platform/database/name-key.ts'
import type { Attempts } from './attempts.ts'
import type { Passwords } from './passwords.ts'
import { TooManyWaiting } from './turns.ts'
import { emailKey } from './new-user.ts'
import type { Users } from './users.service.ts'

export type SignInRefusal =
  | { kind: 'missing'; login: boolean; password: boolean }
  | { kind: 'mismatch' }
  | { kind: 'wait'; seconds: number }
  | { kind: 'busy' }

export interface PasswordSignInDeps {
  db: Database
  vault: Vault
  users: Users
  passwords: Passwords
  attempts: Attempts
  audit: Audit
}

/** Sign-in by e-mail or username and password at the built-in provider. */
export class PasswordSignIn {
  readonly #deps: PasswordSignInDeps

  constructor(deps: PasswordSignInDeps) {
    this.#deps = deps
  }

  /**
   * Who this is, or what to say. A wrong password, an unknown name and an inactive person cost the same hash, write the
   * same rows and get the same answer (quality §2.1, 6.3.8); the record alone knows which it was.
   */
  async check({
    login,
    password,
    address,
  }: {
    login: string
    password: string
    address: string
  }): Promise<{ userId: string } | { problem: SignInRefusal }> {
    if (!login || !password) return { problem: { kind: 'missing', login: !login, password: !password } }
    const { users, passwords, attempts, vault } = this.#deps
    const identity = vault.blindIndex(`sign-in ${login.includes('@') ? emailKey(login) : nameKey(login)}`)
    const admission = await attempts.begin(identity, address)
    if (admission.wait > 0 || !('failed' in admission)) return { problem: { kind: 'wait', seconds: admission.wait } }
    const person = await users.findByLogin(login)
    let fits: boolean
    try {
      fits = await passwords.verify(person?.passwordHash ?? null, password)
    } catch (error) {
      if (error instanceof TooManyWaiting) return { problem: { kind: 'busy' } }
      throw error
    }
    if (!person || !fits || !person.active) {
      const seconds = await admission.failed()
      await this.#recordFailure(person?.id ?? null, person ? (fits ? 'inactive' : 'password') : 'unknown', seconds)
      return { problem: { kind: 'mismatch' } }
    }
    await admission.succeeded()
    if (passwords.isOutdated(person.passwordHash!)) await users.replaceHash(person.id, await passwords.hash(password))
    return { userId: person.id }
  }

  /** In a unit of work of its own: it stays whatever happens to the sign-in. */
  async #recordFailure(userId: string | null, reason: string, waitSeconds: number): Promise<void> {
    const { db, audit } = this.#deps
    await unitOfWork(db, async tx => {
      audit.record(tx, {
        event: 'sign-in.failed',
        subjectType: 'user',
        subjectId: userId,
        facts: { reason, waitSeconds },
      })
    })
  }
}
