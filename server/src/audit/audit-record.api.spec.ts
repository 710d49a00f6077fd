import { expect } from 'chai'
import { execute, parse } from 'graphql'
import { countStatements } from '../platform/database/guard.ts'
import { storedInstant } from '../platform/database/rows.ts'
import { createLog } from '../platform/log/log.ts'
import { describeEach } from '../spec/test-database.ts'
import { openHouse, type Caller, type GraphQLAnswer, type TestHouse } from '../spec/test-house.ts'
import type { ChainTables } from './chain/chain-tables.ts'
import { Sealer } from './chain/sealer.ts'
import { signer, specId, specRow } from './chain/spec/chain-copy.ts'

interface Row {
  id: string
  at: string
  actor: string | null
  event: string
  code: string | null
  subjectType: string | null
  subjectId: string | null
  facts: object
  sealed: boolean
}

describeEach('the audit record, read', fresh => {
  let world: TestHouse
  let admin: Caller
  let adminId: string

  before(async () => {
    world = await openHouse(await fresh())
    admin = await world.signIn('admin')
    const { db } = world.house
    const users = await db.em().execute<{ id: string }[]>("select id from user where username = 'admin'")
    adminId = users[0]!.id
    // What the seed and the sign-in left would stand between.
    await db.sql<ChainTables>().deleteFrom('audit_record').execute()
    await db
      .sql<ChainTables>()
      .insertInto('audit_record')
      .values(
        Array.from({ length: 60 }, (_, index) => {
          const { id, event, code, sessionId, subjectType, subjectId, facts, at } = specRow(index + 1)
          return {
            id,
            event,
            code,
            session_id: sessionId,
            subject_type: subjectType,
            subject_id: subjectId,
            facts,
            // Three at the same instant, so that the id decides.
            at: storedInstant(db.dialect, new Date(Number(at) - (index % 3) * 3_600_000)),
            actor_id: index % 4 === 0 ? adminId : index % 4 === 1 ? specId(1) : null,
          }
        }),
      )
      .execute()
  })
  after(() => world?.close())

  const fields = 'id at actor event code subjectType subjectId facts sealed'
  const ask = (args: string, selection = `nodes { ${fields} } totalCount { value }`): Promise<GraphQLAnswer> =>
    admin.ask(`{ records: auditRecords(${args}) { ${selection} } }`)
  const rows = async (args: string): Promise<Row[]> => {
    const { data, errors } = await ask(args)
    expect(errors, args).to.equal(undefined)
    return (data['records']! as { nodes: Row[] }).nodes
  }

  it('comes by pages, newest first or oldest first, each row once', async () => {
    const through = async (order: string) => {
      const ids: string[] = []
      for (let after = ''; ;) {
        const { data } = await ask(
          `first: 7, order: ${order}${after && `, after: "${after}"`}`,
          'nodes { id } pageInfo { endCursor hasNextPage } totalCount { value }',
        )
        const page = data['records']! as {
          nodes: Row[]
          pageInfo: { endCursor: string; hasNextPage: boolean }
          totalCount: { value: number }
        }
        ids.push(...page.nodes.map(({ id }) => id))
        expect(page.totalCount.value).to.equal(60)
        if (!page.pageInfo.hasNextPage) return ids
        after = page.pageInfo.endCursor
      }
    }
    const newest = await through('AT_DESC')
    expect(newest).to.have.length(60)
    expect(newest).to.deep.equal((await through('AT_ASC')).reverse())
    const told = (await rows('first: 60')).map(({ at, id }) => `${at} ${id}`)
    expect(told).to.deep.equal([...told].sort().reverse())
  })

  it('says who, by username; nobody for strangers, and for people who are not there', async () => {
    const found = await rows('first: 60, order: AT_ASC')
    const actors = new Set(found.map(({ actor }) => actor))
    expect([...actors]).to.have.members(['admin', null])
    expect(found.find(({ id }) => id === specId(1))).to.deep.include({
      actor: 'admin',
      event: 'partner.registered',
      code: 'PMS_PRT_201',
      subjectType: 'partner',
      subjectId: specId(700_001),
      facts: { attempt: 1, reason: 'WRONG_PASSWORD', first: false },
    })
  })

  const filters: Record<string, [filter: string, fits: (row: Row) => boolean]> = {
    event: ['event: "sign-in.failed"', row => row.event === 'sign-in.failed'],
    code: ['code: "PMS_PRT_201"', row => row.code === 'PMS_PRT_201'],
    actor: ['actor: "admin"', row => row.actor === 'admin'],
    subjectType: ['subjectType: "partner"', row => row.subjectType === 'partner'],
    subjectId: [`subjectId: "${specId(700_003)}"`, row => row.subjectId === specId(700_003)],
    from: ['from: "2026-01-02"', row => row.at >= '2026-01-02'],
    to: ['to: "2026-01-01"', row => row.at < '2026-01-02'],
    'one day': ['from: "2026-01-02", to: "2026-01-02"', row => row.at.startsWith('2026-01-02')],
    together: ['event: "partner.registered", actor: "admin"', row => row.actor === 'admin' && row.code !== null],
  }
  for (const [name, [filter, fits]] of Object.entries(filters))
    it(`shows what fits and nothing else: ${name}`, async () => {
      const all = await rows('first: 100')
      const expected = all.filter(fits).map(({ id }) => id)
      expect(expected).to.have.length.within(1, 59)
      expect((await rows(`first: 100, filter: { ${filter} }`)).map(({ id }) => id)).to.deep.equal(expected)
    })

  it('shows nothing to a filter by somebody who is not there, or by part of a name', async () => {
    for (const actor of ['nobody', 'adm', '']) expect(await rows(`filter: { actor: "${actor}" }`)).to.deep.equal([])
  })

  it('takes no day that is none', async () => {
    for (const [field, text] of [
      ['from', '2026-02-30'],
      ['to', '01.02.2026'],
    ] as const) {
      const { errors } = await ask(`filter: { ${field}: "${text}" }`)
      expect(errors?.[0]?.extensions).to.deep.include({ code: 'BAD_USER_INPUT', field: ['filter', field] })
    }
  })

  it('asks the database as often for four rows as for sixty', async () => {
    const document = parse(`query ($first: Int!) { auditRecords(first: $first) { nodes { ${fields} } } }`)
    const count = async (first: number) => {
      const contextValue = {
        principal: { userId: adminId, permissions: new Set(['audit.read']) },
        memo: new Map<unknown, unknown>(),
      }
      const { result, statements } = await countStatements(async () =>
        execute({ schema: world.house.schema, document, variableValues: { first }, contextValue }),
      )
      expect((result.data as { auditRecords: { nodes: Row[] } }).auditRecords.nodes).to.have.length(first)
      return statements.length
    }
    // The rows, their people, their seals.
    expect(await count(60)).to.equal(3)
    expect(await count(4)).to.equal(3)
  })

  it('names every event there is', async () => {
    const { data } = await admin.ask('{ auditEvents }')
    expect(data['auditEvents']).to.include.members(['partner.registered', 'sign-in.failed'])
    expect(data['auditEvents']).to.deep.equal([...(data['auditEvents']! as string[])].sort())
  })

  it('tells how far the chain goes and which rows it covers', async () => {
    const { db, clock } = world.house
    const chain = async () =>
      (await admin.ask('{ auditChain { sealed waiting lastCheckpointSequence lastCheckpointAt } }')).data['auditChain']
    expect(await chain()).to.deep.equal({
      sealed: 0,
      waiting: 60,
      lastCheckpointSequence: null,
      lastCheckpointAt: null,
    })
    expect((await rows('first: 60')).some(({ sealed }) => sealed)).to.equal(false)
    const sealer = new Sealer({
      db,
      clock,
      log: createLog('silent'),
      signer,
      file: `${world.house.config.data}/spec.jsonl`,
    })
    await sealer.seal()
    await sealer.sign()
    const { id, event, facts } = specRow(61)
    const at = storedInstant(db.dialect, clock.now())
    await db
      .sql<ChainTables>()
      .insertInto('audit_record')
      .values({ id, event, facts, at } as never)
      .execute()
    expect(await chain()).to.deep.include({ sealed: 60, waiting: 1, lastCheckpointSequence: 60 })
    const [newest, ...others] = await rows('first: 100')
    expect(newest).to.deep.include({ id, sealed: false })
    expect(others.every(({ sealed }) => sealed)).to.equal(true)
  })
})
