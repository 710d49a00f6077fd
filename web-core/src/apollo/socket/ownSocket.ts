import { CloseCode, createClient } from 'graphql-ws'
import type { Line, LineListener } from './line.ts'

/** 4401 Unauthorized, 4403 Forbidden: knocking again at once with the same session would change nothing. */
const isRefusal = (reason: unknown) =>
  typeof reason === 'object' &&
  reason !== null &&
  'code' in reason &&
  (reason.code === CloseCode.Unauthorized || reason.code === CloseCode.Forbidden)

/** Longer than going from one page to the next takes, so that the line outlives it. */
const IDLE = 5_000

/**
 * The graphql-ws line of one portal, open while something is asked through it. It comes back after a break, waiting
 * longer each time (1 s up to 30 s, spread so that a restarted server is not run over), and gives up only when the
 * server refuses it.
 */
export function openSocket(portal: string, listener: Omit<LineListener, 'onGone'>): Line {
  const client = createClient({
    url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
    connectionParams: { portal },
    keepAlive: 20_000,
    lazyCloseTimeout: IDLE,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: reason => !isRefusal(reason),
    retryWait: attempt => {
      const pause = Math.min(30_000, 1000 * 2 ** Math.min(attempt, 5)) * (0.5 + Math.random() / 2)
      return new Promise(done => setTimeout(done, pause))
    },
    on: {
      connected: () => listener.onConnected(),
      closed: reason => listener.onClosed(isRefusal(reason)),
    },
  })
  return { subscribe: client.subscribe, leave: () => void client.dispose() }
}
