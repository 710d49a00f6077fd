import { sealedContact, PartnerEntity, recordPartnerEvent } from '../partner/partners/index.ts'
import { PolicyGroupEntity } from '../partner/policy-groups/index.ts'
import type { Vault } from '../platform/crypto/seal.ts'
import { unitOfWork, type Database } from '../platform/database/database.ts'
import { nameKey } from '../platform/database/name-key.ts'
import { newId } from '../platform/ids/ids.ts'
import { sandboxPeople } from './people.seed.ts'
import { sandboxPolicyGroups } from './policy-groups.seed.ts'

const partners = sandboxPeople.filter(({ type }) => type)

/** Whether the sandbox's partners have their contact data; those of an older sandbox have not. One statement. */
export async function hasPartnerData(db: Database): Promise<boolean> {
  const codes = partners.map(({ username }) => username)
  return (await db.em().count(PartnerEntity, { code: { $in: codes }, sealedEmail: null })) === 0
}

/**
 * Gives the sandbox its policy groups, and its partners what a registration would have asked of them: contact data,
 * a policy group where the type needs one, and the first lines of a history. What is there already stays.
 */
export async function seedPartnerData({ db, vault }: { db: Database; vault: Vault }, now: Date): Promise<void> {
  const people = await db
    .sql<{ user: { id: string; username: string } }>()
    .selectFrom('user')
    .select(['id', 'username'])
    .where(
      'username',
      'in',
      partners.map(({ username }) => username),
    )
    .execute()
  const personIds = new Map(people.map(({ id, username }) => [username, id]))
  await unitOfWork(db, async tx => {
    const groups = new Map((await tx.find(PolicyGroupEntity, {})).map(({ id, nameKey: key }) => [key, id]))
    for (const { name, description } of sandboxPolicyGroups) {
      if (groups.has(nameKey(name))) continue
      const id = newId()
      groups.set(nameKey(name), id)
      const createdBy = personIds.get('admin') ?? null
      const group = { id, name, nameKey: nameKey(name), description, status: 'ACTIVE', createdAt: now, createdBy }
      tx.persist(tx.create(PolicyGroupEntity, group))
    }
    for (const { username, email, phone, address, language, policyGroup } of partners) {
      const partner = await tx.findOne(PartnerEntity, { code: username })
      if (!partner || partner.sealedEmail) continue
      tx.assign(partner, { ...sealedContact(vault, partner.id, { email, phone, address }), language })
      const event = { partnerId: partner.id, at: partner.createdAt, actorId: personIds.get(username) ?? null }
      recordPartnerEvent(tx, { ...event, kind: 'REGISTERED' })
      if (!policyGroup || partner.policyGroupId) continue
      partner.policyGroupId = groups.get(nameKey(policyGroup))!
      recordPartnerEvent(tx, { ...event, kind: 'POLICY_GROUP_CHOSEN' })
    }
    await tx.flush()
    return true
  })
}
