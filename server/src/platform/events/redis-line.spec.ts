import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { expect } from 'chai'
import { Redis } from 'ioredis'
import type { Logger } from '../log/log.ts'
import { createBus, type Bus } from './bus.ts'
import { RedisLine, type RedisLineOptions } from './redis-line.ts'
import { Gateway } from './spec/gateway.ts'

const url = process.env['TEST_REDIS_URL']

/** One server of a house: its bus, its line, what it heard, how often it made up for a break, and what it logged. */
class Server {
  readonly line: RedisLine
  readonly bus: Bus
  readonly heard: unknown[] = []
  readonly logged: string[] = []
  resyncs = 0

  constructor(options: Omit<RedisLineOptions, 'log'>) {
    const keep = (facts: unknown, text?: unknown) => void this.logged.push(JSON.stringify([facts, text]))
    this.line = new RedisLine({ ...options, log: { warn: keep, info: keep } as unknown as Logger })
    const bus = createBus({ line: this.line })
    this.bus = bus
    bus.onResync(() => (this.resyncs += 1))
    void (async () => {
      for await (const payload of bus.subscribe('a')) this.heard.push(payload)
    })()
  }

  tell(payload: unknown): Promise<void> {
    return this.bus.tell({ id: randomUUID(), topic: 'a', payload })
  }

  async up(): Promise<this> {
    await until(() => this.line.up)
    return this
  }
}

const until = async (so: () => boolean): Promise<void> => {
  while (!so()) await new Promise(setImmediate)
}

describe('the line by Redis', () => {
  if (!url) {
    it('runs when TEST_REDIS_URL names a server', function () {
      this.skip()
    })
    return
  }
  const servers: Server[] = []
  const gateways: Gateway[] = []
  let channel: string

  beforeEach(() => (channel = `spec:${randomUUID()}`))
  afterEach(async () => {
    for (const { line } of servers.splice(0)) await line.close()
    for (const gateway of gateways.splice(0)) await gateway.close()
  })

  const server = (more: Partial<RedisLineOptions> = {}): Server => {
    const made = new Server({ url, channel, ...more })
    servers.push(made)
    return made
  }
  const behind = async (): Promise<{ gateway: Gateway; way: string }> => {
    const gateway = await Gateway.to(new URL(url))
    gateways.push(gateway)
    return { gateway, way: Object.assign(new URL(url), { hostname: '127.0.0.1', port: String(gateway.port) }).href }
  }

  it('lets all servers hear each event exactly once, their own at once', async () => {
    const all = await Promise.all([server(), server(), server()].map(one => one.up()))
    const told = all.flatMap((_, n) => Array.from({ length: 200 }, (_, m) => `${n}.${m}`))
    const own = all.map((one, n) => {
      const telling = told.filter(name => name.startsWith(`${n}.`)).map(name => one.tell(name))
      return Promise.all(telling)
    })
    await Promise.all(own)
    // What one connection tells is heard in order: after these, nothing is still on its way.
    for (const one of all) await one.tell('end')
    await until(() => all.every(({ heard }) => heard.filter(name => name === 'end').length === 3))
    for (const { heard } of all) expect(heard.filter(name => name !== 'end').sort()).to.deep.equal(told.toSorted())
    expect(all.map(({ resyncs }) => resyncs)).to.deep.equal([0, 0, 0])
  })

  it('carries nothing to another house on the same Redis', async () => {
    const [one, other] = [await server().up(), await server({ channel: `${channel}-other` }).up()]
    await one.tell('mine')
    await other.tell('its own')
    await until(() => other.heard.length > 0)
    expect(other.heard).to.deep.equal(['its own'])
  })

  it('ignores what is no event', async () => {
    const one = await server().up()
    const stranger = new Redis(url)
    for (const text of ['{', 'null', '7', '{"id":1,"topic":"a"}', '{"topic":"a"}'])
      await stranger.publish(channel, text)
    await stranger.quit()
    await one.tell('good')
    await until(() => one.heard.length > 0)
    expect(one.heard).to.deep.equal(['good'])
  })

  it('that is cut leaves its server hearing itself; warns once; once mended, both sides make up for it', async () => {
    const { gateway, way } = await behind()
    const [cut, other] = [await server({ url: way }).up(), await server().up()]
    gateway.cut()
    await until(() => !cut.line.up)
    await cut.tell('alone')
    await cut.tell('still alone')
    await until(() => cut.heard.length === 2)
    await other.tell('elsewhere')
    gateway.mend()
    await cut.up()
    await until(() => other.resyncs > 0)
    expect([cut.resyncs, other.resyncs]).to.deep.equal([1, 1])
    await other.tell('again')
    await until(() => cut.heard.length === 3)
    expect(cut.heard).to.deep.equal(['alone', 'still alone', 'again'])
    expect(other.heard).to.deep.equal(['elsewhere', 'again'])
    expect(cut.logged).to.have.length(2)
    expect(cut.logged[0]).to.match(/Redis is away/)
    expect(other.logged).to.deep.equal([])
  })

  it('that broke while its server had nothing to tell disturbs no other', async () => {
    const { gateway, way } = await behind()
    const [cut, other] = [await server({ url: way }).up(), await server().up()]
    gateway.cut()
    await until(() => !cut.line.up)
    gateway.mend()
    await cut.up()
    await cut.tell('end')
    await until(() => other.heard.length === 1)
    expect([cut.resyncs, other.resyncs]).to.deep.equal([1, 0])
  })

  it('that falls silent is noticed by who tells, and holds nobody up after that', async () => {
    const { gateway, way } = await behind()
    const one = await server({ url: way, patience: 100, pulse: 3_600_000 }).up()
    gateway.silence()
    await one.tell('into the dark')
    expect(one.heard).to.deep.equal(['into the dark'])
    expect(one.line.up).to.equal(false)
    gateway.mend()
    await one.up()
    expect(one.resyncs).to.equal(1)
  })

  it('that falls silent is noticed while nobody tells anything', async () => {
    const { gateway, way } = await behind()
    const one = await server({ url: way, patience: 50, pulse: 5 }).up()
    gateway.silence()
    await until(() => !one.line.up)
    gateway.mend()
    await one.up()
    expect(one.resyncs).to.equal(1)
  })

  it('that is not there at first does not keep the house from working', async () => {
    const { gateway, way } = await behind()
    gateway.cut()
    const one = server({ url: way })
    await one.tell('alone')
    expect(one.line.up).to.equal(false)
    await until(() => one.heard.length === 1)
    gateway.mend()
    await one.up()
    expect(one.resyncs).to.equal(1)
  })

  it('says which problem it has, and no secret', async () => {
    const one = server({ url: Object.assign(new URL(url), { password: 'wrong-secret' }).href })
    await until(() => one.logged.length > 0)
    expect(one.logged[0]).to.match(/"problem":"WRONGPASS"/)
    expect(one.logged.join()).not.to.include('wrong-secret')
  })

  it('comes back when Redis was killed and started again', async function () {
    if (spawnSync('redis-server', ['--version']).status !== 0) return this.skip()
    const { gateway } = await behind()
    const { port } = gateway
    await gateway.close()
    gateways.pop()
    const launch = () =>
      spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', tmpdir()], {
        stdio: 'ignore',
      })
    const kill = async (child: ChildProcess) => {
      child.kill('SIGKILL')
      await once(child, 'close')
    }
    let redis = launch()
    try {
      const own = { url: `redis://127.0.0.1:${port}` }
      const [one, other] = [server(own), server(own)]
      await Promise.all([one.up(), other.up()])
      const before = [one.resyncs, other.resyncs]
      await kill(redis)
      await until(() => !one.line.up && !other.line.up)
      await one.tell('alone')
      await until(() => one.heard.length === 1)
      redis = launch()
      await Promise.all([one.up(), other.up()])
      expect(one.resyncs).to.equal(before[0]! + 1)
      expect(other.resyncs).to.be.greaterThan(before[1]!)
      await one.tell('together')
      await until(() => other.heard.length === 1)
      expect([one.heard, other.heard]).to.deep.equal([['alone', 'together'], ['together']])
    } finally {
      await kill(redis)
    }
  })
})
