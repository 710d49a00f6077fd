import type { Audit } from '../../audit/index.ts'
import type { Clock } from '../../platform/clock/clock.ts'
import type { Vault } from '../../platform/crypto/seal.ts'
import { unitOfWork, type Database } from '../../platform/database/database.ts'
import { isUniqueViolation } from '../../platform/database/unique-violation.ts'
import type { AuditActor } from '../../audit/index.ts'
import type { Language } from '../../platform/i18n/languages.ts'
import type { Refusal } from '../../platform/refusal/refusal.ts'
import { refuse, type RefusalCode } from '../../refusals.ts'
import { refusalOf } from '../profile/form-refusal.ts'
import { MembershipEntity, UserEntity, UserRoleEntity } from '../user.entity.ts'
import type { Users } from '../users.service.ts'
import type { PartnerRegistrar, PartnerTypeTable } from './partner-registrar.port.ts'
import { fieldOf, organisationFaults, type RegistrationField } from './registration-form.ts'

export interface CompletionInput {
  code: string
  organisationName: string
  type: string
  phone: string
  address: string
  language: Language
}

export interface CompletionsDeps {
  db: Database
  clock: Clock
  vault: Vault
  audit: Audit
  users: Users
  registrar: PartnerRegistrar
  types: PartnerTypeTable
}

const inputFields: Partial<Record<RegistrationField, keyof CompletionInput>> = {
  username: 'code',
  organisation: 'organisationName',
}

/** Partners of people who came without one: another identity provider vouches for them, and told too little (W-27). */
export class Completions {
  readonly #deps: CompletionsDeps

  constructor(deps: CompletionsDeps) {
    this.#deps = deps
  }

  /**
   * Makes organisation, partner and membership of a person who has none. The type must be one a role of the person's
   * stands for. ALREADY_REGISTERED, USERNAME_TAKEN, PARTNER_TYPE_NOT_HELD and what the form is refused for.
   */
  async complete(actor: AuditActor, input: CompletionInput): Promise<{ partnerId: string } | Refusal<RefusalCode>> {
    const { db, clock, vault, audit, users, registrar, types } = this.#deps
    const { userId } = actor
    const em = db.em()
    const user = await em.findOneOrFail(UserEntity, { id: userId })
    if ((await em.count(MembershipEntity, { user: userId })) > 0) return refuse('ALREADY_REGISTERED')
    const form = {
      username: input.code.trim(),
      organisation: input.organisationName.trim(),
      type: input.type,
      phone: input.phone.trim(),
      address: input.address.replaceAll('\r\n', '\n').trim(),
      language: input.language,
    }
    for (const fault of organisationFaults(form)) {
      const field = fieldOf(fault)
      return refusalOf(fault, ['input', inputFields[field] ?? field])
    }
    const roles = (await em.find(UserRoleEntity, { user: userId })).map(({ role }) => role)
    const wanted = Object.hasOwn(types, form.type) && types[form.type]!.selfRegistered ? types[form.type]!.role : null
    if (wanted === null || !roles.includes(wanted)) return refuse('PARTNER_TYPE_NOT_HELD', ['input', 'type'])
    if (await registrar.codeTaken(form.username)) return refuse('USERNAME_TAKEN', ['input', 'code'])
    const email = user.sealedEmail ? vault.open('user', 'email', user.id, user.sealedEmail) : ''
    try {
      return (await unitOfWork(db, async tx => {
        const { organisation, username, ...contact } = form
        const { partnerId, organisationId } = await registrar.register(tx, {
          ...contact,
          userId,
          code: username,
          organisationName: organisation,
          email,
        })
        tx.create(MembershipEntity, { user: userId, organisationId, kind: 'OWNER', createdAt: clock.now() })
        await users.setContact(tx, userId, form)
        audit.record(tx, {
          event: 'registration.completed',
          actor,
          subjectType: 'partner',
          subjectId: partnerId,
          facts: { type: form.type },
        })
        return { partnerId }
      })) as { partnerId: string }
    } catch (error) {
      if (isUniqueViolation(error)) return refuse('USERNAME_TAKEN', ['input', 'code'])
      throw error
    }
  }
}
