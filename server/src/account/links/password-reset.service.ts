import { randomInt } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import type { Audit } from '../../audit/index.ts'
import type { Clock } from '../../platform/clock/clock.ts'
import type { Vault } from '../../platform/crypto/seal.ts'
import { againAfterContention } from '../../platform/database/contention.ts'
import { unitOfWork, type Database } from '../../platform/database/database.ts'
import { nameKey } from '../../platform/database/name-key.ts'
import type { Language } from '../../platform/i18n/languages.ts'
import type { Logger } from '../../platform/log/log.ts'
import { Refusal } from '../../platform/refusal/refusal.ts'
import type { Attempts } from '../attempts.ts'
import type { AccountMails } from '../mails/account-mails.ts'
import { passwordFault, type PasswordFault } from '../password-policy.ts'
import type { Passwords } from '../passwords.ts'
import type { Sessions } from '../session.service.ts'
import { newToken } from '../tokens.ts'
import { TooManyWaiting } from '../turns.ts'
import { UserEntity } from '../user.entity.ts'
import { emailKey } from '../new-user.ts'
import type { Users } from '../users.service.ts'
import type { Links } from './links.ts'

/** Milliseconds, and up to as many more, between the answer and the look-up: what one costs must not delay the other. */
const LATER = 100

export type ResetRequest = { kind: 'sent' } | { kind: 'wait'; seconds: number }
export type ResetResult =
  | { kind: 'changed'; username: string }
  | { kind: 'stale' }
  | { kind: 'fault'; fault: PasswordFault | 'MISSING' | 'DIFFERENT' }
  | { kind: 'wait'; seconds: number }
  | { kind: 'busy' }

export interface PasswordResetsDeps {
  db: Database
  clock: Clock
  vault: Vault
  audit: Audit
  log: Logger
  attempts: Attempts
  passwords: Passwords
  users: Users
  sessions: Sessions
  links: Links
  mails: AccountMails
}

/** Forgotten passwords of the built-in provider. */
export class PasswordResets {
  readonly #deps: PasswordResetsDeps
  readonly #work = new Set<Promise<void>>()

  constructor(deps: PasswordResetsDeps) {
    this.#deps = deps
  }

  /**
   * Promises a mail to `login`, an address or username. Nobody looks whether there is such a person before the answer
   * has gone out (`answered`), so the time it takes says nothing about them. `settled` waits for the look-up.
   */
  async request(login: string, address: string, answered: Promise<void>): Promise<ResetRequest> {
    const { attempts, vault, log } = this.#deps
    const seconds = await attempts.form(address)
    if (seconds > 0) return { kind: 'wait', seconds }
    const wait = await attempts.mail(
      vault.blindIndex(`forgotten ${login.includes('@') ? emailKey(login) : nameKey(login)}`),
    )
    if (wait > 0) return { kind: 'wait', seconds: wait }
    const work = answered
      .then(() => setTimeout(LATER + randomInt(LATER)))
      .then(() => this.#send(login))
      .catch((error: unknown) => log.error({ err: error }, 'a new password could not be offered'))
      .finally(() => this.#work.delete(work))
    this.#work.add(work)
    return { kind: 'sent' }
  }

  /** Resolves when every promised mail is in the outbox. */
  async settled(): Promise<void> {
    await Promise.all(this.#work)
  }

  async isGood(token: string): Promise<boolean> {
    return (await this.#deps.links.find(token, 'RESET_PASSWORD')) !== null
  }

  /** Sets a new password and signs the person out everywhere. */
  async reset(input: {
    token: string
    password: string
    passwordAgain: string
    address: string
  }): Promise<ResetResult> {
    const { attempts, links, db, vault, passwords } = this.#deps
    const seconds = await attempts.form(input.address)
    if (seconds > 0) return { kind: 'wait', seconds }
    const link = await links.find(input.token, 'RESET_PASSWORD')
    const user = link && (await db.em().findOne(UserEntity, { id: link.userId, status: 'ACTIVE' }))
    if (!user) return { kind: 'stale' }
    const { password, passwordAgain } = input
    if (!password) return { kind: 'fault', fault: 'MISSING' }
    const own = (column: 'email' | 'first_name' | 'last_name', sealed: string | null | undefined) =>
      sealed ? vault.open('user', column, user.id, sealed) : ''
    const fault = passwordFault(password, [
      user.username,
      own('email', user.sealedEmail),
      own('first_name', user.sealedFirstName),
      own('last_name', user.sealedLastName),
    ])
    if (fault) return { kind: 'fault', fault }
    if (password !== passwordAgain) return { kind: 'fault', fault: 'DIFFERENT' }
    let passwordHash: string
    try {
      passwordHash = await passwords.hash(password)
    } catch (error) {
      if (error instanceof TooManyWaiting) return { kind: 'busy' }
      throw error
    }
    const changed = await unitOfWork(db, async tx => {
      if (!(await links.use(tx, link!))) return false
      await this.#deps.users.setPassword(tx, user.id, passwordHash)
      await links.endAll(tx, user.id)
      await this.#deps.sessions.endAll(tx, user.id, 'password-changed')
      const now = this.#deps.clock.now()
      this.#deps.mails.passwordChanged(
        tx,
        { to: own('email', user.sealedEmail), language: user.language as Language },
        { at: now },
      )
      this.#deps.audit.record(tx, {
        event: 'password.reset',
        actor: { userId: user.id },
        subjectType: 'user',
        subjectId: user.id,
      })
      return true
    })
    return changed ? { kind: 'changed', username: user.username } : { kind: 'stale' }
  }

  async #send(login: string): Promise<void> {
    const { db, vault, users, links, mails, audit } = this.#deps
    const known = await users.findByLogin(login)
    const user = known?.active && known.passwordHash ? await db.em().findOne(UserEntity, { id: known.id }) : null
    // The mail was promised: nobody is there to ask again.
    await againAfterContention(() =>
      unitOfWork(db, async tx => {
        audit.record(tx, {
          event: 'password.reset-requested',
          subjectType: 'user',
          subjectId: user?.id ?? null,
          facts: { known: user !== null },
        })
        if (!user) return
        const token = await links.issue(tx, { userId: user.id, purpose: 'RESET_PASSWORD' })
        mails.resetPassword(
          tx,
          { to: vault.open('user', 'email', user.id, user.sealedEmail!), language: user.language as Language },
          { token },
        )
      }),
    )
    if (!user) await this.#pretend()
  }

  /** Writes what a known person would cause, and takes it back: the next request waits as long for the one as the other. */
  async #pretend(): Promise<void> {
    const { db, mails } = this.#deps
    await unitOfWork(db, async tx => {
      mails.resetPassword(tx, { to: 'nobody@portico.invalid', language: 'en' }, { token: newToken() })
      await tx.flush()
      return new Refusal('NOBODY')
    })
  }
}
