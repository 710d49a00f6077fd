import type { Audit } from '../../audit/index.ts'
import type { Clock } from '../../platform/clock/clock.ts'
import type { Vault } from '../../platform/crypto/seal.ts'
import type { Database, Tx } from '../../platform/database/database.ts'
import { nameKey } from '../../platform/database/name-key.ts'
import type { Bus } from '../../platform/events/bus.ts'
import { newId } from '../../platform/ids/ids.ts'
import { OrganisationEntity } from './organisation.entity.ts'
import { openContact, sealedContact, type PartnerContact } from './partner-contact.ts'
import type { PartnerEventKind } from './partner-event.entity.ts'
import { recordPartnerEvent, tellPartnerChange } from './partner-events.ts'
import { isPartnerType, partnerTypeFacts } from './partner-types.ts'
import { firstPartnerStatus } from './partner.states.ts'
import { PartnerEntity } from './partner.entity.ts'

export interface PartnerRegistrationDeps {
  db: Database
  clock: Clock
  vault: Vault
  audit: Audit
  bus: Bus
}

/** What the account feature asks of partners: its `PartnerRegistrar`. The caller has checked the form (§3.2). */
export class PartnerRegistration {
  readonly #deps: PartnerRegistrationDeps

  constructor(deps: PartnerRegistrationDeps) {
    this.#deps = deps
  }

  /** Whether the public partner id is somebody's already (PMS_PRT_051). */
  async codeTaken(code: string): Promise<boolean> {
    return (await this.#deps.db.em().count(PartnerEntity, { code: code.trim() })) > 0
  }

  /**
   * Makes an organisation and its first partner, PENDING until a certificate is accepted. Throws on a type nobody knows;
   * a partner id that somebody took meanwhile leaves as the database's unique violation.
   */
  async register(
    tx: Tx,
    input: PartnerContact & {
      userId: string
      code: string
      organisationName: string
      type: string
      language: string
    },
  ): Promise<{ partnerId: string; organisationId: string }> {
    if (!isPartnerType(input.type)) throw new Error(`Nobody knows the partner type ${input.type}.`)
    const { clock, vault } = this.#deps
    const now = clock.now()
    const [partnerId, organisationId] = [newId(), newId()]
    const name = input.organisationName.trim()
    const owner = { name, nameKey: nameKey(name), createdAt: now }
    tx.persist(tx.create(OrganisationEntity, { id: organisationId, ...owner }))
    tx.persist(
      tx.create(PartnerEntity, {
        id: partnerId,
        code: input.code.trim(),
        organisationId,
        organisationName: name,
        organisationNameKey: owner.nameKey,
        type: input.type,
        status: firstPartnerStatus,
        ...sealedContact(vault, partnerId, input),
        language: input.language,
        createdAt: now,
      }),
    )
    this.#record(tx, partnerId, 'REGISTERED', input.userId)
    await tx.flush()
    return { partnerId, organisationId }
  }

  /** Follows the person's own contact data; a partner whose data stays the same gets no entry in its history. */
  async changeContact(
    tx: Tx,
    partnerIds: readonly string[],
    contact: Partial<PartnerContact> & { language?: string },
    actorId: string,
  ): Promise<void> {
    const partners = await tx.find(PartnerEntity, { id: { $in: [...partnerIds] } })
    for (const partner of partners) {
      const changed = this.#changes(partner, contact)
      if (Object.keys(changed).length === 0) continue
      const { language, ...sealed } = changed
      tx.assign(partner, {
        ...sealedContact(this.#deps.vault, partner.id, sealed),
        ...(language === undefined ? {} : { language }),
      })
      this.#record(tx, partner.id, 'CONTACT_CHANGED', actorId)
    }
    await tx.flush()
  }

  /** Address and phone of the first of these partners; null where there is none. */
  async contactOf(partnerIds: readonly string[]): Promise<{ address: string | null; phone: string | null } | null> {
    const { db, vault } = this.#deps
    if (partnerIds.length === 0) return null
    const [first] = await db
      .em()
      .find(
        PartnerEntity,
        { id: { $in: [...partnerIds] } },
        { orderBy: { createdAt: 'asc', id: 'asc' }, limit: 1, fields: ['sealedAddress', 'sealedPhone'] },
      )
    return first
      ? {
          address: openContact(vault, first.id, 'address', first.sealedAddress),
          phone: openContact(vault, first.id, 'phone', first.sealedPhone),
        }
      : null
  }

  /** What these partners still owe before they can work; a deactivated one owes nothing, because it can do nothing. */
  async openTasks(partnerIds: readonly string[]): Promise<'CHOOSE_POLICY_GROUP'[]> {
    if (partnerIds.length === 0) return []
    const needing = Object.entries(partnerTypeFacts)
      .filter(([, { needsPolicyGroup }]) => needsPolicyGroup)
      .map(([code]) => code)
    const open = await this.#deps.db.em().count(PartnerEntity, {
      id: { $in: [...partnerIds] },
      type: { $in: needing },
      policyGroupId: null,
      status: { $ne: 'INACTIVE' },
    })
    return open > 0 ? ['CHOOSE_POLICY_GROUP'] : []
  }

  #changes(
    partner: {
      id: string
      language: string
      sealedEmail?: string | null
      sealedPhone?: string | null
      sealedAddress?: string | null
    },
    contact: Partial<PartnerContact> & { language?: string },
  ): Partial<PartnerContact> & { language?: string } {
    const { vault } = this.#deps
    const now = {
      email: openContact(vault, partner.id, 'email', partner.sealedEmail) ?? '',
      phone: openContact(vault, partner.id, 'phone', partner.sealedPhone) ?? '',
      address: openContact(vault, partner.id, 'address', partner.sealedAddress) ?? '',
      language: partner.language,
    }
    const names = Object.keys(now) as (keyof typeof now)[]
    return Object.fromEntries(
      names
        .filter(name => contact[name] !== undefined && contact[name].trim() !== now[name])
        .map(name => [name, contact[name]]),
    )
  }

  #record(tx: Tx, partnerId: string, kind: PartnerEventKind & ('REGISTERED' | 'CONTACT_CHANGED'), actorId: string) {
    const { clock, audit, bus } = this.#deps
    recordPartnerEvent(tx, { partnerId, kind, at: clock.now(), actorId })
    audit.record(tx, {
      event: kind === 'REGISTERED' ? 'partner.registered' : 'partner.contact-changed',
      actor: { userId: actorId },
      subjectType: 'partner',
      subjectId: partnerId,
    })
    tellPartnerChange(tx, bus, { kind, partnerId })
  }
}
