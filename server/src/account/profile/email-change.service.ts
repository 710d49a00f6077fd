import type { Audit } from '../../audit/index.ts'
import type { Vault } from '../../platform/crypto/seal.ts'
import { unitOfWork, type Database } from '../../platform/database/database.ts'
import { isUniqueViolation } from '../../platform/database/unique-violation.ts'
import type { Principal } from '../../platform/graphql/context.ts'
import type { Language } from '../../platform/i18n/languages.ts'
import { isRefusal, type Refusal } from '../../platform/refusal/refusal.ts'
import { refuse, type RefusalCode } from '../../refusals.ts'
import type { Attempts } from '../attempts.ts'
import type { Links } from '../links/links.ts'
import type { AccountMails } from '../mails/account-mails.ts'
import type { PartnerRegistrar } from '../registration/partner-registrar.port.ts'
import { contactFault } from '../registration/registration-form.ts'
import { BUILT_IN, UserEntity } from '../user.entity.ts'
import { emailKey } from '../new-user.ts'
import type { Users } from '../users.service.ts'
import { refusalOf } from './form-refusal.ts'
import type { OwnPassword } from './own-password.ts'
import { ownPartnerIds } from './own-partners.queries.ts'

export type EmailConfirmation = { kind: 'changed' } | { kind: 'stale' } | { kind: 'wait'; seconds: number }

export interface EmailChangesDeps {
  db: Database
  vault: Vault
  audit: Audit
  attempts: Attempts
  users: Users
  links: Links
  mails: AccountMails
  registrar: PartnerRegistrar
  ownPassword: OwnPassword
}

/** A new address for an account of the built-in provider. It counts once a link that was mailed to it is confirmed. */
export class EmailChanges {
  readonly #deps: EmailChangesDeps

  constructor(deps: EmailChangesDeps) {
    this.#deps = deps
  }

  /**
   * Mails a link to the new address and a notice to the old one. An address that belongs to somebody else's account is
   * treated alike, only that its owner gets another mail: the caller learns nothing.
   */
  async request(
    principal: Principal,
    input: { email: string; currentPassword: string },
    address: string,
  ): Promise<true | Refusal<RefusalCode>> {
    const { db, vault, audit, attempts, links, mails, ownPassword } = this.#deps
    const email = input.email.trim()
    const fault = contactFault('email', email)
    if (fault) return refusalOf(fault, ['input', 'email'])
    const user = await ownPassword.check(principal, input.currentPassword, address)
    if (isRefusal(user)) return user as Refusal<RefusalCode>
    const emailIndex = vault.blindIndex(emailKey(email))
    const seconds = await attempts.mail(emailIndex)
    if (seconds > 0) return refuse('TOO_MANY_TRIES', [], { seconds })
    await unitOfWork(db, async tx => {
      const owner = await tx.findOne(UserEntity, { issuer: BUILT_IN, emailIndex })
      const token = await links.issue(tx, { userId: user.id, purpose: 'CHANGE_EMAIL', subject: email })
      if (owner && owner.id !== user.id)
        mails.emailTaken(tx, {
          to: vault.open('user', 'email', owner.id, owner.sealedEmail!),
          language: owner.language as Language,
        })
      else mails.confirmEmailChange(tx, { to: email, language: user.language as Language }, { token })
      mails.emailChanging(
        tx,
        { to: vault.open('user', 'email', user.id, user.sealedEmail!), language: user.language as Language },
        { email },
      )
      audit.record(tx, {
        event: 'email.change-requested',
        actor: principal,
        subjectType: 'user',
        subjectId: user.id,
      })
    })
    return true
  }

  /** The address that waits for its confirmation, for the person's own profile; null when none does. */
  async pending(userId: string): Promise<string | null> {
    return (await this.#deps.links.pending(userId, 'CHANGE_EMAIL'))?.subject ?? null
  }

  /** The address a link would confirm; null when it is used, replaced, too old or nobody's. */
  async proposed(token: string): Promise<string | null> {
    return (await this.#deps.links.find(token, 'CHANGE_EMAIL'))?.subject ?? null
  }

  /** Makes the new address the account's, and that of the partners the person owns. */
  async confirm(token: string, address: string): Promise<EmailConfirmation> {
    const { db, audit, attempts, users, links, registrar } = this.#deps
    const seconds = await attempts.form(address)
    if (seconds > 0) return { kind: 'wait', seconds }
    const link = await links.find(token, 'CHANGE_EMAIL')
    const email = link?.subject
    if (!link || !email) return { kind: 'stale' }
    const partnerIds = await ownPartnerIds(db, link.userId)
    try {
      const changed = await unitOfWork(db, async tx => {
        if (!(await links.use(tx, link))) return false
        await users.setEmail(tx, link.userId, email)
        await registrar.changeContact(tx, partnerIds, { email }, link.userId)
        audit.record(tx, {
          event: 'email.changed',
          actor: { userId: link.userId },
          subjectType: 'user',
          subjectId: link.userId,
        })
        return true
      })
      return { kind: changed ? 'changed' : 'stale' }
    } catch (error) {
      // Somebody else confirmed the same address meanwhile.
      if (isUniqueViolation(error)) return { kind: 'stale' }
      throw error
    }
  }
}
