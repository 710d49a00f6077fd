import type { Audit } from '../../audit/index.ts'
import type { Clock } from '../../platform/clock/clock.ts'
import type { Vault } from '../../platform/crypto/seal.ts'
import { againAfterContention } from '../../platform/database/contention.ts'
import { unitOfWork, type Database, type Tx } from '../../platform/database/database.ts'
import { nameKey } from '../../platform/database/name-key.ts'
import type { Language } from '../../platform/i18n/languages.ts'
import { newId } from '../../platform/ids/ids.ts'
import { isRefusal, Refusal } from '../../platform/refusal/refusal.ts'
import type { Attempts } from '../attempts.ts'
import type { AccountMails } from '../mails/account-mails.ts'
import type { Passwords } from '../passwords.ts'
import { hashToken, newToken } from '../tokens.ts'
import { TooManyWaiting } from '../turns.ts'
import { BUILT_IN, UserEntity } from '../user.entity.ts'
import { emailKey } from '../new-user.ts'
import type { PartnerRegistrar, PartnerTypeTable } from './partner-registrar.port.ts'
import { registrationFaults, type RegistrationFault, type RegistrationForm } from './registration-form.ts'
import { RegistrationEntity } from './registration.entity.ts'

/** Hours a registration waits for its confirmation, and keeps its username. */
export const REGISTRATION_HOURS = 48

/** What is kept of a form until it is confirmed. */
export type KeptForm = Omit<RegistrationForm, 'password' | 'passwordAgain'> & {
  /** SHA-256 of the secret in the browser that sent it: there no password is asked at the confirmation. */
  browserHash: string
}

export type RegistrationResult =
  | { kind: 'sent'; browser: string }
  | { kind: 'faults'; faults: RegistrationFault[] }
  | { kind: 'wait'; seconds: number }
  | { kind: 'busy' }

export interface RegistrationsDeps {
  db: Database
  clock: Clock
  vault: Vault
  audit: Audit
  attempts: Attempts
  passwords: Passwords
  mails: AccountMails
  registrar: PartnerRegistrar
  types: PartnerTypeTable
}

/** Strangers who ask to become partners (partner-management §3.2). */
export class Registrations {
  readonly #deps: RegistrationsDeps

  constructor(deps: RegistrationsDeps) {
    this.#deps = deps
  }

  /**
   * Takes a form (tidied) and mails a link. Whether the address is new, waits for its confirmation or has an account,
   * the same is done, one hash, one row, one mail, and the same is answered; the username is taken in each case, so that
   * nobody learns it by asking for the same one twice.
   */
  async register(form: RegistrationForm, address: string): Promise<RegistrationResult> {
    const { attempts, vault, passwords, types } = this.#deps
    const seconds = await attempts.form(address)
    if (seconds > 0) return { kind: 'wait', seconds }
    const emailIndex = vault.blindIndex(emailKey(form.email))
    const faults = registrationFaults(form, types)
    if (!faults.some(fault => fault.startsWith('username.')) && (await this.#isTaken(form.username, emailIndex)))
      faults.push('username.TAKEN')
    if (faults.length > 0) return { kind: 'faults', faults }
    const wait = await attempts.mail(emailIndex)
    if (wait > 0) return { kind: 'wait', seconds: wait }
    let passwordHash: string
    try {
      passwordHash = await passwords.hash(form.password)
    } catch (error) {
      if (error instanceof TooManyWaiting) return { kind: 'busy' }
      throw error
    }
    const browser = newToken()
    const kept = await againAfterContention(() => this.#keep(form, { emailIndex, passwordHash, browser }))
    return isRefusal(kept) ? { kind: 'faults', faults: ['username.TAKEN'] } : { kind: 'sent', browser }
  }

  #keep(
    form: RegistrationForm,
    { emailIndex, passwordHash, browser }: { emailIndex: string; passwordHash: string; browser: string },
  ): Promise<true | Refusal> {
    const { db, clock, vault, audit, mails } = this.#deps
    return unitOfWork(db, async tx => {
      const now = clock.now()
      const usernameKey = nameKey(form.username)
      const owner = await tx.findOne(UserEntity, { issuer: BUILT_IN, emailIndex })
      await tx.nativeDelete(RegistrationEntity, { $or: [{ emailIndex }, { usernameKey, expiresAt: { $lte: now } }] })
      // Not the own earlier ones: another transaction may have replaced them since this one's snapshot, which still shows them.
      if (await nameIsTaken(tx, usernameKey, { usernameKey, emailIndex: { $ne: emailIndex } }))
        return new Refusal('USERNAME_TAKEN')
      const { password: _password, passwordAgain: _again, ...typed } = form
      const id = newId()
      const token = newToken()
      tx.create(RegistrationEntity, {
        id,
        usernameKey,
        emailIndex,
        sealedForm: vault.seal(
          'registration',
          'form',
          id,
          JSON.stringify({ ...typed, browserHash: hashToken(browser) } satisfies KeptForm),
        ),
        passwordHash,
        tokenHash: hashToken(token),
        createdAt: now,
        expiresAt: new Date(now.getTime() + REGISTRATION_HOURS * 3_600_000),
      })
      // Of somebody who has an account the token is told to nobody: the row runs out unused.
      const language = form.language as Language
      if (owner)
        mails.alreadyRegistered(tx, {
          to: vault.open('user', 'email', owner.id, owner.sealedEmail!),
          language: owner.language as Language,
        })
      else
        mails.confirmRegistration(
          tx,
          { to: form.email, language },
          { token, username: form.username, organisation: form.organisation },
        )
      audit.record(tx, { event: 'registration.requested', subjectType: 'registration', subjectId: id })
      return true
    }) as Promise<true | Refusal>
  }

  /** Usernames are public, and partner ids as well; the form's own earlier registration does not count. */
  async #isTaken(username: string, emailIndex: string): Promise<boolean> {
    const { db, clock, registrar } = this.#deps
    const em = db.em()
    const usernameKey = nameKey(username)
    const waiting = { usernameKey, emailIndex: { $ne: emailIndex }, expiresAt: { $gt: clock.now() } }
    return (await nameIsTaken(em, usernameKey, waiting)) || (await registrar.codeTaken(username))
  }
}

async function nameIsTaken(em: Tx, usernameKey: string, waiting: object): Promise<boolean> {
  return (
    (await em.count(UserEntity, { issuer: BUILT_IN, usernameKey })) > 0 ||
    (await em.count(RegistrationEntity, waiting)) > 0
  )
}
