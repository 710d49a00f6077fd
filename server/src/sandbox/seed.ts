import type { SignIn } from '../announce.ts'
import type { House } from '../compose.ts'
import { OrganisationEntity, PartnerEntity } from '../partner/partners/index.ts'
import { TrustCertificateEntity } from '../partner/certificates/trust-store/index.ts'
import { alone } from '../platform/database/alone.ts'
import { unitOfWork, type Database } from '../platform/database/database.ts'
import { nameKey } from '../platform/database/name-key.ts'
import { newId } from '../platform/ids/ids.ts'
import { isRefusal } from '../platform/refusal/refusal.ts'
import { sandboxAuthorities } from './authorities.seed.ts'
import { hasPartnerData, seedPartnerData } from './partners.seed.ts'
import { seedTrustStore } from './trust-store.seed.ts'
import { sandboxPassword, sandboxPeople, type SandboxPerson } from './people.seed.ts'

/** Seeds the sandbox once: people, organisations, partners of each kind, and a trust store. Returns how to sign in. */
export async function seedSandbox(house: House): Promise<SignIn[]> {
  // The trust store comes last: when it is whole, so is everything but what an older sandbox did not have.
  if (!(await hasTrustStore(house.db)) || !(await hasPartnerData(house.db))) await alone(house.db, () => seed(house))
  return sandboxPeople.map(({ who, username }) => ({ who, username, password: sandboxPassword }))
}

/** Each step skips what an earlier start, cut short, or another server has made already. */
async function seed(house: House): Promise<void> {
  const now = house.clock.now()
  const organisations = await seedOrganisations(house, now)
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
  await seedPartnerData(house, now)
  await seedTrustStore(
    house.db,
    clock => house.trustStoreAt(clock),
    {
      userId: await administratorId(house.db),
      permissions: new Set(['trust.write']),
      partnerIds: [],
      kind: 'session',
      sessionId: 'seed',
      expiresAt: now,
    },
    now,
  )
}

/** Whether every root is there; one statement at each start. */
async function hasTrustStore(db: Database): Promise<boolean> {
  return (await db.em().count(TrustCertificateEntity, { type: 'ROOT' })) >= sandboxAuthorities.length
}

async function administratorId(db: Database): Promise<string> {
  const { username } = sandboxPeople.find(({ role }) => role === 'PARTNER_ADMIN')!
  const row = await db
    .sql<{ user: { id: string; username: string } }>()
    .selectFrom('user')
    .select('id')
    .where('username', '=', username)
    .executeTakeFirstOrThrow()
  return row.id
}

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

const partnerOf = (person: SandboxPerson, organisationId: string, now: Date) => ({
  id: newId(),
  code: person.username,
  organisationId,
  organisationName: person.organisation,
  organisationNameKey: nameKey(person.organisation),
  type: person.type!,
  status: 'ACTIVE',
  createdAt: now,
})
