import { sql } from 'kysely'
import type { Clock } from '../platform/clock/clock.ts'
import type { Vault } from '../platform/crypto/seal.ts'
import type { Database } from '../platform/database/database.ts'
import { storedInstant, type StoredInstant } from '../platform/database/rows.ts'
import { usernamesOf } from './people.queries.ts'

interface Tables {
  user: { id: string; status: string; sealed_first_name: string; sealed_last_name: string }
  membership: { user_id: string; organisation_id: string; kind: string; created_at: StoredInstant }
}

/** First and last name of each organisation's first owner, by organisation id; one without an owner is left out. */
async function firstOwnersOf(
  { db, vault }: { db: Database; vault: Vault },
  organisationIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .sql<Tables>()
    .selectFrom('membership as m')
    .innerJoin('user as u', 'u.id', 'm.user_id')
    .where('m.organisation_id', 'in', organisationIds)
    .where('m.kind', '=', 'OWNER')
    .select(['m.organisation_id', 'u.id', 'u.sealed_first_name', 'u.sealed_last_name'])
    .orderBy('m.created_at', 'desc')
    .orderBy('u.id', 'desc')
    .execute()
  const open = (column: string, id: string, sealed: string) => vault.open('user', column, id, sealed)
  // The first owner comes last and stays.
  const first = new Map(rows.map(row => [row.organisation_id, row]))
  return new Map(
    [...first].map(([organisationId, { id, sealed_first_name, sealed_last_name }]) => [
      organisationId,
      `${open('first_name', id, sealed_first_name)} ${open('last_name', id, sealed_last_name)}`.trim(),
    ]),
  )
}

/** What of an organisation's people is in use at an instant of real time. */
export interface PeopleReach {
  people: number
  sessions: number
  apiTokens: number
}

/** Counts the active people of organisations, their open sessions and their live API tokens, in one statement. */
async function reachOf(
  db: Database,
  organisationIds: readonly string[],
  at: Date,
): Promise<ReadonlyMap<string, PeopleReach>> {
  const now = storedInstant(db.dialect, at)
  const of = (table: string, condition = sql`1 = 1`) =>
    sql`(select count(*) from ${sql.table(table)} as t where t.user_id = m.user_id and t.expires_at > ${now} and ${condition})`
  const { rows } = await sql<{ id: string; people: number; sessions: number; tokens: number }>`
    select m.organisation_id as id, count(*) as people,
      sum(${of('session')}) as sessions, sum(${of('api_token', sql`t.status = 'ACTIVE'`)}) as tokens
    from membership as m inner join ${sql.table('user')} as u on u.id = m.user_id and u.status = 'ACTIVE'
    where m.organisation_id in (${sql.join(organisationIds)}) group by m.organisation_id`.execute(db.sql())
  return new Map(
    rows.map(({ id, people, sessions, tokens }) => [
      id,
      { people: Number(people), sessions: Number(sessions), apiTokens: Number(tokens) },
    ]),
  )
}

/** Those of `ids` who share an organisation with the person, the person included. */
async function colleaguesOf(db: Database, userId: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db
    .sql<Tables>()
    .selectFrom('membership as mine')
    .innerJoin('membership as theirs', 'theirs.organisation_id', 'mine.organisation_id')
    .where('mine.user_id', '=', userId)
    .where('theirs.user_id', 'in', ids)
    .select('theirs.user_id')
    .execute()
  return new Set([...rows.map(row => row.user_id), userId])
}

/** The people of organisations, as features ask for them that know organisations and no people. */
export const organisationPeople = ({ db, vault, clock }: { db: Database; vault: Vault; clock: Clock }) => ({
  names: (ids: readonly string[]) => usernamesOf(db, ids),
  colleagues: (userId: string, ids: readonly string[]) => colleaguesOf(db, userId, ids),
  contactNames: (organisationIds: readonly string[]) => firstOwnersOf({ db, vault }, organisationIds),
  reach: (organisationIds: readonly string[]) => reachOf(db, organisationIds, clock.now()),
})
