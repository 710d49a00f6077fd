import type { Tx } from '../../platform/database/database.ts'

/** A new partner, with the person who registered it as its first contact. */
export interface NewPartner {
  userId: string
  /** The public partner id, equal to the person's username. */
  code: string
  organisationName: string
  /** A code of `PartnerTypeTable`. */
  type: string
  email: string
  phone: string
  address: string
  language: string
}

/** What a person may change about a partner; what is left out stays. */
export interface PartnerContact {
  phone?: string
  address?: string
  language?: string
  email?: string
}

/** What registration and the profile need of partners. Methods that take `tx` query through it alone. */
export interface PartnerRegistrar {
  codeTaken(code: string): Promise<boolean>
  register(tx: Tx, input: NewPartner): Promise<{ partnerId: string; organisationId: string }>
  changeContact(tx: Tx, partnerIds: readonly string[], contact: PartnerContact, actorId: string): Promise<void>
  /** Address and phone of the first of these partners; null when there is none. */
  contactOf(partnerIds: readonly string[]): Promise<{ address: string | null; phone: string | null } | null>
  /** What these partners still have to do before they can work. */
  openTasks(partnerIds: readonly string[]): Promise<'CHOOSE_POLICY_GROUP'[]>
}

/** Partner types by code: the role their people hold, and whether strangers may register one (decisions §2). */
export type PartnerTypeTable = Readonly<Record<string, { role: string | null; selfRegistered: boolean }>>
