import type { FromTab, Line, LineListener, ToTab } from './line.ts'

/** A tab's end of its channel, as a `MessagePort` is. */
export interface TabPort {
  postMessage(message: ToTab): void
  addEventListener(type: 'message', listener: (event: { data: FromTab }) => void): void
  start(): void
  close(): void
}

export interface ExchangeOptions {
  /** Opens the one line; called for the first tab. */
  open: (listener: Omit<LineListener, 'onGone'>) => Line
  /** Name of the Web Lock that this exchange holds. */
  lock: string
  /** Resolves when nobody holds the lock any more, which says that its tab is gone; stops waiting by the signal. */
  released: (lock: string, signal: AbortSignal) => Promise<void>
}

/**
 * Tabs that share a line. The server allows 50 subscriptions on a socket (decisions §2), and a page has up to five.
 */
export const MOST_TABS = 10

interface Tab {
  /** What it asked for and has not ended, by its own numbers. */
  asked: Map<string, () => void>
  watch: AbortController
}

/**
 * Shares one line among tabs: passes on what each asks, gives each its own answers, and lets go of all that a tab has
 * asked when it says good-bye or dies.
 */
export function createExchange({ open, lock, released }: ExchangeOptions) {
  const tabs = new Map<TabPort, Tab>()
  let line: Line | undefined
  let connected = false

  const tell = (message: ToTab) => {
    for (const port of tabs.keys()) port.postMessage(message)
  }
  const listener = {
    onConnected() {
      connected = true
      tell({ type: 'connected' })
    },
    onClosed(isRefusal: boolean) {
      connected = false
      tell({ type: 'closed', isRefusal })
    },
  }

  const welcome = (port: TabPort, tabLock: string) => {
    if (tabs.has(port)) return
    if (tabs.size >= MOST_TABS) return port.postMessage({ type: 'full' })
    const watch = new AbortController()
    tabs.set(port, { asked: new Map(), watch })
    released(tabLock, watch.signal).then(
      () => leave(port),
      () => {},
    )
    line ??= open(listener)
    port.postMessage({ type: 'welcome', lock })
    if (connected) port.postMessage({ type: 'connected' })
  }

  const subscribe = (port: TabPort, id: string, payload: Parameters<Line['subscribe']>[0]) => {
    const asked = tabs.get(port)?.asked
    if (!line || !asked || asked.has(id)) return
    // An answer that was on its way when the tab ended it is for nobody.
    const answer = (message: ToTab, last: boolean) => {
      if (!asked.has(id)) return
      if (last) asked.delete(id)
      port.postMessage(message)
    }
    let end: (() => void) | undefined
    asked.set(id, () => end?.())
    end = line.subscribe(payload, {
      next: value => answer({ type: 'next', id, value }, false),
      error: error => answer({ type: 'error', id, error: cloneable(error) }, true),
      complete: () => answer({ type: 'complete', id }, true),
    })
  }

  const complete = (tab: Tab | undefined, id: string) => {
    const end = tab?.asked.get(id)
    tab?.asked.delete(id)
    end?.()
  }

  const leave = (port: TabPort) => {
    const tab = tabs.get(port)
    if (!tab) return
    tabs.delete(port)
    tab.watch.abort()
    for (const id of tab.asked.keys()) complete(tab, id)
    port.close()
  }

  return {
    /** Takes a new tab's channel; what comes through it first is its hello. */
    join(port: TabPort) {
      port.addEventListener('message', ({ data }) => {
        if (data.type === 'hello') welcome(port, data.lock)
        else if (data.type === 'subscribe') subscribe(port, data.id, data.payload)
        else if (data.type === 'complete') complete(tabs.get(port), data.id)
        else leave(port)
      })
      port.start()
    },
    /** How many tabs share it. */
    get tabs() {
      return tabs.size
    },
  }
}

/** Errors of the server's answer pass as they are; a closed socket's event only as its code and reason. */
function cloneable(error: unknown): unknown {
  if (Array.isArray(error)) return error
  const { code, reason } = (error ?? {}) as { code?: unknown; reason?: unknown }
  return { code: typeof code === 'number' ? code : 1006, reason: typeof reason === 'string' ? reason : '' }
}
