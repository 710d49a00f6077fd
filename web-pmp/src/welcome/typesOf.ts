import type { PartnerType } from '../gql/graphql.ts'
import { PARTNER_TYPES } from '../partners/partnerTypes.ts'

/** Administrators make these (decisions §2). */
const NOT_SELF: readonly PartnerType[] = ['Partner_Admin', 'Internal_Partner']

/**
 * The types somebody may register as: those whose role they hold (a role is its type in capitals, partner-management §1.2).
 * Whoever holds none of them sees all, and the server says what is missing.
 */
export function typesOf(roles: readonly string[]): PartnerType[] {
  const open = PARTNER_TYPES.filter(type => !NOT_SELF.includes(type))
  const held = open.filter(type => roles.includes(type.toUpperCase()))
  return held.length > 0 ? held : open
}
