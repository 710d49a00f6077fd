import type { Database } from '../../platform/database/database.ts'
import { instantOf, type StoredInstant } from '../../platform/database/rows.ts'

interface TokenTable {
  id: string
  user_id: string
  name: string
  token_hash: string
  permissions: string | string[]
  status: string
  created_at: StoredInstant
  created_by: string
  expires_at: StoredInstant
  last_used_on: string | null
}

interface TokenTables {
  api_token: TokenTable
  user: { id: string; status: string; username: string }
  user_role: { user_id: string; role: string }
  membership: { user_id: string; organisation_id: string; kind: string; created_at: StoredInstant }
  partner: { id: string; organisation_id: string }
}

/** A token as its owner sees it. What it is called by, never the token. */
export interface ApiTokenView {
  id: string
  name: string
  permissions: readonly string[]
  status: 'ACTIVE' | 'EXPIRED' | 'REVOKED'
  createdAt: Date
  expiresAt: Date
  lastUsedOn: string | null
  /** Username of who made it. */
  createdBy: string | null
}

/** A stored token with everything its permission depends on. */
export interface TokenHolder {
  id: string
  userId: string
  permissions: readonly string[]
  expiresAt: Date
  lastUsedOn: string | null
  roles: string[]
  partnerIds: string[]
}

/** A page of a person's tokens: 20 live ones, and the newest of those that ended. */
const LISTED = 100

/** Reads of API tokens. */
export class ApiTokenQueries {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  /** The live token of a hash, its owner active, with roles and partners as they are now: one query. */
  async holder(tokenHash: string, now: Date): Promise<TokenHolder | null> {
    const rows = await this.#db
      .sql<TokenTables>()
      .selectFrom('api_token as t')
      .innerJoin('user as u', 'u.id', 't.user_id')
      .leftJoin('user_role as r', 'r.user_id', 'u.id')
      .leftJoin('membership as m', 'm.user_id', 'u.id')
      .leftJoin('partner as p', 'p.organisation_id', 'm.organisation_id')
      .where('t.token_hash', '=', tokenHash)
      .where('t.status', '=', 'ACTIVE')
      .where('u.status', '=', 'ACTIVE')
      .select(['t.id', 't.user_id', 't.permissions', 't.expires_at', 't.last_used_on', 'r.role', 'p.id as partner_id'])
      .execute()
    const token = rows[0]
    if (!token || instantOf(token.expires_at) <= now) return null
    return {
      id: token.id,
      userId: token.user_id,
      permissions: listOf(token.permissions),
      expiresAt: instantOf(token.expires_at),
      lastUsedOn: token.last_used_on,
      roles: [...new Set(rows.map(({ role }) => role).filter(role => role !== null))],
      partnerIds: [...new Set(rows.map(row => row.partner_id).filter(id => id !== null))],
    }
  }

  /** Notes the day of a use; several uses at once write once. */
  async noteUse(id: string, day: string): Promise<void> {
    await this.#db
      .sql<TokenTables>()
      .updateTable('api_token')
      .set({ last_used_on: day })
      .where('id', '=', id)
      .where(eb => eb.or([eb('last_used_on', 'is', null), eb('last_used_on', '<', day)]))
      .execute()
  }

  /** The person's tokens, newest first. */
  async ofPerson(userId: string, now: Date): Promise<ApiTokenView[]> {
    const rows = await this.#listed().where('t.user_id', '=', userId).limit(LISTED).execute()
    return rows.map(row => toView(row, now))
  }

  /** The tokens of each partner's people, newest first; for administrators. */
  async administrativeOfPartners(
    partnerIds: readonly string[],
    now: Date,
  ): Promise<ReadonlyMap<string, ApiTokenView[]>> {
    const rows = await this.#listed()
      .innerJoin('membership as m', 'm.user_id', 't.user_id')
      .innerJoin('partner as p', 'p.organisation_id', 'm.organisation_id')
      .where('p.id', 'in', [...partnerIds])
      .select('p.id as partner_id')
      .limit(LISTED * partnerIds.length)
      .execute()
    const byPartner = Map.groupBy(rows, row => row.partner_id)
    return new Map([...byPartner].map(([id, own]) => [id, own.map(row => toView(row, now))]))
  }

  async byId(id: string, now: Date): Promise<ApiTokenView | null> {
    const row = await this.#listed().where('t.id', '=', id).executeTakeFirst()
    return row ? toView(row, now) : null
  }

  /** The first active owner of a partner (null id: it has none); null when there is no such partner. */
  async ownerOf(partnerId: string): Promise<{ userId: string | null } | null> {
    const rows = await this.#db
      .sql<TokenTables>()
      .selectFrom('partner as p')
      .leftJoin('membership as m', join =>
        join.onRef('m.organisation_id', '=', 'p.organisation_id').on('m.kind', '=', 'OWNER'),
      )
      .leftJoin('user as u', join => join.onRef('u.id', '=', 'm.user_id').on('u.status', '=', 'ACTIVE'))
      .where('p.id', '=', partnerId)
      .select('u.id')
      .orderBy('m.created_at')
      .orderBy('m.user_id')
      .execute()
    return rows.length === 0 ? null : { userId: rows.find(({ id }) => id !== null)?.id ?? null }
  }

  /** The roles a person holds now. */
  async rolesOf(userId: string): Promise<string[]> {
    const rows = await this.#db
      .sql<TokenTables>()
      .selectFrom('user_role')
      .where('user_id', '=', userId)
      .select('role')
      .execute()
    return rows.map(({ role }) => role)
  }

  #listed() {
    return this.#db
      .sql<TokenTables>()
      .selectFrom('api_token as t')
      .leftJoin('user as c', 'c.id', 't.created_by')
      .select(['t.id', 't.name', 't.permissions', 't.status', 't.created_at', 't.expires_at', 't.last_used_on'])
      .select('c.username as creator')
      .orderBy('t.created_at', 'desc')
      .orderBy('t.id', 'desc')
  }
}

type ListedRow = Pick<
  TokenTable,
  'id' | 'name' | 'permissions' | 'status' | 'created_at' | 'expires_at' | 'last_used_on'
> & { creator: string | null }

const toView = (row: ListedRow, now: Date): ApiTokenView => {
  const expiresAt = instantOf(row.expires_at)
  return {
    id: row.id,
    name: row.name,
    permissions: listOf(row.permissions),
    status: statusOf(row.status, expiresAt, now),
    createdAt: instantOf(row.created_at),
    expiresAt,
    lastUsedOn: row.last_used_on,
    createdBy: row.creator,
  }
}

/** Where a token stands; an end that time brought is not written down. Real time, whatever the sandbox's clock says. */
export const statusOf = (stored: string, expiresAt: Date, now: Date): ApiTokenView['status'] =>
  stored === 'REVOKED' ? 'REVOKED' : expiresAt <= now ? 'EXPIRED' : 'ACTIVE'

/** JSON columns come as text or as values, by driver. */
const listOf = (stored: string | string[]): string[] =>
  typeof stored === 'string' ? (JSON.parse(stored) as string[]) : stored
