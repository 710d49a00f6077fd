import { expect } from 'chai'
import { createClient, type Client } from 'graphql-ws'
import { WebSocket } from 'ws'
import { UserEntity } from '../../account/user.entity.ts'
import { unitOfWork } from '../../platform/database/database.ts'
import { newId } from '../../platform/ids/ids.ts'
import { describeEach } from '../../spec/test-database.ts'
import { openHouse, type Caller, type TestHouse } from '../../spec/test-house.ts'
import { noticesIssuedTopic, type NoticesIssued } from './notice-events.ts'
import { writeNotice } from './spec/issued.ts'

interface Update {
  added: { id: string; sequence: number }[]
  cursor: number
  unread: number
}

describeEach('the feed over a socket', fresh => {
  let world: TestHouse
  let admin: Caller
  const userId: Record<string, string> = {}
  const clients: Client[] = []

  before(async () => {
    // Nothing that looks by the clock ever looks: whatever arrives was woken.
    const real = globalThis.setInterval
    globalThis.setInterval = ((work: () => void) => real(work, 2 ** 31 - 1).unref()) as typeof setInterval
    try {
      world = await openHouse(await fresh())
    } finally {
      globalThis.setInterval = real
    }
    for (const row of await world.house.db.em().find(UserEntity, {})) userId[row.username] = row.id
    admin = await world.signIn('admin')
  })
  afterEach(async () => {
    for (const client of clients.splice(0)) await client.dispose()
  })
  after(() => world?.close())

  const connect = (caller: Caller) => {
    const Socket = class extends WebSocket {
      constructor(address: string, protocols: string | string[]) {
        super(address, protocols, { headers: { cookie: caller.browser.cookieHeader(), origin: world.origin } })
      }
    }
    const client = createClient({
      url: `${world.origin.replace('http', 'ws')}/graphql`,
      webSocketImpl: Socket,
      retryAttempts: 0,
      connectionParams: { portal: 'partner' },
    })
    clients.push(client)
    return client
  }
  const listen = (client: Client, after: number | null = null) => {
    const updates = client.iterate<{ noticeFeed: Update }>({
      query: 'subscription ($after: Int) { noticeFeed(after: $after) { added { id sequence } cursor unread } }',
      variables: { after },
    })
    return async () => {
      const { value } = await updates.next()
      expect(value.errors, JSON.stringify(value.errors)).to.equal(undefined)
      return value.data!.noticeFeed as Update
    }
  }
  /** As a run does: notices and the word that they are there, in one transaction. */
  const issue = (recipientId: string, n = 1) =>
    unitOfWork(world.house.db, async tx => {
      const runId = newId()
      const ids = Array.from({ length: n }, () => writeNotice(tx, runId, { recipientId }))
      world.house.bus.after(tx, noticesIssuedTopic, { runId } satisfies NoticesIssued)
      return ids
    }) as Promise<string[]>

  it('brings what was issued from its commit to the page without anybody looking by the clock', async () => {
    const next = listen(connect(admin))
    const first = await next()
    expect(first.added).to.deep.equal([])
    const waiting = next()
    const ids = await issue(userId['admin']!, 2)
    const update = await waiting
    expect(update.added.map(({ id }) => id).sort()).to.deep.equal([...ids].sort())
    expect(update).to.deep.include({ cursor: first.cursor + 2, unread: first.unread + 2 })
  })

  it('brings after a break what was missed, once, from the place that was told', async () => {
    const before = connect(admin)
    const { cursor } = await listen(before)()
    await before.dispose()
    const missed = await issue(userId['admin']!, 3)
    await world.house.events.drain()
    const next = listen(connect(admin), cursor)
    const update = await next()
    expect(update.added.map(({ id }) => id).sort()).to.deep.equal([...missed].sort())
    expect(update.added.map(({ sequence }) => sequence)).to.deep.equal([cursor + 1, cursor + 2, cursor + 3])
    const later = next()
    const [fresh] = await issue(userId['admin']!)
    expect((await later).added.map(({ id }) => id)).to.deep.equal([fresh])
  })

  it('tells other windows what was dismissed, seen or brought back in one', async () => {
    await issue(userId['admin']!)
    await world.house.events.drain()
    const next = listen(connect(admin))
    const { unread, cursor } = await next()
    const dismissed = next()
    const { data } = await admin.ask('mutation { answer: dismissNotices(input: {}) { ... on Dismissal { id } } }')
    expect(await dismissed).to.deep.equal({ added: [], cursor, unread: 0 })
    const restored = next()
    const { id } = data['answer']! as { id: string }
    await admin.ask('mutation ($id: ID!) { restoreNotices(dismissalId: $id) { __typename } }', { id })
    expect(await restored).to.deep.equal({ added: [], cursor, unread })
    const seen = next()
    await admin.ask('mutation ($upTo: Int!) { markNoticesSeen(upTo: $upTo) { unread } }', { upTo: cursor })
    expect(await seen).to.deep.equal({ added: [], cursor, unread: 0 })
  })

  it('tells nobody of what others are told', async () => {
    const [mine, theirs] = [listen(connect(admin)), listen(connect(await world.signIn('northwind')))]
    const place = (await theirs()).cursor
    await mine()
    const waiting = mine()
    const heard = theirs()
    await issue(userId['admin']!)
    await waiting
    const [own] = await issue(userId['northwind']!)
    expect((await heard).added).to.deep.equal([{ id: own, sequence: place + 1 }])
  })

  it('is for programs too, whose token may read notices', async () => {
    const input = { name: 'Spec', permissions: ['notice.read'], days: 1 }
    const { data } = await admin.ask(
      'mutation ($input: CreateApiTokenInput!) { made: createApiToken(input: $input) { ... on CreatedApiToken { token } } }',
      { input },
    )
    const { token } = data['made']! as { token: string }
    const client = createClient({
      url: `${world.origin.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionParams: { authorization: `Bearer ${token}` },
    })
    clients.push(client)
    const next = listen(client)
    await next()
    const waiting = next()
    const [id] = await issue(userId['admin']!)
    expect((await waiting).added.map(notice => notice.id)).to.deep.equal([id])
  })
})
