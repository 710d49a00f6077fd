import type { Database, Tx } from '../../platform/database/database.ts'
import type {
  NewPartner,
  PartnerContact,
  PartnerRegistrar,
  PartnerTypeTable,
} from '../registration/partner-registrar.port.ts'
import { fieldOf, registrationFaults, tidied } from '../registration/registration-form.ts'
import { MembershipEntity } from '../user.entity.ts'
import type { FederatedPerson } from '../users.service.ts'
import type { FederatedOrganisation } from './claims.ts'

export interface FederatedPartnersDeps {
  db: Database
  registrar: PartnerRegistrar
  types: PartnerTypeTable
  now(): Date
}

/** What a sign-in will do about the person's partners; found out before the unit of work, which may not look past itself. */
export interface PartnerPlan {
  /** Made at this sign-in: the person belongs to no organisation yet, and the attributes tell of one completely. */
  register: Omit<NewPartner, 'userId'> | null
  partnerIds: string[]
  contact: PartnerContact
}

interface Tables {
  user: { id: string; issuer: string; subject: string }
  membership: { user_id: string; organisation_id: string }
  partner: { id: string; organisation_id: string }
}

/**
 * Partners of people whom another provider vouches for. What is missing or does not hold to the rules of registration
 * is asked for in the portal instead (W-27); what the provider knows, its administrator keeps, so it wins here.
 */
export class FederatedPartners {
  readonly #deps: FederatedPartnersDeps

  constructor(deps: FederatedPartnersDeps) {
    this.#deps = deps
  }

  async plan(person: FederatedPerson, organisation: FederatedOrganisation): Promise<PartnerPlan> {
    const { registrar, types } = this.#deps
    const { member, partnerIds } = await this.#known(person)
    const { partner, contact } = readAttributes(person, organisation, types)
    const free = partner !== null && !member && !(await registrar.codeTaken(partner.code))
    return { register: free ? partner : null, partnerIds, contact }
  }

  /** Does it, in the sign-in's unit of work. */
  async carryOut(tx: Tx, userId: string, { register, partnerIds, contact }: PartnerPlan): Promise<void> {
    const { registrar, now } = this.#deps
    if (register) {
      const { organisationId } = await registrar.register(tx, { ...register, userId })
      tx.create(MembershipEntity, { user: userId, organisationId, kind: 'OWNER', createdAt: now() })
    } else if (partnerIds.length > 0 && Object.keys(contact).length > 0)
      await registrar.changeContact(tx, partnerIds, contact, userId)
  }

  async #known({ issuer, subject }: FederatedPerson): Promise<{ member: boolean; partnerIds: string[] }> {
    const rows = await this.#deps.db
      .sql<Tables>()
      .selectFrom('user as u')
      .innerJoin('membership as m', 'm.user_id', 'u.id')
      .leftJoin('partner as p', 'p.organisation_id', 'm.organisation_id')
      .where('u.issuer', '=', issuer)
      .where('u.subject', '=', subject)
      .select('p.id')
      .execute()
    return { member: rows.length > 0, partnerIds: rows.map(({ id }) => id).filter(id => id !== null) }
  }
}

/** The attributes as a registration, held to its rules (§3.2); each contact value that holds counts by itself. */
export function readAttributes(
  person: FederatedPerson,
  organisation: FederatedOrganisation,
  types: PartnerTypeTable,
): { partner: Omit<NewPartner, 'userId'> | null; contact: PartnerContact } {
  const language = person.language ?? 'en'
  const form = tidied({
    firstName: person.firstName,
    lastName: person.lastName,
    organisation: organisation.name,
    type: typeOf(organisation.type, person.roles, types),
    address: organisation.address,
    email: person.email ?? '',
    phone: person.phone ?? '',
    language,
    username: person.username,
    password: '',
    passwordAgain: '',
  })
  const wrong = new Set<string>(registrationFaults(form, types).map(fieldOf))
  wrong.delete('password')
  const { type, email, phone, address } = form
  const known = { email, phone, address }
  return {
    partner:
      wrong.size > 0
        ? null
        : { code: form.username, organisationName: form.organisation, type, email, phone, address, language },
    contact: {
      ...Object.fromEntries(Object.entries(known).filter(([name]) => !wrong.has(name))),
      ...(person.language ? { language: person.language } : {}),
    },
  }
}

/** The type's code: by its code or its role's name, or by the one role held; empty where no role held fits it. */
function typeOf(said: string, roles: readonly string[], types: PartnerTypeTable): string {
  const fitting = Object.entries(types).filter(
    ([, { role, selfRegistered }]) => selfRegistered && role !== null && roles.includes(role),
  )
  const wish = said.toLowerCase()
  const meant = wish
    ? fitting.filter(([code, { role }]) => code.toLowerCase() === wish || role?.toLowerCase() === wish)
    : fitting
  return meant.length === 1 ? meant[0]![0] : ''
}
