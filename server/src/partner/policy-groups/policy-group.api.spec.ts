import { expect } from 'chai'
import { AuditRecordEntity, createAudit } from '../../audit/index.ts'
import { unitOfWork } from '../../platform/database/database.ts'
import { nameKey } from '../../platform/database/name-key.ts'
import type { Principal } from '../../platform/graphql/context.ts'
import { newId } from '../../platform/ids/ids.ts'
import { describeEach } from '../../spec/test-database.ts'
import { openHouse, type Caller, type TestHouse } from '../../spec/test-house.ts'
import { sandboxPolicyGroups, telecommunications } from '../../sandbox/policy-groups.seed.ts'
import { PartnerEntity, partnerTypeFacts, type PartnerType } from '../partners/index.ts'
import { needsPolicyGroup, PolicyGroupChoice } from './policy-group-choice.service.ts'
import { PolicyGroupEntity } from './policy-group.entity.ts'

describeEach('policy groups', fresh => {
  let world: TestHouse
  let admin: Caller
  let northwind: Caller
  let kestrel: Caller
  const id: Record<string, string> = {}
  const group: Record<string, string> = {}

  before(async () => {
    world = await openHouse(await fresh())
    ;[admin, northwind, kestrel] = [
      await world.signIn('admin'),
      await world.signIn('northwind'),
      await world.signIn('kestrel'),
    ]
    for (const row of await world.house.db.em().find(PartnerEntity, {})) id[row.code] = row.id
    await unitOfWork(world.house.db, async tx => {
      for (const [name, status] of [
        ['Retired', 'INACTIVE'],
        ['50% off', 'ACTIVE'],
      ] as const)
        tx.create(PolicyGroupEntity, {
          id: newId(),
          name,
          nameKey: nameKey(name),
          description: '',
          status,
          createdAt: new Date(),
          createdBy: null,
        })
      return true
    })
    for (const row of await world.house.db.em().find(PolicyGroupEntity, {})) group[row.name] = row.id
  })
  after(() => world?.close())

  const search = async (text?: string | null) => {
    const { data, errors } = await northwind.ask(
      'query ($text: String) { policyGroups(search: $text) { name description } }',
      {
        text,
      },
    )
    expect(errors).to.equal(undefined)
    return (data['policyGroups']! as { name: string }[]).map(({ name }) => name)
  }
  const choose = async (caller: Caller, partnerId: string, policyGroupId: string) => {
    const { data, errors } = await caller.ask(
      `mutation ($input: ChoosePolicyGroupInput!) { answer: choosePolicyGroup(input: $input) {
        ... on Partner { policyGroup { name } policyGroupNeeded policyGroupChangeable history { event } }
        ... on Refusal { code field } } }`,
      { input: { partnerId, policyGroupId } },
    )
    return (data?.['answer'] ?? errors?.[0]?.extensions) as {
      code?: string
      field?: string[]
      policyGroup?: { name: string }
      policyGroupChangeable?: boolean
      history?: { event: string }[]
    }
  }

  it('are found by the prefix of their name, active ones only, in the order of their names', async () => {
    const names = [...sandboxPolicyGroups.map(({ name }) => name), '50% off'].sort()
    expect(await search()).to.deep.equal(names)
    expect(await search(null)).to.deep.equal(names)
    expect(await search('  TELECOM')).to.deep.equal([telecommunications])
    expect(await search('social')).to.deep.equal([])
    expect(await search('50% ')).to.deep.equal(['50% off'])
    expect(await search('%')).to.deep.equal([])
    expect(await search('Ret')).to.deep.equal([])
  })

  it('come 50 at most', async () => {
    await unitOfWork(world.house.db, async tx => {
      for (let n = 10; n < 70; n++)
        tx.create(PolicyGroupEntity, {
          id: newId(),
          name: `Zone ${n}`,
          nameKey: `zone ${n}`,
          description: '',
          status: 'ACTIVE',
          createdAt: new Date(),
          createdBy: null,
        })
      return true
    })
    expect(await search('zone')).to.have.length(50)
    expect(await search('zone 69')).to.deep.equal(['Zone 69'])
    await world.house.db.em().nativeDelete(PolicyGroupEntity, { nameKey: { $like: 'zone %' } })
  })

  describe('choosing one (§3.2 step 4)', () => {
    it('is changed while nothing depends on it, with history and audit', async () => {
      const result = await choose(northwind, id['northwind']!, group[telecommunications]!)
      expect(result).to.deep.include({ policyGroup: { name: telecommunications }, policyGroupChangeable: true })
      expect(result.history![0]!.event).to.equal('POLICY_GROUP_CHOSEN')
      const record = await world.house.db
        .em()
        .findOneOrFail(AuditRecordEntity, { event: 'partner.policy-group-chosen', subjectId: id['northwind']! })
      expect(record.code).to.equal('PMS_PRT_221')
      expect(record.facts).to.deep.equal({ policyGroupId: group[telecommunications], first: false })
    })

    it('takes the same one again without a trace', async () => {
      const before = await world.house.db.em().count(AuditRecordEntity, { subjectId: id['northwind']! })
      const { history } = await choose(northwind, id['northwind']!, group[telecommunications]!)
      expect(history!.filter(({ event }) => event === 'POLICY_GROUP_CHOSEN')).to.have.length(2)
      expect(await world.house.db.em().count(AuditRecordEntity, { subjectId: id['northwind']! })).to.equal(before)
    })

    it('says of somebody else’s partner what it says of none, administrators included (R-OWN-03)', async () => {
      const answers = []
      for (const partnerId of [id['oldharbour']!, newId(), 'x'])
        answers.push(await choose(northwind, partnerId, group[telecommunications]!))
      for (const answer of answers)
        expect(answer).to.deep.equal({ code: 'PARTNER_NOT_FOUND', field: ['input', 'partnerId'] })
      expect(await choose(admin, id['oldharbour']!, group[telecommunications]!)).to.include({ code: 'FORBIDDEN' })
    })

    it('refuses a group that is unknown (PMS_PRT_002) or no longer in use (PMS_PMP_023)', async () => {
      for (const unknown of [newId(), 'x'])
        expect(await choose(northwind, id['northwind']!, unknown)).to.include({ code: 'POLICY_GROUP_NOT_FOUND' })
      expect(await choose(northwind, id['northwind']!, group['Retired']!)).to.include({ code: 'POLICY_GROUP_INACTIVE' })
    })

    it('refuses a type that needs none (PMS_PRT_048)', async () => {
      expect(await choose(kestrel, id['kestrel']!, group[telecommunications]!)).to.include({
        code: 'POLICY_GROUP_NOT_NEEDED',
      })
    })

    it('refuses a deactivated partner, and shows that nothing can be chosen', async () => {
      await world.house.db.em().nativeUpdate(PartnerEntity, { id: id['northwind']! }, { status: 'INACTIVE' })
      expect(await choose(northwind, id['northwind']!, group['50% off']!)).to.include({ code: 'PARTNER_INACTIVE' })
      const { data } = await northwind.ask('{ myPartners { policyGroupChangeable } }')
      expect(data['myPartners']).to.deep.equal([{ policyGroupChangeable: false }])
      await world.house.db.em().nativeUpdate(PartnerEntity, { id: id['northwind']! }, { status: 'ACTIVE' })
    })

    it('is fixed once something depends on it (PMS_PRT_050), but a first choice is always possible', async () => {
      const { db, bus, clock } = world.house
      const principal = { userId: newId(), partnerIds: [id['northwind']!] } as unknown as Principal
      const asked: (readonly string[])[] = []
      const dependants = [
        { among: async () => new Set<string>() },
        {
          among: async (_em: unknown, ids: readonly string[]) => {
            asked.push(ids)
            return new Set(ids)
          },
        },
      ]
      const choice = new PolicyGroupChoice({ db, bus, clock, audit: createAudit({ clock }), dependants })
      const outcome = await choice.choose(principal, id['northwind']!, group['50% off']!)
      expect(outcome).to.include({ code: 'POLICY_GROUP_FIXED' })
      expect(asked).to.deep.equal([[id['northwind']]])
      await db.em().nativeUpdate(PartnerEntity, { id: id['northwind']! }, { policyGroupId: null })
      expect(await choice.choose(principal, id['northwind']!, group['50% off']!)).to.equal(id['northwind'])
    })

    it('keeps showing a group that went out of use (R-PG-11)', async () => {
      await world.house.db.em().nativeUpdate(PolicyGroupEntity, { id: group['50% off']! }, { status: 'INACTIVE' })
      const { data } = await northwind.ask('{ myPartners { policyGroup { name } } }')
      expect(data['myPartners']).to.deep.equal([{ policyGroup: { name: '50% off' } }])
    })
  })

  it('are needed by the types the table of §1.2 names', () => {
    const needing = Object.keys(partnerTypeFacts).filter(type => needsPolicyGroup(type as PartnerType))
    expect(needing.sort()).to.deep.equal([
      'ABIS_Partner',
      'Auth_Partner',
      'Binding_Partner',
      'Credential_Partner',
      'Internal_Partner',
      'Manual_Adjudication',
      'Online_Verification_Partner',
      'Print_Partner',
    ])
    expect(needsPolicyGroup('Odd')).to.equal(false)
  })
})
