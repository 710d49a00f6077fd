import type { Database } from '../platform/database/database.ts'
import { sandboxPeople } from './people.seed.ts'
import type { SeedStep } from './seed-step.ts'

interface Tables {
  user: { id: string; username: string }
}

/** The seeded people have accepted the terms in force, so that each finds the portal ready. */
export const acceptedTerms: SeedStep = {
  async isWhole({ db, account }) {
    const ids = await peopleOf(db)
    return ids.length > 0 && (await account.own.terms.lacking(ids)).length === 0
  },
  async run({ db, account }) {
    for (const id of await account.own.terms.lacking(await peopleOf(db))) await account.own.terms.acceptFor(id, 'en')
  },
}

async function peopleOf(db: Database): Promise<string[]> {
  const rows = await db
    .sql<Tables>()
    .selectFrom('user')
    .select('id')
    .where(
      'username',
      'in',
      sandboxPeople.map(({ username }) => username),
    )
    .execute()
  return rows.map(({ id }) => id)
}
