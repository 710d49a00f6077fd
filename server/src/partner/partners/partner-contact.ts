import { emailKey } from '../../account/index.ts'
import type { Vault } from '../../platform/crypto/seal.ts'

/** How a partner is reached. */
export interface PartnerContact {
  email: string
  phone: string
  address: string
}

/** The columns that hold parts of a contact, sealed for the row; only what is given is among them. */
export function sealedContact(vault: Vault, partnerId: string, contact: Partial<PartnerContact>) {
  const seal = (column: keyof PartnerContact, value: string) =>
    value.trim() ? vault.seal('partner', column, partnerId, value.trim()) : null
  const { email, phone, address } = contact
  return {
    ...(email === undefined
      ? {}
      : { sealedEmail: seal('email', email), emailIndex: email.trim() ? vault.blindIndex(emailKey(email)) : null }),
    ...(phone === undefined ? {} : { sealedPhone: seal('phone', phone) }),
    ...(address === undefined ? {} : { sealedAddress: seal('address', address) }),
  }
}

/** The opposite, for one column. */
export const openContact = (
  vault: Vault,
  partnerId: string,
  column: keyof PartnerContact,
  sealed: string | null | undefined,
): string | null => (sealed ? vault.open('partner', column, partnerId, sealed) : null)
