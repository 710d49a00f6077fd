import { createExchange, type TabPort } from './exchange.ts'
import { openSocket } from './ownSocket.ts'

/** The part of SharedWorkerGlobalScope used here: its types and the page's do not go together. */
const scope = globalThis as unknown as {
  /** `<portal> <session> <number>`, as `sharedSocket.ts` gave it. */
  readonly name: string
  addEventListener(type: 'connect', listener: (event: { ports: readonly [TabPort] }) => void): void
}

const [portal = ''] = scope.name.split(' ')
const lock = `portico-line ${crypto.randomUUID()}`
// Held until the worker dies: tabs that wait for it learn of that.
void navigator.locks.request(lock, () => new Promise<never>(() => {}))

const exchange = createExchange({
  lock,
  open: listener => openSocket(portal, listener),
  released: (name, signal) => navigator.locks.request(name, { signal }, () => {}),
})
scope.addEventListener('connect', ({ ports: [port] }) => exchange.join(port))
