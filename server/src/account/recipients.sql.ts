import { sql } from 'kysely'
import type { Role } from './permissions.ts'

/**
 * Whom the house tells of things, for statements that write to many people at once: selects to be joined, by name, so
 * that no other feature knows how people are kept. Only active people; each of them once.
 */

/** Everybody with the administrators' role, whether or not a partner is theirs (decisions §3): `recipient_id`. */
export const activeAdministrators = sql`
  select r.user_id as recipient_id from user_role as r inner join ${sql.table('user')} as u on u.id = r.user_id
  where r.role = ${sql.lit('PARTNER_ADMIN' satisfies Role)} and u.status = 'ACTIVE'`

/** Everybody who belongs to an organisation: `organisation_id`, `recipient_id`. */
export const activeMembers = sql`
  select m.organisation_id, m.user_id as recipient_id
  from membership as m inner join ${sql.table('user')} as u on u.id = m.user_id where u.status = 'ACTIVE'`

/** The languages people chose for their mails: `recipient_id`, `language`. */
export const languages = sql`select id as recipient_id, language from ${sql.table('user')}`
