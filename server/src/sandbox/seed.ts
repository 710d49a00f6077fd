import type { SignIn } from '../announce.ts'
import type { House } from '../compose.ts'
import { OrganisationEntity, PartnerEntity } from '../partner/partners/index.ts'
import { unitOfWork } from '../platform/database/database.ts'
import { nameKey } from '../platform/database/name-key.ts'
import { newId } from '../platform/ids/ids.ts'
import { isRefusal } from '../platform/refusal/refusal.ts'
import { sandboxPassword, sandboxPeople, type SandboxPerson } from './people.seed.ts'

/** Seeds the sandbox once: people, organisations, partners of each kind, and a trust store. Returns how to sign in. */
export async function seedSandbox(house: House): Promise<SignIn[]> {
  const signIns = sandboxPeople.map(({ who, username }) => ({ who, username, password: sandboxPassword }))
  const seeded = await house.db.em().count(OrganisationEntity)
  if (seeded > 0) return signIns
  const now = house.clock.now()
  const organisations = await seedOrganisations(house, now)
  let administratorId = ''
  for (const person of sandboxPeople) {
    const created = await house.account.createUser({
      username: person.username,
      email: person.email,
      firstName: person.firstName,
      lastName: person.lastName,
      password: sandboxPassword,
      roles: [person.role],
      organisation: { id: organisations.get(person.organisation)!, kind: 'OWNER' },
    })
    if (isRefusal(created)) throw new Error(`The sandbox's ${person.username} was refused: ${created.code}`)
    if (person.role === 'PARTNER_ADMIN') administratorId = created.id
  }
  // Loaded here because it brings a library for issuing certificates, needed once in a sandbox's life.
  const { seedTrustStore } = await import('./trust-store.seed.ts')
  await seedTrustStore(
    clock => house.trustStoreAt(clock),
    {
      userId: administratorId,
      permissions: new Set(['trust.write']),
      partnerIds: [],
      sessionId: 'seed',
      expiresAt: now,
    },
    now,
  )
  return signIns
}

async function seedOrganisations(house: House, now: Date): Promise<Map<string, string>> {
  const ids = new Map<string, string>()
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
