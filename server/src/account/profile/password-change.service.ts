import type { Audit } from '../../audit/index.ts'
import type { Clock } from '../../platform/clock/clock.ts'
import type { Vault } from '../../platform/crypto/seal.ts'
import { unitOfWork, type Database } from '../../platform/database/database.ts'
import type { Principal } from '../../platform/graphql/context.ts'
import type { Language } from '../../platform/i18n/languages.ts'
import { isRefusal, type Refusal } from '../../platform/refusal/refusal.ts'
import { refuse, type RefusalCode } from '../../refusals.ts'
import type { Links } from '../links/links.ts'
import type { AccountMails } from '../mails/account-mails.ts'
import { passwordFault, SHORTEST_PASSWORD } from '../password-policy.ts'
import { LONGEST_PASSWORD } from '../passwords.ts'
import type { Sessions } from '../session.service.ts'
import type { Users } from '../users.service.ts'
import type { OwnPassword } from './own-password.ts'

export interface PasswordChangesDeps {
  db: Database
  clock: Clock
  vault: Vault
  audit: Audit
  users: Users
  sessions: Sessions
  links: Links
  mails: AccountMails
  ownPassword: OwnPassword
}

/** A new password by somebody who knows the old one. */
export class PasswordChanges {
  readonly #deps: PasswordChangesDeps

  constructor(deps: PasswordChangesDeps) {
    this.#deps = deps
  }

  /** Ends every other session and mailed link of the person, and tells them by mail. */
  async change(
    principal: Principal,
    { currentPassword, newPassword }: { currentPassword: string; newPassword: string },
    address: string,
  ): Promise<true | Refusal<RefusalCode>> {
    const { db, clock, vault, audit, users, sessions, links, mails, ownPassword } = this.#deps
    const user = await ownPassword.check(principal, currentPassword, address)
    if (isRefusal(user)) return user as Refusal<RefusalCode>
    const email = user.sealedEmail ? vault.open('user', 'email', user.id, user.sealedEmail) : ''
    const fault = passwordFault(newPassword, [
      user.username,
      email,
      vault.open('user', 'first_name', user.id, user.sealedFirstName),
      vault.open('user', 'last_name', user.id, user.sealedLastName),
    ])
    if (fault) return refuse(fault, ['input', 'newPassword'], { least: SHORTEST_PASSWORD, most: LONGEST_PASSWORD })
    const passwordHash = await ownPassword.hash(newPassword)
    if (isRefusal(passwordHash)) return passwordHash as Refusal<RefusalCode>
    await unitOfWork(db, async tx => {
      await users.setPassword(tx, user.id, passwordHash as string)
      await links.endAll(tx, user.id)
      await sessions.endAll(tx, user.id, 'password-changed', principal.sessionId)
      if (email) mails.passwordChanged(tx, { to: email, language: user.language as Language }, { at: clock.now() })
      audit.record(tx, {
        event: 'password.changed',
        actor: principal,
        subjectType: 'user',
        subjectId: user.id,
      })
    })
    return true
  }
}
