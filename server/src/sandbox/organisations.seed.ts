import type { House } from '../compose.ts'
import { OrganisationEntity, PartnerEntity, partnerTypeFacts } from '../partner/partners/index.ts'
import { unitOfWork, type Database } from '../platform/database/database.ts'
import { nameKey } from '../platform/database/name-key.ts'
import type { Principal } from '../platform/graphql/context.ts'
import { newId } from '../platform/ids/ids.ts'
import { isRefusal } from '../platform/refusal/refusal.ts'
import { sandboxPassword, sandboxPeople, type SandboxPerson } from './people.seed.ts'
import type { SeedStep } from './seed-step.ts'

/** Organisations, a partner of each kind, and the people who act for them. */
export const organisationsAndPeople: SeedStep = {
  async isWhole({ db }) {
    const rows = await usersNamed(
      db,
      sandboxPeople.map(({ username }) => username),
    )
    return rows.length >= sandboxPeople.length
  },
  async run(house) {
    const organisations = await seedOrganisations(house, house.clock.now())
    for (const person of sandboxPeople) {
      const created = await house.account.createUser({
        username: person.username,
        email: person.email,
        firstName: person.firstName,
        lastName: person.lastName,
        phone: person.phone,
        language: person.language,
        password: sandboxPassword,
        roles: [person.role],
        organisation: { id: organisations.get(person.organisation)!, kind: 'OWNER' },
      })
      if (isRefusal(created) && created.code !== 'USERNAME_TAKEN')
        throw new Error(`The sandbox's ${person.username} was refused: ${created.code}`)
    }
  },
}

/** The seeded administrator, as the one who fills the trust store. */
export async function seedingAdministrator({ db, clock }: House): Promise<Principal> {
  const { username } = sandboxPeople.find(({ role }) => role === 'PARTNER_ADMIN')!
  const [row] = await usersNamed(db, [username])
  if (!row) throw new Error('The sandbox has no administrator.')
  return {
    userId: row.id,
    permissions: new Set(['trust.write']),
    partnerIds: [],
    kind: 'session',
    sessionId: 'seed',
    expiresAt: clock.now(),
  }
}

const usersNamed = (db: Database, usernames: readonly string[]) =>
  db
    .sql<{ user: { id: string; username: string } }>()
    .selectFrom('user')
    .select('id')
    .where('username', 'in', usernames)
    .execute()

async function seedOrganisations(house: House, now: Date): Promise<Map<string, string>> {
  const made = await house.db.em().find(OrganisationEntity, {}, { fields: ['name'] })
  const ids = new Map(made.map(({ name, id }) => [name, id]))
  // All or none, so that one means all.
  if (ids.size > 0) return ids
  await unitOfWork(house.db, async tx => {
    for (const person of sandboxPeople) {
      const known = ids.get(person.organisation)
      const organisationId = known ?? newId()
      ids.set(person.organisation, organisationId)
      if (!known)
        tx.create(OrganisationEntity, {
          id: organisationId,
          name: person.organisation,
          nameKey: nameKey(person.organisation),
          createdAt: now,
        })
      if (person.type) tx.create(PartnerEntity, partnerOf(person, organisationId, now))
    }
    await tx.flush()
    return true
  })
  return ids
}

/** As after a registration: what makes a partner active is its certificate, if its type brings one. */
const partnerOf = (person: SandboxPerson, organisationId: string, now: Date) => ({
  id: newId(),
  code: person.username,
  organisationId,
  organisationName: person.organisation,
  organisationNameKey: nameKey(person.organisation),
  type: person.type!,
  status: partnerTypeFacts[person.type!].domain ? 'PENDING' : 'ACTIVE',
  createdAt: now,
})
