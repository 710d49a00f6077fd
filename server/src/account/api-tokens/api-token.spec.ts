import { expect } from 'chai'
import { FakeClock } from '../../platform/clock/clock.ts'
import { countStatements } from '../../platform/database/guard.ts'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { PointsBudget } from '../../platform/graphql/points-budget.ts'
import { rootFields } from '../../platform/graphql/schema.ts'
import { describeEach } from '../../spec/test-database.ts'
import { openHouse, type Caller, type TestHouse } from '../../spec/test-house.ts'
import { TOKENS_PER_ADDRESS } from '../attempts.ts'
import { recorded } from '../spec/world.ts'
import { everybodys } from '../permissions.ts'
import { hashToken } from '../tokens.ts'
import { UserEntity, UserRoleEntity } from '../user.entity.ts'
import { ApiTokenEntity } from './api-token.entity.ts'
import { tokenLimits } from './api-token.service.ts'
import { newApiToken } from './token-text.ts'

const DAY = 86_400_000
const CREATE = `mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) {
  __typename ... on CreatedApiToken { token apiToken { id name permissions status expiresAt lastUsedOn createdBy } }
  ... on Refusal { code field } } }`
const REVOKE = `mutation ($id: ID!) { revokeApiToken(id: $id) { __typename ... on ApiToken { id status } ... on Refusal { code } } }`
const MINE = '{ apiTokens { id name status lastUsedOn createdBy } }'
const WHO = '{ viewer { username permissions session { expiresAt } } }'

interface Made {
  __typename: string
  token: string
  apiToken: {
    id: string
    name: string
    permissions: string[]
    status: string
    expiresAt: string
    lastUsedOn: string | null
    createdBy: string
  }
  code: string
  field: string[]
}

describeEach('an API token', fresh => {
  let world: TestHouse
  let clock: FakeClock
  let admin: Caller
  let northwind: Caller
  let addresses = 0

  before(async () => {
    clock = new FakeClock(new Date())
    world = await openHouse(await fresh(), { clock, environment: { PORTICO_TRUST_PROXY: '127.0.0.1' } })
    admin = await world.signIn('admin')
    northwind = await world.signIn('northwind')
  })
  after(() => world?.close())

  const make = async (caller: Caller, input: object = {}): Promise<Made> =>
    (await caller.ask(CREATE, { input: { name: 'Nightly', permissions: ['certificate.read'], days: 30, ...input } }))
      .data['createApiToken'] as unknown as Made
  /** A program: no cookie, no portal header, a network address of its own unless one is given. */
  const ask = (token: string, query = WHO, headers: Record<string, string> = {}, variables?: object) => {
    addresses++
    return world.stranger().ask(query, variables, {
      'x-portico-portal': '',
      'x-forwarded-for': `10.9.${addresses >> 8}.${addresses & 255}`,
      authorization: `Bearer ${token}`,
      ...headers,
    })
  }
  const letIn = async (token: string) => (await ask(token)).status === 200
  const em = () => world.house.db.em()
  const codes = (answer: { errors?: { extensions: Record<string, unknown> }[] }) =>
    answer.errors?.map(({ extensions }) => extensions['code'])

  it('is told once, kept as a hash, and lets a program in without cookie or portal header', async () => {
    const { token, apiToken } = await make(northwind)
    expect(token).to.match(/^ptk_[\w-]{49}$/)
    expect(apiToken).to.deep.include({
      name: 'Nightly',
      permissions: ['certificate.read'],
      status: 'ACTIVE',
      createdBy: 'northwind',
      lastUsedOn: null,
    })
    const row = await em().findOneOrFail(ApiTokenEntity, { id: apiToken.id })
    expect(row.tokenHash).to.equal(hashToken(token))
    expect(JSON.stringify(row)).not.to.include(token)
    expect((await ask(token)).data['viewer']).to.deep.equal({
      username: 'northwind',
      permissions: ['certificate.read'],
      session: { expiresAt: apiToken.expiresAt },
    })
  })

  it('tells a program nothing of its owner’s e-mail address and phone', async () => {
    const { token } = await make(northwind)
    const { data } = await ask(token, '{ viewer { email phone } }')
    expect(data['viewer']).to.deep.equal({ email: null, phone: null })
  })

  it('holds what it was given and the owner holds, never the care of the account', async () => {
    const { data } = await admin.ask('{ grantablePermissions }')
    const all = data['grantablePermissions'] as unknown as string[]
    expect(all)
      .to.include('partner.write')
      .and.not.include.members([...everybodys])
    const { token } = await make(admin, { permissions: all })
    for (const { path, allow, field } of rootFields(world.house.schema)) {
      const [type, name] = path.split('.')
      if (type === 'Subscription' || field.args.some(arg => String(arg.type).endsWith('!'))) continue
      const leaf = String(field.type).replaceAll(/[[\]!]/g, '')
      const inner = /^(String|Boolean|Int)$/.test(leaf) ? '' : ' { __typename }'
      const expected = (everybodys as readonly string[]).includes(allow!) ? ['FORBIDDEN'] : undefined
      const answer = await ask(token, `${type!.toLowerCase()} { ${name}${inner} }`)
      expect(codes(answer), `${path}: ${JSON.stringify(answer.errors)}`).to.deep.equal(expected)
    }
    for (const permission of everybodys)
      expect(await make(admin, { permissions: [permission] })).to.deep.include({ code: 'API_TOKEN_PERMISSION' })
  })

  it('loses what its owner loses, and has it again when the owner has', async () => {
    const { token } = await make(admin, { permissions: ['trust.read', 'dashboard.read'] })
    const list = '{ trustCertificates(first: 1) { nodes { id } } }'
    expect(codes(await ask(token, list))).to.equal(undefined)
    const user = await em().findOneOrFail(UserEntity, { username: 'admin' })
    await em().nativeUpdate(UserRoleEntity, { user: user.id }, { role: 'POLICYMANAGER' })
    try {
      expect(codes(await ask(token, list))).to.deep.equal(['FORBIDDEN'])
    } finally {
      await em().nativeUpdate(UserRoleEntity, { user: user.id }, { role: 'PARTNER_ADMIN' })
    }
    expect(codes(await ask(token, list))).to.equal(undefined)
  })

  it('ends when it expires, by real time, and when its owner is switched off', async () => {
    const { token, apiToken } = await make(northwind, { days: 1 })
    clock.advance(DAY - 1_000)
    expect(await letIn(token)).to.equal(true)
    clock.advance(1_000)
    expect(await letIn(token)).to.equal(false)
    northwind = await world.signIn('northwind')
    admin = await world.signIn('admin')
    const { data } = await northwind.ask(MINE)
    expect(data['apiTokens']).to.deep.include({
      id: apiToken.id,
      name: 'Nightly',
      status: 'EXPIRED',
      lastUsedOn: new Date(clock.now().getTime() - 1_000).toISOString().slice(0, 10),
      createdBy: 'northwind',
    })
    const other = await make(northwind)
    await em().nativeUpdate(UserEntity, { username: 'northwind' }, { status: 'INACTIVE' })
    expect(await letIn(other.token)).to.equal(false)
    await em().nativeUpdate(UserEntity, { username: 'northwind' }, { status: 'ACTIVE' })
    expect(await letIn(other.token)).to.equal(true)
  })

  it('ends at once when it is revoked, once', async () => {
    const { token, apiToken } = await make(northwind)
    expect(await letIn(token)).to.equal(true)
    const first = await northwind.ask(REVOKE, { id: apiToken.id })
    expect(first.data['revokeApiToken']).to.deep.equal({
      __typename: 'ApiToken',
      id: apiToken.id,
      status: 'REVOKED',
    })
    expect(await letIn(token)).to.equal(false)
    const again = await northwind.ask(REVOKE, { id: apiToken.id })
    expect(again.data['revokeApiToken']).to.deep.include({ code: 'API_TOKEN_ALREADY_REVOKED' })
  })

  it('of somebody else is not there, except to those who administer partners', async () => {
    const { apiToken } = await make(northwind)
    const halden = await world.signIn('halden')
    for (const id of [apiToken.id, '0190f8a0-0000-7000-8000-000000000000', 'x'])
      expect((await halden.ask(REVOKE, { id })).data['revokeApiToken'], id).to.deep.include({
        code: 'API_TOKEN_NOT_FOUND',
      })
    expect((await halden.ask(MINE)).data['apiTokens']).to.deep.equal([])
    const ended = await admin.ask(REVOKE, { id: apiToken.id })
    expect(ended.data['revokeApiToken']).to.deep.include({ status: 'REVOKED' })
  })

  it('is made by an administrator in the name of a partner’s owner, and seen on the partner', async () => {
    const { data } = await admin.ask('{ partners(first: 100) { nodes { id code apiTokens { name } } } }')
    const nodes = (data['partners'] as unknown as { nodes: { id: string; code: string; apiTokens: object[] }[] }).nodes
    const partnerId = nodes.find(({ code }) => code === 'kestrel')!.id
    const made = await make(admin, { partnerId, name: 'For Kestrel' })
    expect(made.apiToken).to.deep.include({ createdBy: 'admin' })
    expect((await ask(made.token)).data['viewer']).to.deep.include({ username: 'kestrel' })
    const after = await admin.ask('{ partners(first: 100) { nodes { code apiTokens { name } } } }')
    const kestrel = (
      after.data['partners'] as unknown as { nodes: { code: string; apiTokens: object[] }[] }
    ).nodes.find(({ code }) => code === 'kestrel')
    expect(kestrel!.apiTokens).to.deep.equal([{ name: 'For Kestrel' }])
    // Never more than the owner may, whatever the administrator may.
    expect(await make(admin, { partnerId, permissions: ['partner.write'] })).to.deep.include({
      code: 'API_TOKEN_PERMISSION',
    })
    for (const id of ['0190f8a0-0000-7000-8000-000000000000', 'x'])
      expect(await make(admin, { partnerId: id })).to.deep.include({ code: 'PARTNER_NOT_FOUND' })
    const input = { name: 'x', permissions: ['certificate.read'], days: 1, partnerId }
    expect(codes(await northwind.ask(CREATE, { input }))).to.deep.equal(['FORBIDDEN'])
  })

  it('in the name of a partner’s owner is offered what the owner may, to administrators only', async () => {
    const { data } = await admin.ask('{ partners(first: 100) { nodes { id code } } }')
    const nodes = (data['partners'] as unknown as { nodes: { id: string; code: string }[] }).nodes
    const partnerId = nodes.find(({ code }) => code === 'kestrel')!.id
    const OFFERED = 'query ($partnerId: ID) { grantablePermissions(partnerId: $partnerId) }'
    const offered = async (id: string | null) =>
      (await admin.ask(OFFERED, { partnerId: id })).data['grantablePermissions'] as unknown as string[]
    const kestrel = await world.signIn('kestrel')
    expect(await offered(partnerId)).to.deep.equal((await kestrel.ask(OFFERED)).data['grantablePermissions'])
    expect(await offered(partnerId)).not.to.include('partner.write')
    expect(await offered(null)).to.include('partner.write')
    for (const id of ['0190f8a0-0000-7000-8000-000000000000', 'x']) expect(await offered(id), id).to.deep.equal([])
    await em().nativeUpdate(UserEntity, { username: 'kestrel' }, { status: 'INACTIVE' })
    expect(await offered(partnerId)).to.deep.equal([])
    await em().nativeUpdate(UserEntity, { username: 'kestrel' }, { status: 'ACTIVE' })
    // Not even of the own partner: who owns it asks for themselves.
    expect(codes(await kestrel.ask(OFFERED, { partnerId }))).to.deep.equal(['FORBIDDEN'])
  })

  it('must have a name, permissions of its owner and an end', async () => {
    const wrong: [object, string, string][] = [
      [{ name: '  ' }, 'INPUT_REQUIRED', 'name'],
      [{ name: 'x'.repeat(tokenLimits.nameCharacters + 1) }, 'INPUT_TOO_LONG', 'name'],
      [{ permissions: [] }, 'INPUT_REQUIRED', 'permissions'],
      [{ permissions: ['trust.write'] }, 'API_TOKEN_PERMISSION', 'permissions'],
      [{ permissions: ['certificate.read', 'nothing.read'] }, 'API_TOKEN_PERMISSION', 'permissions'],
      [{ days: 0 }, 'INPUT_RANGE', 'days'],
      [{ days: 366 }, 'INPUT_RANGE', 'days'],
    ]
    for (const [input, code, field] of wrong)
      expect(await make(northwind, input)).to.deep.include({ code, field: ['input', field] })
  })

  it(`is one of ${tokenLimits.live} live ones of a person, even when all are asked for at once`, async () => {
    const lumen = await world.signIn('lumen')
    const answers = await Promise.all(Array.from({ length: tokenLimits.live + 5 }, () => make(lumen)))
    expect(answers.filter(({ token }) => token)).to.have.length(tokenLimits.live)
    expect(answers.filter(({ code }) => code === 'API_TOKEN_TOO_MANY')).to.have.length(5)
    await lumen.ask(REVOKE, { id: answers.find(({ token }) => token)!.apiToken.id })
    expect((await make(lumen)).token).to.be.a('string')
  })

  it('costs one query, and one write a day', async () => {
    const { token } = await make(northwind)
    const { apiTokens } = world.house.account
    const statements = async (activity: 'person' | 'house') =>
      (await countStatements(() => apiTokens.principal(token, activity))).statements.map(text => text.split(' ', 1)[0])
    expect(await statements('house')).to.deep.equal(['select'])
    expect(await statements('person')).to.deep.equal(['select', 'update'])
    expect(await statements('person')).to.deep.equal(['select'])
    clock.advance(DAY)
    expect(await statements('person')).to.deep.equal(['select', 'update'])
    northwind = await world.signIn('northwind')
    admin = await world.signIn('admin')
  })

  it('that is unknown, expired, revoked or nonsense is answered alike: 401 with a challenge', async () => {
    const { token, apiToken } = await make(northwind)
    await northwind.ask(REVOKE, { id: apiToken.id })
    const answers = []
    for (const wrong of [newApiToken(), token, 'ptk_', 'nonsense', '', `${newApiToken()}x`]) {
      addresses++
      answers.push(
        await world.stranger().browser.send('POST', '/graphql', {
          headers: {
            'content-type': 'application/json',
            authorization: `Bearer ${wrong}`,
            'x-forwarded-for': `10.8.0.${addresses & 255}`,
          },
          body: JSON.stringify({ query: WHO }),
        }),
      )
    }
    for (const { status, headers, text } of answers) {
      expect(status).to.equal(401)
      expect(headers['www-authenticate']).to.match(/^Bearer .*error="invalid_token"/)
      expect(text).to.equal(answers[0]!.text)
    }
    expect(codes(JSON.parse(answers[0]!.text) as never)).to.deep.equal(['UNAUTHENTICATED'])
  })

  it('is judged alone where a session’s cookie comes with it', async () => {
    const { token } = await make(northwind)
    const both = (authorization: string) => admin.ask(WHO, undefined, { authorization, 'x-portico-portal': '' })
    expect((await both(`Bearer ${token}`)).data['viewer']).to.deep.include({ username: 'northwind' })
    expect((await both(`Bearer ${newApiToken()}`)).status).to.equal(401)
    // Another scheme is no token: a reverse proxy may ask for a password of its own.
    expect((await admin.ask(WHO, undefined, { authorization: 'Basic eDp5' })).data['viewer']).to.deep.include({
      username: 'admin',
    })
  })

  it('does not open the door to a browser of another site', async () => {
    const { token } = await make(northwind)
    const answer = await ask(token, WHO, { origin: 'https://evil.example' })
    expect(answer.status).to.equal(403)
  })

  it('fetches files as a session does, with 401 and a challenge when it is wrong', async () => {
    const { data } = await admin.ask('{ trustCertificates(first: 50, filter: { type: ROOT }) { nodes { id status } } }')
    const { nodes } = data['trustCertificates'] as unknown as { nodes: { id: string; status: string }[] }
    const { id } = nodes.find(({ status }) => !['EXPIRED', 'DISTRUSTED'].includes(status))!
    const { token } = await make(admin, { permissions: ['trust.read'] })
    const fetched = (value: string) =>
      world.stranger().browser.send('GET', `/files/trust-store/${id}.p7b`, { headers: { authorization: value } })
    expect((await fetched(`Bearer ${token}`)).status).to.equal(200)
    const refused = await fetched(`Bearer ${newApiToken()}`)
    expect(refused.status).to.equal(401)
    expect(refused.headers['www-authenticate']).to.match(/^Bearer/)
    expect(JSON.parse(refused.text)).to.deep.include({ code: 'UNAUTHENTICATED' })
    const { token: partners } = await make(northwind)
    expect((await fetched(`Bearer ${partners}`)).status).to.equal(403)
  })

  it('has a budget of points of its own', async () => {
    const budget = new PointsBudget(10)
    const spend = async (sessionId: string) => {
      const context = { principal: { sessionId }, memo: new Map() } as unknown as OperationContext
      return budget.spend(context, 10).then(
        () => 'spent',
        () => 'refused',
      )
    }
    const ids = [(await make(northwind)).apiToken.id, (await make(northwind)).apiToken.id]
    const outcomes = [await spend(ids[0]!), await spend(ids[0]!), await spend(ids[1]!)]
    expect(outcomes).to.deep.equal(['spent', 'refused', 'spent'])
  })

  it('is recorded when it is made and when it is revoked, by whom and for whom', async () => {
    const events = (await recorded(world.house.db)).filter(([event]) => event.startsWith('api-token.'))
    const made = events.find(([event]) => event === 'api-token.created')!
    expect(Object.keys(made[1])).to.have.members(['owner', 'days', 'permissions'])
    expect(events.some(([event]) => event === 'api-token.revoked')).to.equal(true)
    expect(JSON.stringify(events)).not.to.match(/ptk_|Nightly/)
  })

  it('that nobody knows may be tried so often from one address, and no more in parallel; a good one still passes', async () => {
    const { token } = await make(northwind)
    const home = { 'x-forwarded-for': '10.7.0.1' }
    expect((await ask(token, WHO, home)).status).to.equal(200)
    const answers = await Promise.all(Array.from({ length: 200 }, () => ask(newApiToken(), WHO, home)))
    const counted = Map.groupBy(answers, ({ status }) => status)
    expect([...counted.keys()].sort()).to.deep.equal([401, 429])
    expect(counted.get(401)).to.have.length(TOKENS_PER_ADDRESS)
    expect(codes(counted.get(429)![0]!)).to.deep.equal(['RATE_LIMITED'])
    expect((await ask(token, WHO, home)).status).to.equal(200)
    expect((await ask(newApiToken())).status).to.equal(401)
  })
})
