import { expect } from 'chai'
import { PartnerEntity } from '../partner/partners/index.ts'
import { PolicyGroupEntity } from '../partner/policy-groups/index.ts'
import { describeEach } from '../spec/test-database.ts'
import { openHouse, type TestHouse } from '../spec/test-house.ts'
import { sandboxPeople } from './people.seed.ts'
import { sandboxPolicyGroups, telecommunications } from './policy-groups.seed.ts'
import { seedSandbox } from './seed.ts'

describeEach("the sandbox's partners", fresh => {
  let world: TestHouse

  before(async () => {
    world = await openHouse(await fresh())
  })
  after(() => world?.close())

  const rows = () => world.house.db.em().find(PartnerEntity, {}, { orderBy: { code: 'asc' } })
  const groups = () => world.house.db.em().find(PolicyGroupEntity, {})

  it('have contact data, and a policy group where their type needs one', async () => {
    const found = new Map((await groups()).map(({ id, name }) => [id, name]))
    expect([...found.values()].sort()).to.deep.equal(sandboxPolicyGroups.map(({ name }) => name).sort())
    for (const row of await rows()) {
      const person = sandboxPeople.find(({ username }) => username === row.code)!
      expect(row.sealedEmail && row.sealedPhone && row.sealedAddress, row.code).to.be.a('string')
      expect(row.language).to.equal(person.language)
      expect(row.policyGroupId ? found.get(row.policyGroupId) : undefined, row.code).to.equal(person.policyGroup)
    }
  })

  it('hold phone numbers that a form would take', () => {
    for (const { username, phone } of sandboxPeople) expect(phone, username).to.match(/^\+[\d ]{6,15}$/)
  })

  it('of an older sandbox get them at the next start, and keep what they have chosen', async () => {
    const { db } = world.house
    const chosen = (await groups()).find(({ name }) => name === telecommunications)!
    await db.em().nativeUpdate(PartnerEntity, {}, { sealedEmail: null, emailIndex: null, policyGroupId: null })
    await db.em().nativeUpdate(PartnerEntity, { code: 'northwind' }, { policyGroupId: chosen.id })
    await db.em().nativeDelete(PolicyGroupEntity, { id: { $ne: chosen.id } })
    await seedSandbox(world.house)
    const after = await rows()
    expect(after.every(({ sealedEmail, emailIndex }) => sealedEmail && emailIndex)).to.equal(true)
    expect(after.find(({ code }) => code === 'northwind')!.policyGroupId).to.equal(chosen.id)
    expect(after.find(({ code }) => code === 'tallgrass')!.policyGroupId).to.be.a('string')
    expect(await groups()).to.have.length(sandboxPolicyGroups.length)
    await seedSandbox(world.house)
    expect(JSON.stringify(await rows())).to.equal(JSON.stringify(after))
  })
})
