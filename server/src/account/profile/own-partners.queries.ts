import type { Database } from '../../platform/database/database.ts'

interface Tables {
  membership: { user_id: string; organisation_id: string; kind: string }
  partner: { id: string; organisation_id: string }
}

/** The partners whose contact a person is: those of the organisations they own, not of those they merely work for. */
export async function ownPartnerIds(db: Database, userId: string): Promise<string[]> {
  const rows = await db
    .sql<Tables>()
    .selectFrom('membership as m')
    .innerJoin('partner as p', 'p.organisation_id', 'm.organisation_id')
    .where('m.user_id', '=', userId)
    .where('m.kind', '=', 'OWNER')
    .select('p.id')
    .orderBy('p.id')
    .execute()
  return rows.map(({ id }) => id)
}
