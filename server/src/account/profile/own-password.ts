import type { Audit } from '../../audit/index.ts'
import type { Vault } from '../../platform/crypto/seal.ts'
import { unitOfWork, type Database } from '../../platform/database/database.ts'
import type { Principal } from '../../platform/graphql/context.ts'
import { refuse, type RefusalCode } from '../../refusals.ts'
import type { Refusal } from '../../platform/refusal/refusal.ts'
import type { Attempts } from '../attempts.ts'
import type { Passwords } from '../passwords.ts'
import { TooManyWaiting } from '../turns.ts'
import { BUILT_IN, UserEntity } from '../user.entity.ts'

/** Seconds to wait where nothing but the crowd stands in the way. */
const SOON = 5

/** A person whose password is kept here. */
export interface OwnUser {
  id: string
  username: string
  language: string
  sealedEmail?: string | null
  sealedFirstName: string
  sealedLastName: string
  passwordHash?: string | null
}

export interface OwnPasswordDeps {
  db: Database
  vault: Vault
  audit: Audit
  attempts: Attempts
  passwords: Passwords
}

/** Asks somebody who is signed in for the password again, before what a thief of the session must not do. */
export class OwnPassword {
  readonly #deps: OwnPasswordDeps

  constructor(deps: OwnPasswordDeps) {
    this.#deps = deps
  }

  /** The person, if the password is theirs. PROFILE_NOT_KEPT_HERE, TOO_MANY_TRIES, PASSWORD_WRONG. */
  async check(principal: Principal, password: string, address: string): Promise<OwnUser | Refusal<RefusalCode>> {
    const { db, vault, attempts, passwords } = this.#deps
    const user = await db.em().findOne(UserEntity, { id: principal.userId, issuer: BUILT_IN })
    if (!user?.passwordHash) return refuse('PROFILE_NOT_KEPT_HERE')
    const admission = await attempts.begin(vault.blindIndex(`password ${user.id}`), address)
    if (!('failed' in admission)) return refuse('TOO_MANY_TRIES', [], { seconds: admission.wait })
    try {
      if (await passwords.verify(user.passwordHash, password)) {
        await admission.succeeded()
        return user
      }
    } catch (error) {
      if (error instanceof TooManyWaiting) return refuse('TOO_MANY_TRIES', [], { seconds: SOON })
      throw error
    }
    const waitSeconds = await admission.failed()
    await this.#recordFailure(principal, waitSeconds)
    return refuse('PASSWORD_WRONG', ['input', 'currentPassword'])
  }

  /** The hash of a new password; TOO_MANY_TRIES in a crowd. */
  async hash(password: string): Promise<string | Refusal<RefusalCode>> {
    try {
      return await this.#deps.passwords.hash(password)
    } catch (error) {
      if (error instanceof TooManyWaiting) return refuse('TOO_MANY_TRIES', [], { seconds: SOON })
      throw error
    }
  }

  /** In a unit of work of its own: it stays, whatever is answered. */
  async #recordFailure({ userId, sessionId }: Principal, waitSeconds: number): Promise<void> {
    const { db, audit } = this.#deps
    await unitOfWork(db, async tx => {
      audit.record(tx, {
        event: 'password.change-failed',
        actor: { userId, sessionId },
        subjectType: 'user',
        subjectId: userId,
        facts: { waitSeconds },
      })
    })
  }
}
