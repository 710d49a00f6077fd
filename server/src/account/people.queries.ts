import type { Database } from '../platform/database/database.ts'
import { UserEntity } from './user.entity.ts'

/** Usernames by id, for histories and "uploaded by"; unknown ids are left out. */
export async function usernamesOf(db: Database, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const users = await db.em().find(UserEntity, { id: { $in: [...ids] } }, { fields: ['username'] })
  return new Map(users.map(user => [user.id, user.username]))
}

/** Everybody with exactly this username; each provider of identities may have one. */
export async function userIdsOf(db: Database, username: string): Promise<string[]> {
  const users = await db.em().find(UserEntity, { username }, { fields: ['id'], limit: 100 })
  return users.map(user => user.id)
}
