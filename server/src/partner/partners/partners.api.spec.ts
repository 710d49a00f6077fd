import { expect } from 'chai'
import { execute, parse } from 'graphql'
import { FakeClock } from '../../platform/clock/clock.ts'
import { countStatements } from '../../platform/database/guard.ts'
import { newId } from '../../platform/ids/ids.ts'
import { describeEach } from '../../spec/test-database.ts'
import { openHouse, type Caller, type TestHouse } from '../../spec/test-house.ts'
import { sandboxPeople } from '../../sandbox/people.seed.ts'
import { PartnerEntity } from './partner.entity.ts'

interface Row {
  id: string
  code: string
  status: string
  type: string
}

describeEach('partners', fresh => {
  let world: TestHouse
  let admin: Caller
  let northwind: Caller
  let kestrel: Caller
  const clock = new FakeClock('2026-11-22T09:00:00Z')
  const id: Record<string, string> = {}

  before(async () => {
    world = await openHouse(await fresh(), { clock })
    ;[admin, northwind, kestrel] = [
      await world.signIn('admin'),
      await world.signIn('northwind'),
      await world.signIn('kestrel'),
    ]
    for (const row of await world.house.db.em().find(PartnerEntity, {})) id[row.code] = row.id
  })
  after(() => world?.close())

  const list = async (filter: object, more = '') => {
    const { data, errors } = await admin.ask(
      `query ($filter: PartnerFilter) { partners(first: 100, filter: $filter ${more}) { nodes { id code status type } totalCount { value } } }`,
      { filter },
    )
    expect(errors).to.equal(undefined)
    const { nodes, totalCount } = data['partners']! as { nodes: Row[]; totalCount: { value: number } }
    expect(totalCount.value).to.equal(nodes.length)
    return nodes.map(({ code }) => code)
  }
  const one = (caller: Caller, partnerId: string, fields: string) =>
    caller.ask(`query ($id: ID!) { partner(id: $id) { ${fields} } }`, { id: partnerId })

  /** The statements an operation sends, asked in this process: over HTTP they would be counted nowhere. */
  const statementsOf = async (document: string, permissions: string[], partnerIds: string[] = []) => {
    const contextValue = {
      principal: { userId: newId(), permissions: new Set(permissions), partnerIds },
      memo: new Map(),
      language: 'en',
    }
    const { statements, result } = await countStatements(async () =>
      execute({ schema: world.house.schema, document: parse(document), contextValue }),
    )
    expect(result.errors).to.equal(undefined)
    return statements
  }

  describe('the list (§6.2)', () => {
    it('finds by exact e-mail whatever its case, and by no part of it', async () => {
      expect(await list({ email: ' AMELIE@northwind.example ' })).to.deep.equal(['northwind'])
      expect(await list({ email: 'amelie@northwind' })).to.deep.equal([])
    })

    it('finds by the prefix of the policy group', async () => {
      expect((await list({ policyGroup: 'financial INC' })).sort()).to.deep.equal(['northwind', 'oldharbour'])
      expect(await list({ policyGroup: '%' })).to.deep.equal([])
    })

    it('finds by type, and refuses one that nobody knows', async () => {
      expect(await list({ type: 'Device_Provider' })).to.deep.equal(['kestrel'])
      const { errors } = await admin.ask('{ partners(filter: { type: Odd }) { nodes { id } } }')
      expect(errors![0]!.extensions['code']).to.equal('BAD_USER_INPUT')
    })

    it('tells those with a certificate from those without, and every partner is one of them', async () => {
      const [without, uploaded, all] = [
        await list({ certificate: 'NOT_UPLOADED' }),
        await list({ certificate: 'UPLOADED' }),
        await list({}),
      ]
      expect([...without, ...uploaded].sort()).to.deep.equal(all.sort())
      expect(all).to.have.length(sandboxPeople.filter(({ type }) => type).length)
      expect(without).to.include('meridian')
    })

    for (const order of ['TYPE', 'STATUS', 'CODE', 'ORGANISATION', 'CREATED_AT'])
      it(`reads the same rows forward and backward by ${order}`, async () => {
        const up = await list({}, `orderBy: ${order}_ASC`)
        const down = await list({}, `orderBy: ${order}_DESC`)
        expect(down.reverse()).to.deep.equal(up)
      })

    it('walks page by page by type without losing or repeating one', async () => {
      const seen: string[] = []
      for (let after: string | null = null; ;) {
        const { data } = await admin.ask(
          'query ($after: String) { partners(first: 3, after: $after, orderBy: TYPE_ASC) { nodes { code type } pageInfo { hasNextPage endCursor } } }',
          { after },
        )
        const page = data['partners']! as { nodes: Row[]; pageInfo: { hasNextPage: boolean; endCursor: string } }
        seen.push(...page.nodes.map(({ code }) => code))
        if (!page.pageInfo.hasNextPage) break
        after = page.pageInfo.endCursor
      }
      expect(seen).to.deep.equal(await list({}, 'orderBy: TYPE_ASC'))
      expect(new Set(seen).size).to.equal(seen.length)
    })

    it('takes one statement, and one more for each thing looked up, however many rows', async () => {
      for (const first of [2, 100]) {
        const page = (fields: string) =>
          statementsOf(
            `{ partners(first: ${first}, orderBy: TYPE_ASC) { nodes { ${fields} } totalCount { value } } }`,
            ['partner.read'],
          )
        expect(await page('code email phone address')).to.have.length(1)
        // Rows; contact names, policy groups, reach, histories; names in the histories.
        const all = 'contactName policyGroup { name } policyGroupChangeable impact { people } history { event actor }'
        expect(await page(`code email ${all}`)).to.have.length(6)
      }
    })
  })

  describe('one partner', () => {
    const fields = 'code type email phone address language contactName policyGroup { name } policyGroupNeeded status'

    it('opens its contact data for an administrator', async () => {
      const { data } = await one(admin, id['oldharbour']!, fields)
      expect(data['partner']).to.deep.equal({
        code: 'oldharbour',
        type: 'Online_Verification_Partner',
        email: 'ines@oldharbour.example',
        phone: '+33 555 550 130',
        address: '8 quai du Vieux-Port, 17000 La Rochelle',
        language: 'fr',
        contactName: 'Inès Moreau',
        policyGroup: { name: 'Financial inclusion' },
        policyGroupNeeded: true,
        status: 'ACTIVE',
      })
    })

    it('is shown to its own people, and is null for others as if it did not exist', async () => {
      expect((await one(northwind, id['northwind']!, 'code')).data['partner']).to.deep.equal({ code: 'northwind' })
      const answers = []
      for (const unknown of [id['kestrel']!, newId(), 'no id at all'])
        answers.push(await one(northwind, unknown, 'code email'))
      for (const { data, errors } of answers) {
        expect(errors).to.equal(undefined)
        expect(data['partner']).to.equal(null)
      }
    })

    it('is one of myPartners for its people; an administrator’s own are not everybody’s', async () => {
      for (const [caller, codes] of [
        [northwind, ['northwind']],
        [admin, ['admin']],
      ] as const) {
        const { data } = await caller.ask('{ myPartners { code } viewer { partners { code } } }')
        const expected = codes.map(code => ({ code }))
        expect(data).to.deep.equal({ myPartners: expected, viewer: { partners: expected } })
      }
    })

    it('is read in one statement, and one more for each thing looked up', async () => {
      const document = `{ partner(id: "${id['northwind']!}") { ${fields} history { event actor } impact { people } } }`
      const statements = await statementsOf(document, ['certificate.read'], [id['northwind']!])
      // Row; contact name, policy group, reach, history; whom one may know by name, and their names.
      expect(statements, statements.join('\n')).to.have.length(7)
    })

    it('says what a deactivation would stop', async () => {
      const { data } = await one(admin, id['halden']!, 'impact { people sessions apiTokens }')
      expect(data['partner']).to.deep.equal({ impact: { people: 1, sessions: 0, apiTokens: 0 } })
      await world.signIn('halden')
      const after = await one(admin, id['halden']!, 'impact { sessions }')
      expect(after.data['partner']).to.deep.equal({ impact: { sessions: 1 } })
    })
  })

  it('names kestrel and nobody else in what kestrel sees', async () => {
    const { data } = await kestrel.ask('{ myPartners { code email history { event } } }')
    expect(JSON.stringify(data))
      .to.include('kestrel')
      .and.not.to.match(/northwind|oldharbour|iriscore/)
  })
})
