import type { FromTab, Line, LineListener, ToTab } from './line.ts'

type Sink = Parameters<Line['subscribe']>[1]

/** The part of a `SharedWorker` that is used. */
export interface Keeper {
  readonly port: {
    postMessage(message: FromTab): void
    addEventListener(type: 'message', listener: (event: { data: ToTab }) => void): void
    start(): void
    close(): void
  }
  addEventListener(type: 'error', listener: () => void): void
}

export interface SharingOptions {
  /** The keeper of the line with this number; the same for every tab of the session. */
  keeper: (number: number) => Keeper
  locks: Pick<LockManager, 'request'>
  /** Milliseconds a keeper has to answer the first word. */
  patience: number
}

/** The server allows a session 20 sockets (decisions §2): further tabs go without a shared one. */
const MOST_KEEPERS = 20

/** Asks one keeper after the other for room, and takes the line of the first that has some. */
export async function joinLine(listener: LineListener, options: SharingOptions): Promise<Line> {
  const alive = new AbortController()
  try {
    const lock = await holdLock(options.locks, alive.signal)
    for (let number = 1; number <= MOST_KEEPERS; number++) {
      const line = await knock(options.keeper(number), lock, listener, alive, options)
      if (line) return line
    }
    throw new Error('Every shared line is full')
  } catch (error) {
    alive.abort()
    throw error
  }
}

/** Holds a lock of a new name until the signal, and answers with the name once it is held. */
function holdLock(locks: SharingOptions['locks'], signal: AbortSignal): Promise<string> {
  const name = `portico-tab ${crypto.randomUUID()}`
  return new Promise((held, failed) => {
    locks
      .request(name, () => {
        held(name)
        return new Promise<void>(done => signal.addEventListener('abort', () => done()))
      })
      .catch(failed)
  })
}

/** Undefined when the keeper has no room. */
function knock(
  keeper: Keeper,
  lock: string,
  listener: LineListener,
  alive: AbortController,
  { locks, patience }: SharingOptions,
): Promise<Line | undefined> {
  const { port } = keeper
  const sinks = new Map<string, Sink>()
  let last = 0

  const line: Line = {
    subscribe(payload, sink) {
      const id = String(++last)
      sinks.set(id, sink as Sink)
      port.postMessage({ type: 'subscribe', id, payload })
      return () => {
        if (sinks.delete(id)) port.postMessage({ type: 'complete', id })
      }
    },
    leave() {
      sinks.clear()
      port.postMessage({ type: 'bye' })
      port.close()
      alive.abort()
    },
  }

  return new Promise((join, fail) => {
    const late = setTimeout(() => {
      port.postMessage({ type: 'bye' })
      fail(new Error('The shared line does not answer'))
    }, patience)
    keeper.addEventListener('error', () => {
      clearTimeout(late)
      fail(new Error('The shared line could not be loaded'))
    })
    port.addEventListener('message', ({ data }) => {
      if (data.type === 'welcome' || data.type === 'full') clearTimeout(late)
      switch (data.type) {
        case 'welcome':
          join(line)
          // Nobody answers for a worker that died; its lock tells.
          locks.request(data.lock, { signal: alive.signal }, () => listener.onGone()).catch(() => {})
          break
        case 'full':
          port.close()
          join(undefined)
          break
        case 'connected':
          listener.onConnected()
          break
        case 'closed':
          listener.onClosed(data.isRefusal)
          break
        case 'next':
          sinks.get(data.id)?.next(data.value as Parameters<Sink['next']>[0])
          break
        default: {
          const sink = sinks.get(data.id)
          sinks.delete(data.id)
          if (data.type === 'error') sink?.error(data.error)
          else sink?.complete()
        }
      }
    })
    port.start()
    port.postMessage({ type: 'hello', lock })
  })
}
