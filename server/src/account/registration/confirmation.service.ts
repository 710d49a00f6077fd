import type { Audit } from '../../audit/index.ts'
import type { Clock } from '../../platform/clock/clock.ts'
import type { Vault } from '../../platform/crypto/seal.ts'
import { unitOfWork, type Database } from '../../platform/database/database.ts'
import { isUniqueViolation } from '../../platform/database/unique-violation.ts'
import type { Language } from '../../platform/i18n/languages.ts'
import { newId } from '../../platform/ids/ids.ts'
import type { Attempts } from '../attempts.ts'
import type { Passwords } from '../passwords.ts'
import { isRole } from '../permissions.ts'
import { hashToken } from '../tokens.ts'
import { TooManyWaiting } from '../turns.ts'
import type { Users } from '../users.service.ts'
import type { PartnerRegistrar, PartnerTypeTable } from './partner-registrar.port.ts'
import { RegistrationEntity } from './registration.entity.ts'
import type { KeptForm } from './registration.service.ts'

/** What the person who follows the link is shown before anything happens. */
export interface Waiting {
  username: string
  organisation: string
  /** Asked of a browser other than the one that registered: the link alone must not confirm a stranger's password. */
  passwordAsked: boolean
}

export type ConfirmationResult =
  | { kind: 'ready'; username: string }
  | { kind: 'stale' }
  | { kind: 'password'; waiting: Waiting }
  | { kind: 'wait'; seconds: number; waiting?: Waiting }
  | { kind: 'busy'; waiting: Waiting }

export interface ConfirmationsDeps {
  db: Database
  clock: Clock
  vault: Vault
  audit: Audit
  attempts: Attempts
  passwords: Passwords
  users: Users
  registrar: PartnerRegistrar
  types: PartnerTypeTable
}

/** The second half of registering: the mailed link. */
export class Confirmations {
  readonly #deps: ConfirmationsDeps

  constructor(deps: ConfirmationsDeps) {
    this.#deps = deps
  }

  /** The registration a link belongs to; null when the link is used, replaced, too old or nobody's. Changes nothing. */
  async waiting(token: string, browser: string | undefined): Promise<Waiting | null> {
    const found = await this.#find(token)
    return found && waitingOf(found.form, browser)
  }

  /**
   * Makes person, organisation, membership, role and partner in one unit of work, once. Whoever registered with a
   * victim's address must not get an account that the victim confirms: another browser is asked for the password.
   */
  async confirm(input: {
    token: string
    browser: string | undefined
    password: string
    address: string
  }): Promise<ConfirmationResult> {
    const { attempts, passwords } = this.#deps
    const seconds = await attempts.form(input.address)
    if (seconds > 0) return { kind: 'wait', seconds }
    const found = await this.#find(input.token)
    if (!found) return { kind: 'stale' }
    const waiting = waitingOf(found.form, input.browser)
    if (!waiting.passwordAsked) return this.#make(found)
    if (!input.password) return { kind: 'password', waiting }
    const admission = await attempts.begin(`confirm ${found.id}`, input.address)
    if (!('failed' in admission)) return { kind: 'wait', seconds: admission.wait, waiting }
    try {
      if (await passwords.verify(found.passwordHash, input.password)) {
        await admission.succeeded()
        return await this.#make(found)
      }
    } catch (error) {
      if (error instanceof TooManyWaiting) return { kind: 'busy', waiting }
      throw error
    }
    await admission.failed()
    return { kind: 'password', waiting }
  }

  async #find(token: string) {
    const { db, clock, vault } = this.#deps
    const row = await db
      .em()
      .findOne(RegistrationEntity, { tokenHash: hashToken(token), expiresAt: { $gt: clock.now() } })
    if (!row) return null
    const form = JSON.parse(vault.open('registration', 'form', row.id, row.sealedForm)) as KeptForm
    return { id: row.id, passwordHash: row.passwordHash, form }
  }

  async #make(found: { id: string; passwordHash: string; form: KeptForm }): Promise<ConfirmationResult> {
    const { db, users, registrar, types, audit } = this.#deps
    const { form } = found
    const userId = newId()
    try {
      const made = await unitOfWork(db, async tx => {
        // Of two at once only one removes the row.
        if ((await tx.nativeDelete(RegistrationEntity, { id: found.id })) === 0) return false
        const { organisation, type, username, email, phone, address, firstName, lastName } = form
        const language = form.language as Language
        const { partnerId, organisationId } = await registrar.register(tx, {
          userId,
          code: username,
          organisationName: organisation,
          type,
          email,
          phone,
          address,
          language,
        })
        const role = types[type]?.role
        users.add(
          tx,
          {
            id: userId,
            username,
            email,
            phone,
            firstName,
            lastName,
            language,
            passwordHash: found.passwordHash,
            roles: role && isRole(role) ? [role] : [],
            organisation: { id: organisationId, kind: 'OWNER' },
          },
          { userId },
        )
        audit.record(tx, {
          event: 'registration.confirmed',
          actor: { userId },
          subjectType: 'partner',
          subjectId: partnerId,
          facts: { type },
        })
        return true
      })
      return made ? { kind: 'ready', username: form.username } : { kind: 'stale' }
    } catch (error) {
      // An administrator gave the name or the address to somebody else meanwhile: the registration is of no use.
      if (isUniqueViolation(error)) return { kind: 'stale' }
      throw error
    }
  }
}

const waitingOf = (form: KeptForm, browser: string | undefined): Waiting => ({
  username: form.username,
  organisation: form.organisation,
  passwordAsked: browser === undefined || hashToken(browser) !== form.browserHash,
})
