import { connect as dial } from 'node:net'
import { once } from 'node:events'
import { expect } from 'chai'
import { WebSocket } from 'ws'
import { SessionEntity } from '../account/session.entity.ts'
import { UserEntity, UserRoleEntity } from '../account/user.entity.ts'
import { FakeClock } from '../platform/clock/clock.ts'
import { socketLimits } from '../platform/graphql/sockets.ts'
import { describeEach } from './test-database.ts'
import { openHouse, type Caller, type TestHouse } from './test-house.ts'

interface Message {
  type: string
  id?: string
  payload?: unknown
}

/** One socket, driven message by message, as a hostile client would. */
class Line {
  readonly socket: WebSocket
  readonly messages: Message[] = []
  #heard = Promise.withResolvers<void>()
  closed: { code: number; reason: string } | undefined

  constructor(origin: string, cookie: string) {
    this.socket = new WebSocket(`${origin.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
      headers: { cookie, origin },
    })
    const hear = () => {
      this.#heard.resolve()
      this.#heard = Promise.withResolvers()
    }
    this.socket.on('message', data => {
      this.messages.push(JSON.parse(String(data)) as Message)
      hear()
    })
    this.socket.on('close', (code, reason) => {
      this.closed = { code, reason: String(reason) }
      hear()
    })
    this.socket.on('error', hear)
  }

  send(message: unknown): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message))
  }

  /** The first message that fits; rejects when the socket closes before. */
  async next(fits: (message: Message) => boolean): Promise<Message> {
    for (;;) {
      const found = this.messages.find(fits)
      if (found) return found
      if (this.closed) throw new Error(`closed: ${this.closed.code} ${this.closed.reason}`)
      await this.#heard.promise
    }
  }

  async end(): Promise<{ code: number; reason: string }> {
    while (!this.closed) await this.#heard.promise
    return this.closed
  }

  async ready(portal: unknown = 'partner', more: object = {}): Promise<this> {
    if (this.socket.readyState !== WebSocket.OPEN) await once(this.socket, 'open')
    this.send({ type: 'connection_init', payload: { portal, ...more } })
    await this.next(({ type }) => type === 'connection_ack')
    return this
  }
}

const subscription = 'subscription { trustStoreChanged { kind } }'

describeEach('a socket', fresh => {
  let world: TestHouse
  let admin: Caller
  const clock = new FakeClock(new Date())
  const lines: Line[] = []

  before(async () => {
    world = await openHouse(await fresh(), { clock })
    admin = await world.signIn('admin')
  })
  afterEach(async () => {
    for (const line of lines.splice(0)) {
      line.socket.terminate()
      await line.end()
    }
  })
  after(() => world?.close())

  const line = () => {
    const opened = new Line(world.origin, admin.browser.cookieHeader())
    lines.push(opened)
    return opened
  }
  const alive = async () => expect((await admin.ask('{ viewer { username } }')).data['viewer']).to.be.an('object')
  const port = () => Number(new URL(world.origin).port)
  const happen = (kind = 'DISTRUSTED') =>
    world.house.bus.publish('trust-store', { kind, trustCertificateId: '0190f8a0-0000-7000-8000-000000000000' })

  it('is refused at addresses that are no address, and the house goes on', async () => {
    for (const address of ['//', 'http://[', '/\\', '*', '/graphql/..', '/other']) {
      const socket = dial(port(), '127.0.0.1')
      socket.write(
        `GET ${address} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
      )
      const [answer] = (await once(socket, 'data')) as [Buffer]
      expect(String(answer), address).to.match(/^HTTP\/1\.1 40[04]/)
      socket.destroy()
    }
    await alive()
  })

  it('whose caller hangs up on a refusal does not end the process', async () => {
    for (let n = 0; n < 20; n++) {
      const socket = dial(port(), '127.0.0.1')
      socket.on('error', () => undefined)
      await once(socket, 'connect')
      socket.write('GET /other HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
      socket.resetAndDestroy()
      await once(socket, 'close')
    }
    await alive()
  })

  it('that sends what is no message is closed without a word about our side', async () => {
    const wrong: unknown[] = [
      'no JSON',
      'null',
      '[]',
      '{}',
      { type: 'connection_init', payload: 5 },
      { type: 'subscribe', id: '1', payload: { query: '{ viewer { id } }' } },
      { type: 'unheard-of' },
      { type: 'connection_init', payload: { portal: { toString: 1 }, language: { toString: 1 } } },
    ]
    for (const message of wrong) {
      const opened = line()
      await once(opened.socket, 'open')
      opened.send(message)
      const { code, reason } = await opened.end()
      expect(code, JSON.stringify(message)).to.be.within(4_400, 4_500)
      expect(reason).not.to.match(/select|session|toString|primitive/i)
    }
    await alive()
  })

  it('gets no answer and no crash from operations of a wrong form', async () => {
    for (const payload of [
      { query: 5 },
      { query: '{ viewer { id } }', variables: 'text' },
      { query: '{ viewer { id } }', variables: [1] },
      { query: '{ viewer { id } }', operationName: 7 },
      { query: '{ viewer { id } }', operationName: 'Other' },
      { query: 'query A { viewer { id } } query B { viewer { id } }' },
      { query: 'fragment f on Viewer { id }' },
      { query: '{ viewer { ...f } } fragment f on Viewer { ...f }' },
      { query: 'query ($first: Int) { trustCertificates(first: $first) { nodes { id } } }', variables: { first: 'x' } },
      { query: 'query ($first: Int!) { trustCertificates(first: $first) { nodes { id } } }' },
      { query: 'query ($toString: Int) { viewer { id } }', variables: { __proto__: 1 } },
    ]) {
      const opened = await line().ready()
      opened.send({ type: 'subscribe', id: '1', payload })
      const answer = await opened.next(({ id }) => id === '1').catch((error: Error) => error.message)
      const said = JSON.stringify(answer)
      expect(said, JSON.stringify(payload)).not.to.match(/INTERNAL|\.ts:|node_modules/)
    }
    await alive()
  })

  it('gives a place back for every operation that could not run', async () => {
    const opened = await line().ready()
    const documents = ['query A { viewer { id } } query B { viewer { id } }', '{ nothing }', '{', '{ viewer { id } }']
    for (let n = 0; n < socketLimits.subscriptions + 5; n++) {
      const id = String(n)
      opened.send({ type: 'subscribe', id, payload: { query: documents[n % documents.length] } })
      await opened.next(message => message.id === id && message.type !== 'next')
    }
    opened.send({ type: 'subscribe', id: 'last', payload: { query: '{ viewer { username } }' } })
    expect((await opened.next(({ id }) => id === 'last')).type).to.equal('next')
  })

  it(`holds ${socketLimits.subscriptions} subscriptions and no more`, async () => {
    const opened = await line().ready()
    for (let n = 0; n <= socketLimits.subscriptions; n++)
      opened.send({ type: 'subscribe', id: String(n), payload: { query: subscription } })
    const refused = await opened.next(({ type }) => type === 'error')
    expect(refused.id).to.equal(String(socketLimits.subscriptions))
    expect(JSON.stringify(refused)).to.include('RATE_LIMITED')
  })

  it(`is one of at most ${socketLimits.perSession} of its session, however the others ended`, async () => {
    for (let n = 0; n < socketLimits.perSession * 2; n++) {
      const opened = line()
      await once(opened.socket, 'open')
      opened.send({ type: 'connection_init', payload: { portal: 'partner' } })
      opened.socket.terminate()
      await opened.end()
    }
    await alive()
    for (let n = 0; n < socketLimits.perSession; n++) await line().ready()
    const failure = await line()
      .ready()
      .catch((error: Error) => error.message)
    expect(failure).to.match(/4403/)
  })

  it('that talks without pause is closed, and then cut off', async () => {
    const opened = await line().ready()
    for (let n = 0; n < socketLimits.messagesPerMinute * 2; n++) opened.send({ type: 'pong' })
    expect((await opened.end()).code).to.be.oneOf([4_400, 1_006])
  })

  describe('with a subscription', () => {
    const later = (milliseconds: number) => {
      const real = Date.now
      const moved = real() + milliseconds
      Date.now = () => moved
      return () => (Date.now = real)
    }
    const subscribed = async () => {
      const opened = await line().ready()
      opened.send({ type: 'subscribe', id: 's', payload: { query: subscription } })
      opened.send({ type: 'subscribe', id: 'q', payload: { query: '{ viewer { id } }' } })
      await opened.next(({ id, type }) => id === 'q' && type === 'complete')
      return opened
    }

    it('hears no more once the permission is gone', async () => {
      const opened = await subscribed()
      const em = world.house.db.em()
      const user = await em.findOneOrFail(UserEntity, { username: 'admin' })
      await em.nativeDelete(UserRoleEntity, { user: user.id })
      const back = later(socketLimits.recheckMilliseconds + 1)
      try {
        happen()
        expect((await opened.end()).code).to.equal(4_403)
        expect(JSON.stringify(opened.messages)).not.to.include('DISTRUSTED')
      } finally {
        back()
        await em.insert(UserRoleEntity, { user: user.id, role: 'PARTNER_ADMIN' })
      }
    })

    it('does not keep its session young by listening', async () => {
      const opened = await subscribed()
      const em = world.house.db.em()
      const before = (await em.fork().findAll(SessionEntity)).map(session => session.lastSeenAt.getTime())
      clock.advance(120_000)
      const back = later(socketLimits.recheckMilliseconds + 1)
      try {
        happen('UPLOADED')
        await opened.next(({ id, type }) => id === 's' && type === 'next')
      } finally {
        back()
      }
      expect((await em.fork().findAll(SessionEntity)).map(session => session.lastSeenAt.getTime())).to.deep.equal(
        before,
      )
    })

    it('is closed without a word about our side when the session cannot be asked for', async () => {
      const opened = await subscribed()
      await world.house.db.em().execute('alter table session rename to away')
      const back = later(socketLimits.recheckMilliseconds + 1)
      try {
        happen()
        const { code, reason } = await opened.end()
        expect(code).to.equal(4_500)
        expect(reason).not.to.match(/session|table|select/i)
        const other = line()
        await once(other.socket, 'open')
        other.send({ type: 'connection_init', payload: { portal: 'partner' } })
        expect((await other.end()).reason).not.to.match(/session|table|select/i)
      } finally {
        back()
        await world.house.db.em().execute('alter table away rename to session')
      }
    })
  })
})
