import { expect } from 'chai'
import { createClient, type Client } from 'graphql-ws'
import { WebSocket } from 'ws'
import { socketLimits } from '../platform/graphql/sockets.ts'
import { describeEach } from './test-database.ts'
import { openHouse, type Caller, type TestHouse } from './test-house.ts'

const CREATE = `mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) {
  ... on CreatedApiToken { token apiToken { id } } } }`
const subscription = 'subscription { trustStoreChanged { kind } }'

describeEach('a program’s socket', fresh => {
  let world: TestHouse
  let admin: Caller
  const clients: Client[] = []

  before(async () => {
    world = await openHouse(await fresh())
    admin = await world.signIn('admin')
  })
  afterEach(async () => {
    for (const client of clients.splice(0)) await client.dispose()
  })
  after(() => world?.close())

  const make = async (permissions = ['trust.read']): Promise<{ token: string; id: string }> => {
    const { data } = await admin.ask(CREATE, { input: { name: 'Listener', permissions, days: 1 } })
    const { token, apiToken } = data['createApiToken'] as unknown as { token: string; apiToken: { id: string } }
    return { token, id: apiToken.id }
  }
  /** As any program would: no cookie, no Origin, no portal. */
  const connect = (connectionParams: Record<string, unknown>, headers: Record<string, string> = {}) => {
    const Socket = class extends WebSocket {
      constructor(address: string, protocols: string | string[]) {
        super(address, protocols, { headers })
      }
    }
    const client = createClient({
      url: `${world.origin.replace('http', 'ws')}/graphql`,
      webSocketImpl: Socket,
      retryAttempts: 0,
      lazyCloseTimeout: 60_000,
      connectionParams,
    })
    clients.push(client)
    return client
  }
  const first = (client: Client, query: string) =>
    new Promise<unknown>((done, fail) => {
      client.subscribe({ query }, { next: done, error: fail, complete: () => done(null) })
    })
  const refusal = (client: Client, query = '{ viewer { id } }') =>
    first(client, query).then(
      () => undefined,
      (reason: unknown) => reason as { code?: number },
    )
  const happen = (kind = 'DISTRUSTED') =>
    world.house.bus.publish('trust-store', { kind, trustCertificateId: '0190f8a0-0000-7000-8000-000000000000' })
  const later = (milliseconds: number) => {
    const real = Date.now
    const moved = real() + milliseconds
    Date.now = () => moved
    return () => (Date.now = real)
  }

  it('is let in by the token in connection_init, and hears what the token may', async () => {
    const { token } = await make()
    const client = connect({ authorization: `Bearer ${token}` })
    expect(await first(client, '{ viewer { username } }')).to.have.nested.property('data.viewer.username', 'admin')
    const event = first(client, subscription)
    // The answer to a later operation says that the subscription before it is in place.
    await first(client, '{ viewer { id } }')
    happen()
    expect(await event).to.have.nested.property('data.trustStoreChanged.kind', 'DISTRUSTED')
  })

  it('is refused a subscription that its token does not cover', async () => {
    const { token } = await make(['dashboard.read'])
    const answer = await first(connect({ authorization: `Bearer ${token}` }), subscription).catch(
      (reason: unknown) => reason,
    )
    expect(JSON.stringify(answer)).to.include('FORBIDDEN')
  })

  it('is judged by the token alone, whatever cookie comes along', async () => {
    const cookie = { cookie: admin.browser.cookieHeader(), origin: world.origin }
    for (const authorization of ['Bearer ptk_wrong', 'Bearer', '', 'Basic eDp5', 7, null, { toString: 1 }]) {
      const failure = await refusal(connect({ portal: 'partner', authorization }, cookie))
      expect(failure?.code, JSON.stringify(authorization)).to.equal(4_403)
    }
    const { token } = await make(['dashboard.read'])
    const client = connect({ portal: 'partner', authorization: `Bearer ${token}` }, cookie)
    expect(await first(client, '{ viewer { permissions } }')).to.have.deep.nested.property('data.viewer.permissions', [
      'dashboard.read',
    ])
  })

  it('is refused to a browser of another site', async () => {
    const { token } = await make()
    const failure = await refusal(connect({ authorization: `Bearer ${token}` }, { origin: 'https://evil.example' }))
    expect(failure).to.not.equal(undefined)
  })

  it('hears no more once the token is revoked', async () => {
    const { token, id } = await make()
    const client = connect({ authorization: `Bearer ${token}` })
    const closed = new Promise<number>(done => client.on('closed', event => done((event as { code: number }).code)))
    const heard: unknown[] = []
    client.subscribe({ query: subscription }, { next: event => heard.push(event), error: () => {}, complete: () => {} })
    await first(client, '{ viewer { id } }')
    await admin.ask('mutation ($id: ID!) { revokeApiToken(id: $id) { __typename } }', { id })
    const back = later(socketLimits.recheckMilliseconds + 1)
    try {
      happen()
      expect(await closed).to.equal(4_403)
    } finally {
      back()
    }
    expect(heard).to.deep.equal([])
  })

  it(`is one of at most ${socketLimits.perSession} of its token`, async () => {
    const { token } = await make()
    for (let n = 0; n < socketLimits.perSession; n++)
      await first(connect({ authorization: `Bearer ${token}` }), '{ viewer { id } }')
    expect((await refusal(connect({ authorization: `Bearer ${token}` })))?.code).to.equal(4_403)
    const { token: other } = await make()
    expect(await refusal(connect({ authorization: `Bearer ${other}` }))).to.equal(undefined)
  })
})
