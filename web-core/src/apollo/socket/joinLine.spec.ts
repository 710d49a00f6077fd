import { expect } from 'chai'
import { createExchange, MOST_TABS, type TabPort } from './exchange.ts'
import { joinLine, type Keeper, type SharingOptions } from './joinLine.ts'
import type { FromTab, Line, LineListener, ToTab } from './line.ts'

/** Web Locks, as far as tabs and keepers use them: one holder at a time, the rest in a queue. */
function lockHouse(): SharingOptions['locks'] & { kill(prefix: string): void } {
  const held = new Map<string, { waiting: (() => void)[]; free: () => void }>()
  const request = (name: string, ...rest: unknown[]): Promise<unknown> => {
    const work = rest.at(-1) as () => unknown
    const { signal } = (rest.length > 1 ? rest[0] : {}) as { signal?: AbortSignal }
    return new Promise((done, fail) => {
      const run = () => {
        if (signal?.aborted) return
        const free = () => {
          const next = held.get(name)?.waiting.shift()
          if (!next) held.delete(name)
          else next()
        }
        held.set(name, { waiting: held.get(name)?.waiting ?? [], free })
        void Promise.resolve(work()).then(value => {
          free()
          done(value)
        }, fail)
      }
      signal?.addEventListener('abort', () => fail(new Error('aborted')))
      if (held.has(name)) held.get(name)!.waiting.push(run)
      else run()
    })
  }
  return {
    request: request as LockManager['request'],
    kill: prefix => {
      for (const [name, { free }] of held) if (name.startsWith(prefix)) free()
    },
  }
}

/** Keepers as workers would be, each behind a channel that delivers later, never at once. */
function world() {
  const locks = lockHouse()
  const exchanges = new Map<number, ReturnType<typeof createExchange>>()
  const sinks: Parameters<Line['subscribe']>[1][] = []
  const listeners: Omit<LineListener, 'onGone'>[] = []
  const keeper = (number: number): Keeper => {
    let exchange = exchanges.get(number)
    if (!exchange) {
      const lock = `line ${number}`
      void locks.request(lock, () => new Promise<never>(() => {}))
      exchange = createExchange({
        lock,
        open: listener => {
          listeners.push(listener)
          return { subscribe: (_, sink) => (sinks.push(sink as never), () => {}), leave() {} }
        },
        released: (name, signal) => locks.request(name, { signal }, () => {}) as Promise<void>,
      })
      exchanges.set(number, exchange)
    }
    const toTab: ((event: { data: ToTab }) => void)[] = []
    const fromTab: ((event: { data: FromTab }) => void)[] = []
    const far: TabPort = {
      postMessage: data => queueMicrotask(() => toTab.forEach(listener => listener({ data }))),
      addEventListener: (_, listener) => void fromTab.push(listener),
      start() {},
      close() {},
    }
    exchange.join(far)
    return {
      addEventListener() {},
      port: {
        postMessage: data => queueMicrotask(() => fromTab.forEach(listener => listener({ data }))),
        addEventListener: (_, listener) => void toTab.push(listener),
        start() {},
        close() {},
      },
    }
  }
  const told = { connected: 0, gone: 0 }
  const listener: LineListener = {
    onConnected: () => void told.connected++,
    onClosed() {},
    onGone: () => void told.gone++,
  }
  const join = (options: Partial<SharingOptions> = {}) =>
    joinLine(listener, { keeper, locks, patience: 60_000, ...options })
  return { locks, exchanges, sinks, listeners, told, join }
}
const settle = () => new Promise(done => setTimeout(done))
const payload = { query: 'subscription { news }' }

describe('a tab that joins a shared line', () => {
  it('asks, hears and ends through it', async () => {
    const { join, sinks } = world()
    const line = await join()
    const heard: unknown[] = []
    const end = line.subscribe(payload, { next: value => heard.push(value), error() {}, complete() {} })
    await settle()
    sinks[0]!.next({ data: { news: 1 } })
    await settle()
    end()
    sinks[0]!.next({ data: { news: 2 } })
    await settle()
    expect(heard).to.deep.equal([{ data: { news: 1 } }])
  })

  it('goes to the next keeper when one is full', async () => {
    const { join, exchanges } = world()
    for (let i = 0; i < MOST_TABS + 3; i++) await join()
    expect([...exchanges].map(([number, { tabs }]) => [number, tabs])).to.deep.equal([
      [1, MOST_TABS],
      [2, 3],
    ])
  })

  it('is gone from the keeper when it leaves', async () => {
    const { join, exchanges } = world()
    const line = await join()
    await join()
    line.leave()
    await settle()
    expect(exchanges.get(1)!.tabs).to.equal(1)
  })

  it('is noticed when it dies without a word', async () => {
    const { join, exchanges, locks } = world()
    await join()
    locks.kill('portico-tab')
    await settle()
    expect(exchanges.get(1)!.tabs).to.equal(0)
  })

  it('notices when the keeper dies', async () => {
    const { join, told, locks } = world()
    await join()
    await settle()
    expect(told.gone).to.equal(0)
    locks.kill('line 1')
    await settle()
    expect(told.gone).to.equal(1)
  })

  it('gives up on a keeper that does not answer or cannot be loaded', async () => {
    const { join } = world()
    const port = { postMessage() {}, addEventListener() {}, start() {}, close() {} }
    const silent = await join({ keeper: () => ({ port, addEventListener() {} }), patience: 1 }).catch(String)
    expect(silent).to.include('does not answer')
    const broken = await join({
      keeper: () => ({ port, addEventListener: (_, fail) => queueMicrotask(fail) }),
    }).catch(String)
    expect(broken).to.include('could not be loaded')
  })
})
