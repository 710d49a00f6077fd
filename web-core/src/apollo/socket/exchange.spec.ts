import { expect } from 'chai'
import { createExchange, MOST_TABS, type TabPort } from './exchange.ts'
import type { FromTab, Line, LineListener, ToTab } from './line.ts'

type Sink = Parameters<Line['subscribe']>[1]

/** A line that remembers what is asked through it, and a house of locks that somebody can let go of. */
function world() {
  const asked: { payload: unknown; sink: Sink; ended: boolean }[] = []
  const lines: Omit<LineListener, 'onGone'>[] = []
  const locks = new Map<string, () => void>()
  const line: Line = {
    subscribe(payload, sink) {
      const one = { payload, sink: sink as Sink, ended: false }
      asked.push(one)
      return () => void (one.ended = true)
    },
    leave() {},
  }
  const exchange = createExchange({
    lock: 'line',
    open: listener => {
      lines.push(listener)
      return line
    },
    released: lock => new Promise(done => locks.set(lock, done)),
  })
  const tab = (name: string) => {
    const heard: ToTab[] = []
    let listener: (event: { data: FromTab }) => void = () => {}
    let isClosed = false
    const port: TabPort = {
      postMessage: message => void heard.push(structuredClone(message)),
      addEventListener: (_, callback) => void (listener = callback),
      start() {},
      close: () => void (isClosed = true),
    }
    exchange.join(port)
    const say = (data: FromTab) => listener({ data })
    say({ type: 'hello', lock: name })
    return {
      heard,
      say,
      ask: (id: string) => say({ type: 'subscribe', id, payload: { query: `subscription { ${name}${id} }` } }),
      isClosed: () => isClosed,
    }
  }
  return { asked, lines, locks, exchange, tab }
}

describe('tabs that share a line', () => {
  it('open it once, however many they are', () => {
    const { tab, lines } = world()
    for (const name of ['a', 'b', 'c']) tab(name)
    expect(lines).to.have.length(1)
  })

  it('get each the answers to what it asked, though they number alike', () => {
    const { tab, asked } = world()
    const [a, b] = [tab('a'), tab('b')]
    a.ask('1')
    b.ask('1')
    asked[0]!.sink.next({ data: { for: 'a' } })
    asked[1]!.sink.next({ data: { for: 'b' } })
    expect(a.heard.at(-1)).to.deep.equal({ type: 'next', id: '1', value: { data: { for: 'a' } } })
    expect(b.heard.at(-1)).to.deep.equal({ type: 'next', id: '1', value: { data: { for: 'b' } } })
  })

  it('are all told of the line, one that comes later too', () => {
    const { tab, lines } = world()
    const a = tab('a')
    lines[0]!.onConnected()
    const b = tab('b')
    expect([a, b].map(one => one.heard.at(-1))).to.deep.equal([{ type: 'connected' }, { type: 'connected' }])
    lines[0]!.onClosed(true)
    expect(b.heard.at(-1)).to.deep.equal({ type: 'closed', isRefusal: true })
    expect(tab('c').heard).to.deep.equal([{ type: 'welcome', lock: 'line' }])
  })

  it('end what they asked without ending what another asked', () => {
    const { tab, asked } = world()
    const [a, b] = [tab('a'), tab('b')]
    a.ask('1')
    b.ask('1')
    a.say({ type: 'complete', id: '1' })
    expect(asked.map(({ ended }) => ended)).to.deep.equal([true, false])
    const before = a.heard.length
    asked[0]!.sink.next({ data: null })
    expect(a.heard).to.have.length(before)
  })

  for (const [way, go] of [
    ['says good-bye', (_: ReturnType<typeof world>, a: { say(m: FromTab): void }) => a.say({ type: 'bye' })],
    ['dies and lets go of its lock', ({ locks }: ReturnType<typeof world>) => locks.get('a')!()],
  ] as const)
    it(`leave nothing behind when one ${way}`, async () => {
      const here = world()
      const [a, b] = [here.tab('a'), here.tab('b')]
      a.ask('1')
      a.ask('2')
      b.ask('1')
      go(here, a)
      await Promise.resolve()
      expect(here.asked.map(({ ended }) => ended)).to.deep.equal([true, true, false])
      expect(here.exchange.tabs).to.equal(1)
      expect(a.isClosed()).to.equal(true)
      expect(b.isClosed()).to.equal(false)
    })

  it('are sent on when there is no room, and have it again when one goes', () => {
    const { tab, locks, exchange } = world()
    const all = Array.from({ length: MOST_TABS }, (_, i) => tab(String(i)))
    expect(tab('late').heard).to.deep.equal([{ type: 'full' }])
    expect(locks.has('late')).to.equal(false)
    all[0]!.say({ type: 'bye' })
    expect(tab('again').heard).to.deep.equal([{ type: 'welcome', lock: 'line' }])
    expect(exchange.tabs).to.equal(MOST_TABS)
  })

  it('hear of errors: those of an answer whole, an event only by code and reason', () => {
    const { tab, asked } = world()
    const a = tab('a')
    a.ask('1')
    a.ask('2')
    asked[0]!.sink.error([{ message: 'no', extensions: { code: 'FORBIDDEN' } }])
    asked[1]!.sink.error({ code: 4403, reason: 'over', target: () => {} })
    expect(a.heard.slice(-2)).to.deep.equal([
      { type: 'error', id: '1', error: [{ message: 'no', extensions: { code: 'FORBIDDEN' } }] },
      { type: 'error', id: '2', error: { code: 4403, reason: 'over' } },
    ])
  })

  it('may ask nothing before they are welcome', () => {
    const { exchange, asked } = world()
    let listener: (event: { data: FromTab }) => void = () => {}
    exchange.join({
      postMessage() {},
      addEventListener: (_, callback) => void (listener = callback),
      start() {},
      close() {},
    })
    listener({ data: { type: 'subscribe', id: '1', payload: { query: '{ a }' } } })
    expect(asked).to.deep.equal([])
  })
})
