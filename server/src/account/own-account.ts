import type { Audit } from '../audit/index.ts'
import type { Clock } from '../platform/clock/clock.ts'
import type { Vault } from '../platform/crypto/seal.ts'
import type { Database } from '../platform/database/database.ts'
import type { Principal } from '../platform/graphql/context.ts'
import type { Attempts } from './attempts.ts'
import type { Links } from './links/links.ts'
import type { AccountMails } from './mails/account-mails.ts'
import type { Passwords } from './passwords.ts'
import { isPartnerPerson } from './permissions.ts'
import type { AccountTask } from './profile/account-task.types.ts'
import { EmailChanges } from './profile/email-change.service.ts'
import { OwnPassword } from './profile/own-password.ts'
import { PasswordChanges } from './profile/password-change.service.ts'
import { Profiles } from './profile/profile.service.ts'
import { Completions } from './registration/completion.service.ts'
import type { PartnerRegistrar, PartnerTypeTable } from './registration/partner-registrar.port.ts'
import type { Sessions } from './session.service.ts'
import { OwnSessions } from './sessions/own-sessions.service.ts'
import { Terms } from './terms/terms.service.ts'
import type { Users } from './users.service.ts'
import type { ViewerView } from './viewer.service.ts'

export interface OwnAccountDeps {
  db: Database
  clock: Clock
  vault: Vault
  audit: Audit
  attempts: Attempts
  passwords: Passwords
  users: Users
  sessions: Sessions
  links: Links
  mails: AccountMails
  registrar: PartnerRegistrar
  types: PartnerTypeTable
}

/** What people may do with their own account once they are signed in. */
export interface OwnAccount {
  terms: Terms
  profiles: Profiles
  passwords: PasswordChanges
  emails: EmailChanges
  sessions: OwnSessions
  completions: Completions
  contactOf: PartnerRegistrar['contactOf']
  /** What a person has to do first, in this order; nothing for those who administer. */
  tasks(principal: Principal, roles: readonly string[]): Promise<AccountTask[]>
}

/** What the resolvers of the own account need of the feature. */
export interface OwnAccountEdge {
  own: OwnAccount
  viewer(principal: Principal): Promise<ViewerView | null>
}

export function createOwnAccount(deps: OwnAccountDeps): OwnAccount {
  const { registrar } = deps
  const ownPassword = new OwnPassword(deps)
  const terms = new Terms(deps)
  return {
    terms,
    profiles: new Profiles(deps),
    passwords: new PasswordChanges({ ...deps, ownPassword }),
    emails: new EmailChanges({ ...deps, ownPassword }),
    sessions: new OwnSessions(deps),
    completions: new Completions(deps),
    contactOf: partnerIds => registrar.contactOf(partnerIds),
    async tasks({ userId, partnerIds }, roles) {
      if (!isPartnerPerson(roles)) return []
      const tasks: AccountTask[] = []
      if (partnerIds.length === 0) tasks.push('COMPLETE_REGISTRATION')
      if (!(await terms.accepted(userId))) tasks.push('ACCEPT_TERMS')
      return [...tasks, ...(await registrar.openTasks(partnerIds))]
    },
  }
}
