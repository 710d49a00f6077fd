import type { Vault } from '../platform/crypto/seal.ts'
import type { Database } from '../platform/database/database.ts'
import type { Principal } from '../platform/graphql/context.ts'
import type { Language } from '../platform/i18n/languages.ts'
import type { SessionLimits } from './session.service.ts'
import { BUILT_IN } from './user.entity.ts'

/** Who is signed in, as the portals show it. */
export interface ViewerView {
  id: string
  username: string
  displayName: string
  firstName: string
  lastName: string
  email: string | null
  phone: string | null
  language: Language
  profileKeptHere: boolean
  organisationName: string | null
  roles: string[]
  permissions: string[]
  session: { idleSeconds: number; promptSeconds: number; expiresAt: Date }
}

interface ViewerTables {
  user: {
    id: string
    username: string
    issuer: string
    language: Language
    sealed_first_name: string
    sealed_last_name: string
    sealed_email: string | null
    sealed_phone: string | null
  }
  user_role: { user_id: string; role: string }
  membership: { user_id: string; organisation_id: string; created_at: unknown }
  organisation: { id: string; name: string }
}

/** The person behind a principal, in one query; null when the row is gone. The first organisation joined gives the name. */
export async function readViewer(
  { db, vault, limits }: { db: Database; vault: Vault; limits: SessionLimits },
  principal: Principal,
): Promise<ViewerView | null> {
  const rows = await db
    .sql<ViewerTables>()
    .selectFrom('user as u')
    .leftJoin('user_role as r', 'r.user_id', 'u.id')
    .leftJoin('membership as m', 'm.user_id', 'u.id')
    .leftJoin('organisation as o', 'o.id', 'm.organisation_id')
    .where('u.id', '=', principal.userId)
    .select(['u.id', 'u.username', 'u.sealed_first_name', 'u.sealed_last_name', 'u.sealed_email', 'u.sealed_phone'])
    .select(['u.issuer', 'u.language', 'r.role', 'o.name as organisation'])
    .orderBy('m.created_at')
    .orderBy('m.organisation_id')
    .orderBy('r.role')
    .execute()
  const user = rows[0]
  if (!user) return null
  const firstName = vault.open('user', 'first_name', user.id, user.sealed_first_name)
  const lastName = vault.open('user', 'last_name', user.id, user.sealed_last_name)
  return {
    id: user.id,
    username: user.username,
    displayName: `${firstName} ${lastName}`.trim() || user.username,
    firstName: firstName || user.username,
    lastName,
    email: user.sealed_email && vault.open('user', 'email', user.id, user.sealed_email),
    phone: user.sealed_phone && vault.open('user', 'phone', user.id, user.sealed_phone),
    language: user.language,
    profileKeptHere: user.issuer === BUILT_IN,
    organisationName: user.organisation,
    roles: [...new Set(rows.map(({ role }) => role).filter(role => role !== null))],
    permissions: [...principal.permissions].sort(),
    session: { idleSeconds: limits.idleSeconds, promptSeconds: limits.promptSeconds, expiresAt: principal.expiresAt },
  }
}
