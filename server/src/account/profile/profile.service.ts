import type { Audit } from '../../audit/index.ts'
import { unitOfWork, type Database } from '../../platform/database/database.ts'
import type { Principal } from '../../platform/graphql/context.ts'
import type { Language } from '../../platform/i18n/languages.ts'
import type { Refusal } from '../../platform/refusal/refusal.ts'
import { refuse, type RefusalCode } from '../../refusals.ts'
import type { PartnerRegistrar } from '../registration/partner-registrar.port.ts'
import { contactFault } from '../registration/registration-form.ts'
import { BUILT_IN, UserEntity } from '../user.entity.ts'
import type { Users } from '../users.service.ts'
import { refusalOf } from './form-refusal.ts'
import { ownPartnerIds } from './own-partners.queries.ts'

export interface ProfileInput {
  firstName: string
  lastName: string
  phone: string
  address: string
  language: Language
}

export interface ProfilesDeps {
  db: Database
  audit: Audit
  users: Users
  registrar: PartnerRegistrar
}

/** What people of the built-in provider tell of themselves (R-SES-04, better: it can be changed). */
export class Profiles {
  readonly #deps: ProfilesDeps

  constructor(deps: ProfilesDeps) {
    this.#deps = deps
  }

  /**
   * Changes the person, and the contact data of the partners they own. Who owns none has no address here: it is neither
   * asked for nor kept.
   */
  async update(principal: Principal, input: ProfileInput): Promise<true | Refusal<RefusalCode>> {
    const { db, audit, users, registrar } = this.#deps
    const { userId } = principal
    const kept = { ...tidy(input), language: input.language }
    if ((await db.em().count(UserEntity, { id: userId, issuer: BUILT_IN })) === 0)
      return refuse('PROFILE_NOT_KEPT_HERE')
    const partnerIds = await ownPartnerIds(db, userId)
    for (const field of ['phone', 'firstName', 'lastName', 'address'] as const) {
      const optional = partnerIds.length === 0 && (field === 'address' || (field === 'phone' && kept.phone === ''))
      const fault = optional ? null : contactFault(field, kept[field])
      if (fault) return refusalOf(fault, ['input', field])
    }
    await unitOfWork(db, async tx => {
      await users.setProfile(tx, userId, kept)
      const { phone, address, language } = kept
      await registrar.changeContact(tx, partnerIds, { phone, address, language }, userId)
      audit.record(tx, { event: 'profile.updated', actor: principal, subjectType: 'user', subjectId: userId })
    })
    return true
  }
}

const tidy = ({ firstName, lastName, phone, address }: ProfileInput) => ({
  firstName: firstName.trim(),
  lastName: lastName.trim(),
  phone: phone.trim(),
  address: address.replaceAll('\r\n', '\n').trim(),
})
