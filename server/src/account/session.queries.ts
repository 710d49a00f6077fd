import { sql } from 'kysely'
import type { Database } from '../platform/database/database.ts'
import { instantOf, storedInstant, type StoredInstant } from '../platform/database/rows.ts'
import { hashToken } from './tokens.ts'

interface SessionTables {
  session: {
    id: string
    token_hash: string
    portal: string
    user_id: string
    last_seen_at: StoredInstant
    expires_at: StoredInstant
  }
  user: { id: string; status: string }
  user_role: { user_id: string; role: string }
  membership: { user_id: string; organisation_id: string }
  partner: { id: string; organisation_id: string }
}

/** A session with whom it speaks for, as every request asks for it. */
export interface FoundSession {
  id: string
  userId: string
  userStatus: string
  seen: Date
  expiresAt: Date
  roles: string[]
  partnerIds: string[]
}

/** The session of a token at a portal, with its person's roles and partners, in one statement; null when there is none. */
export async function sessionOf(db: Database, token: string, portal: string): Promise<FoundSession | null> {
  const rows = await db
    .sql<SessionTables>()
    .selectFrom('session as s')
    .innerJoin('user as u', 'u.id', 's.user_id')
    .leftJoin('user_role as r', 'r.user_id', 'u.id')
    .leftJoin('membership as m', 'm.user_id', 'u.id')
    .leftJoin('partner as p', 'p.organisation_id', 'm.organisation_id')
    .where('s.token_hash', '=', hashToken(token))
    .where('s.portal', '=', portal)
    .select(['s.id', 's.user_id', 's.last_seen_at', 's.expires_at', 'u.status', 'r.role', 'p.id as partner_id'])
    .execute()
  const [first] = rows
  if (!first) return null
  return {
    id: first.id,
    userId: first.user_id,
    userStatus: first.status,
    seen: instantOf(first.last_seen_at),
    expiresAt: instantOf(first.expires_at),
    roles: rows.map(({ role }) => role).filter(role => role !== null),
    partnerIds: [...new Set(rows.map(row => row.partner_id).filter(id => id !== null))],
  }
}

/** Notes that somebody was here; only if nobody did so meanwhile: parallel requests of one page cost one write. */
export async function touchSession(db: Database, id: string, seen: Date, now: Date): Promise<void> {
  await db
    .sql<SessionTables>()
    .updateTable('session')
    .set({ last_seen_at: sql`${storedInstant(db.dialect, now)}` })
    .where('id', '=', id)
    .where('last_seen_at', '=', storedInstant(db.dialect, seen))
    .execute()
}
