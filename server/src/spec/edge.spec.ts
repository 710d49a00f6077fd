import { expect } from 'chai'
import {
  GraphQLEnumType,
  GraphQLInputObjectType,
  GraphQLList,
  GraphQLNonNull,
  GraphQLScalarType,
  isInputObjectType,
  isObjectType,
  isUnionType,
  parse,
  type GraphQLInputType,
  type GraphQLOutputType,
  getNamedType,
} from 'graphql'
import { createClient } from 'graphql-ws'
import { WebSocket } from 'ws'
import { describeEach } from './test-database.ts'
import { documentLimits } from '../platform/graphql/document-limits.ts'
import { rootFields } from '../platform/graphql/schema.ts'
import { openHouse, type Caller, type TestHouse } from './test-house.ts'

/** A value of the type's form: enough to pass validation and reach the guard. */
function sample(type: GraphQLInputType): unknown {
  if (type instanceof GraphQLNonNull) return sample(type.ofType as GraphQLInputType)
  if (type instanceof GraphQLList) return []
  if (type instanceof GraphQLEnumType) return type.getValues()[0]!.name
  if (type instanceof GraphQLScalarType) return type.name === 'Int' ? 1 : '0190f8a0-0000-7000-8000-000000000000'
  if (isInputObjectType(type)) return sampleObject(type)
  return null
}
const sampleObject = (type: GraphQLInputObjectType) =>
  Object.fromEntries(
    Object.values(type.getFields())
      .filter(field => field.type instanceof GraphQLNonNull)
      .map(field => [field.name, sample(field.type)]),
  )

const selection = (type: GraphQLOutputType): string => {
  const named = getNamedType(type)
  return isObjectType(named) || isUnionType(named) ? ' { __typename }' : ''
}

describeEach('the GraphQL edge', fresh => {
  let world: TestHouse
  const callers: Record<string, Caller> = {}

  before(async () => {
    world = await openHouse(await fresh())
    callers['stranger'] = world.stranger()
    for (const username of [
      'admin',
      'policy',
      'northwind',
      'kestrel',
      'halden',
      'meridian',
      'lumen',
      'iriscore',
      'tallgrass',
      'oldharbour',
    ])
      callers[username] = await world.signIn(username)
  })
  after(() => world?.close())

  const code = (errors: { extensions: Record<string, unknown> }[] | undefined) => errors?.[0]?.extensions['code']

  /** Who may ask for what. Every root field stands here; a new one must be added on purpose. */
  const partners = ['northwind', 'kestrel', 'halden', 'meridian', 'lumen', 'iriscore', 'tallgrass', 'oldharbour']
  const everybody = ['admin', 'policy', ...partners]
  const allowed: Record<string, string[]> = {
    'Query.viewer': ['stranger', ...everybody],
    'Query.dashboard': everybody,
    'Query.trustCertificates': ['admin'],
    'Query.trustCertificate': ['admin'],
    'Query.partners': ['admin'],
    'Query.partner': ['admin', ...partners],
    'Query.myPartners': ['admin', ...partners],
    'Query.policyGroups': everybody,
    'Mutation.choosePolicyGroup': partners,
    'Mutation.deactivatePartner': ['admin'],
    'Mutation.reactivatePartner': ['admin'],
    'Subscription.partnerChanged': ['admin', ...partners],
    'Query.apiTokens': everybody,
    'Query.auditRecords': ['admin'],
    'Query.auditEvents': ['admin'],
    'Query.auditChain': ['admin'],
    'Query.terms': everybody,
    'Query.sessions': everybody,
    'Mutation.acceptTerms': everybody,
    'Mutation.updateProfile': everybody,
    'Mutation.changePassword': everybody,
    'Mutation.requestEmailChange': everybody,
    'Mutation.endSession': everybody,
    'Mutation.endOtherSessions': everybody,
    'Mutation.completeRegistration': everybody,
    'Query.grantablePermissions': everybody,
    'Mutation.createApiToken': everybody,
    'Mutation.revokeApiToken': everybody,
    'Query.partnerCertificate': ['admin', ...partners],
    'Mutation.checkPartnerCertificate': partners,
    'Mutation.uploadPartnerCertificate': partners,
    'Mutation.preflightCertificate': ['stranger', ...everybody],
    'Query.jobs': ['admin'],
    'Mutation.runJob': ['admin'],
    'Mutation.checkTrustCertificates': ['admin'],
    'Mutation.uploadTrustCertificates': ['admin'],
    'Mutation.distrustCertificate': ['admin'],
    'Mutation.trustCertificateAgain': ['admin'],
    'Subscription.trustStoreChanged': ['admin'],
    'Query.bell': everybody,
    'Query.notices': everybody,
    'Query.noticeCounts': everybody,
    'Query.weeklySummary': everybody,
    'Mutation.dismissNotices': everybody,
    'Mutation.restoreNotices': everybody,
    'Mutation.markNoticesSeen': everybody,
    'Subscription.noticeFeed': everybody,
    'Query.deadLetters': ['admin'],
    'Mutation.retryDeadLetter': ['admin'],
  }

  it('names for every root field who may ask', () => {
    expect(
      rootFields(world.house.schema)
        .map(({ path }) => path)
        .sort(),
    ).to.deep.equal(Object.keys(allowed).sort())
    for (const { path, allow } of rootFields(world.house.schema))
      expect(allow, path).to.match(/^(public|[a-z-]+\.[a-z]+)$/)
  })

  it('refuses every other kind of viewer, over HTTP', async () => {
    for (const { path, field } of rootFields(world.house.schema)) {
      const [type, name] = path.split('.')
      if (type === 'Subscription') continue
      const declared = field.args.filter(arg => arg.type instanceof GraphQLNonNull)
      const variables = Object.fromEntries(declared.map(arg => [arg.name, sample(arg.type)]))
      const head = declared.length > 0 ? `(${declared.map(arg => `$${arg.name}: ${String(arg.type)}`).join(', ')})` : ''
      const args = declared.length > 0 ? `(${declared.map(arg => `${arg.name}: $${arg.name}`).join(', ')})` : ''
      const document = `${type!.toLowerCase()} ${head} { ${name}${args}${selection(field.type)} }`
      for (const [who, caller] of Object.entries(callers)) {
        const { errors } = await caller.ask(document, variables)
        const expected = allowed[path]!.includes(who) ? undefined : who === 'stranger' ? 'UNAUTHENTICATED' : 'FORBIDDEN'
        expect(code(errors), `${who} asks ${path}: ${JSON.stringify(errors)}`).to.equal(expected)
      }
    }
  })

  it('says nothing of who may see what a policy manager may not: the figures are null', async () => {
    const { data } = await callers['policy']!.ask('{ dashboard { trustStore { roots } partners { active } } }')
    expect(data['dashboard']).to.deep.equal({ trustStore: null, partners: null })
  })

  it('counts on the dashboard what the lists it leads to count, in one statement', async () => {
    const { data } = await callers['admin']!.ask(`{
      dashboard { trustStore { roots intermediates rootsExpiring intermediatesExpiring } partners { active inactive } }
      roots: trustCertificates(first: 1, filter: { type: ROOT }) { totalCount { value } }
      intermediates: trustCertificates(first: 1, filter: { type: INTERMEDIATE }) { totalCount { value } }
      rootsExpiring: trustCertificates(first: 1, filter: { type: ROOT, status: EXPIRES_SOON }) { totalCount { value } }
      intermediatesExpiring: trustCertificates(first: 1, filter: { type: INTERMEDIATE, status: EXPIRES_SOON }) { totalCount { value } }
      active: partners(first: 1, filter: { status: ACTIVE }) { totalCount { value } }
      inactive: partners(first: 1, filter: { status: INACTIVE }) { totalCount { value } } }`)
    const { dashboard, ...lists } = data as unknown as { dashboard: { trustStore: object; partners: object } } & Record<
      string,
      { totalCount: { value: number } }
    >
    expect({ ...dashboard.trustStore, ...dashboard.partners }).to.deep.equal(
      Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, list.totalCount.value])),
    )
  })

  describe('refuses a document beyond its limits, before validating it', () => {
    const field = (n: number, make: (i: number) => string) => Array.from({ length: n }, (_, i) => make(i)).join(' ')
    const probes: Record<string, string> = {
      tokens: `{ ${field(documentLimits.tokens * 100, () => '__typename')} }`.slice(0, 99_000) + ' }',
      depth: `${'{ viewer '.repeat(documentLimits.depth + 1)} { id } ${'}'.repeat(documentLimits.depth + 1)}`,
      aliases: `{ ${field(documentLimits.aliases + 1, i => `a${i}: __typename`)} }`.replace('{ ', '{ viewer { ') + ' }',
      'root fields': `{ ${field(documentLimits.rootFields + 1, () => '__typename')} }`,
      directives: `{ viewer { ${field(21, () => 'id @include(if: true)')} } }`,
      'directives on one field': `{ viewer { id ${'@include(if: true) '.repeat(6)} } }`,
      fragments: `{ viewer { id } } ${field(documentLimits.fragments + 1, i => `fragment f${i} on Viewer { id }`)}`,
      'fragments that spread each other': `{ viewer { ...a } } fragment a on Viewer { ...b } fragment b on Viewer { ...a }`,
      '__schema twice': '{ a: __schema { queryType { name } } b: __schema { queryType { name } } }',
      characters: `{ viewer { id } } #${'x'.repeat(documentLimits.characters)}`,
    }
    for (const [what, document] of Object.entries(probes))
      it(what, async () => {
        const { errors, data } = await callers['admin']!.ask(document)
        expect(errors, what).to.have.length.greaterThan(0)
        expect(code(errors) ?? 'BAD_USER_INPUT').to.equal('BAD_USER_INPUT')
        expect(data ?? null).to.equal(null)
      })

    it('points: fine for a page of 100, too much with the impact of each', async () => {
      const page = (below: string) => `{ trustCertificates(first: 100) { nodes { issuedTo ${below} } } }`
      const { errors, extensions } = await callers['admin']!.ask(page('chain { issuedTo }'))
      expect(errors).to.equal(undefined)
      expect(extensions!.cost).to.be.within(100, 1_000)
      const huge = await callers['admin']!.ask(page('impact { partners } chain { impact { partners } }'))
      expect(code(huge.errors)).to.equal('BAD_USER_INPUT')
      expect(huge.errors![0]!.message).to.match(/points/)
    })

    it('but lets the standard introspection through where it is on', async () => {
      const { getIntrospectionQuery } = await import('graphql')
      const { errors } = await callers['stranger']!.ask(getIntrospectionQuery())
      expect(errors).to.equal(undefined)
    })
  })

  it('names no field of the schema in what it refuses', async () => {
    const { errors } = await callers['admin']!.ask('{ viewer { usernam } }')
    expect(errors![0]!.message).not.to.match(/did you mean/i)
  })

  it('masks what it did not expect, with a reference and no text', async () => {
    await world.house.db.em().execute('alter table trust_certificate_event rename to away')
    try {
      const { errors } = await callers['admin']!.ask('{ trustCertificates(first: 1) { nodes { history { at } } } }')
      expect(errors![0]!.extensions['code']).to.equal('INTERNAL')
      expect(errors![0]!.extensions['reference']).to.match(/^[0-9a-f-]{36}$/)
      expect(JSON.stringify(errors)).not.to.match(/away|table|select|\.ts/i)
    } finally {
      await world.house.db.em().execute('alter table away rename to trust_certificate_event')
    }
  })

  describe('refuses requests that another site may have caused', () => {
    const document = '{ viewer { id } }'
    const refused: Record<string, Record<string, string>> = {
      'another origin': { origin: 'https://evil.example' },
      'a cross-site fetch': { 'sec-fetch-site': 'cross-site' },
      'a same-site but other origin': { 'sec-fetch-site': 'same-site' },
      'no portal header with a session cookie': { 'x-portico-portal': '' },
      'a form': { 'content-type': 'application/x-www-form-urlencoded' },
      'plain text': { 'content-type': 'text/plain' },
      multipart: { 'content-type': 'multipart/form-data; boundary=x' },
    }
    for (const [what, headers] of Object.entries(refused))
      it(what, async () => {
        const { status, data } = await callers['admin']!.ask(document, undefined, headers)
        expect(status).to.be.within(400, 499)
        expect(data?.['viewer'] ?? null).to.equal(null)
      })

    it('a GET', async () => {
      const answer = await callers['admin']!.browser.send('GET', `/graphql?query=${encodeURIComponent(document)}`, {
        headers: { accept: 'application/json' },
      })
      expect(answer.text).not.to.include('"viewer"')
    })
  })

  describe('over the WebSocket', () => {
    const connect = (options: { cookie?: string; origin?: string; portal?: string }) => {
      const Socket = class extends WebSocket {
        constructor(address: string, protocols: string | string[]) {
          super(address, protocols, {
            headers: {
              ...(options.cookie ? { cookie: options.cookie } : {}),
              ...(options.origin ? { origin: options.origin } : {}),
            },
          })
        }
      }
      return createClient({
        url: `${world.origin.replace('http', 'ws')}/graphql`,
        webSocketImpl: Socket,
        retryAttempts: 0,
        connectionParams: options.portal ? { portal: options.portal } : {},
      })
    }
    const once = (client: ReturnType<typeof createClient>, query: string) =>
      new Promise<unknown>((done, fail) => {
        client.subscribe(
          { query },
          {
            next: result => {
              done(result)
              void client.dispose()
            },
            error: reason => {
              fail(reason as Error)
              void client.dispose()
            },
            complete: () => done(null),
          },
        )
      })
    const subscription = 'subscription { trustStoreChanged { kind certificate { id status } } }'

    it('answers a query with a session and the portal named', async () => {
      const client = connect({
        cookie: callers['admin']!.browser.cookieHeader(),
        origin: world.origin,
        portal: 'partner',
      })
      expect(await once(client, '{ viewer { username } }')).to.have.nested.property('data.viewer.username', 'admin')
    })

    for (const [what, options] of Object.entries({
      'without a session': () => ({ origin: world.origin, portal: 'partner' }),
      'without the portal': () => ({ origin: world.origin, cookie: callers['admin']!.browser.cookieHeader() }),
      'from another site': () => ({
        origin: 'https://evil.example',
        cookie: callers['admin']!.browser.cookieHeader(),
        portal: 'partner',
      }),
      'with the cookie of another portal': () => ({
        origin: world.origin,
        cookie: callers['admin']!.browser.cookieHeader(),
        portal: 'resident',
      }),
    }))
      it(`refuses a socket ${what}`, async () => {
        const failure = await once(connect(options()), '{ viewer { id } }').then(
          () => undefined,
          reason => reason as object,
        )
        expect(failure).not.to.equal(undefined)
      })

    it('refuses the wrong role a subscription', async () => {
      const client = connect({
        cookie: callers['northwind']!.browser.cookieHeader(),
        origin: world.origin,
        portal: 'partner',
      })
      const failure = await once(client, subscription).catch(reason => reason as unknown)
      expect(JSON.stringify(failure)).to.include('FORBIDDEN')
    })

    it('tells of a change after its commit, and nothing of a refusal', async () => {
      const { data } = await callers['admin']!.ask(
        '{ trustCertificates(first: 1, filter: { type: ROOT, domain: MISP }) { nodes { id } } }',
      )
      const { id } = (data['trustCertificates']! as { nodes: { id: string }[] }).nodes[0]!
      const client = connect({
        cookie: callers['admin']!.browser.cookieHeader(),
        origin: world.origin,
        portal: 'partner',
      })
      const opened = Promise.withResolvers<void>()
      client.on('connected', () => opened.resolve())
      const event = once(client, subscription)
      await opened.promise
      const distrust =
        'mutation ($input: DistrustCertificateInput!) { distrustCertificate(input: $input) { __typename } }'
      await callers['admin']!.ask(distrust, { input: { id, reason: '' } })
      await callers['admin']!.ask(distrust, { input: { id, reason: 'Spec' } })
      expect(await event).to.deep.equal({
        data: { trustStoreChanged: { kind: 'DISTRUSTED', certificate: { id, status: 'DISTRUSTED' } } },
      })
    })
  })

  it('lets cookie callers send only the portals’ own operations in production', async () => {
    const { Admission } = await import('../platform/graphql/admission.ts')
    const { fingerprint } = await import('../platform/graphql/trusted-documents.ts')
    const own = fingerprint(parse('query Viewer { viewer { id } }'))
    const admission = new Admission({ has: document => fingerprint(document) === own, size: 1 }, true)
    expect(admission.admit('query Viewer {\n  viewer { id __typename }\n}', null).trusted).to.equal(true)
    expect(() => admission.admit('query Viewer { viewer { username } }', null)).to.throw(/operations of the portals/)
  })
})
