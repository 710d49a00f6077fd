import { GraphQLWsLink } from '@apollo/client/link/subscriptions'
import { createClient } from 'graphql-ws'

interface Listener {
  /** @param again true when the line had been there before */
  onConnected(again: boolean): void
  onClosed(): void
}

/**
 * The graphql-ws line of one portal. It comes back after a break, waiting longer each time (1 s up to 30 s, spread
 * so that a restarted server is not run over), and gives up only when the server closes it for good.
 */
export function openSocket(portal: string, listener: Listener): GraphQLWsLink {
  const url = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`
  let before = false
  return new GraphQLWsLink(
    createClient({
      url,
      connectionParams: { portal },
      keepAlive: 20_000,
      retryAttempts: Number.POSITIVE_INFINITY,
      shouldRetry: () => true,
      retryWait: attempt => {
        const pause = Math.min(30_000, 1000 * 2 ** Math.min(attempt, 5)) * (0.5 + Math.random() / 2)
        return new Promise(done => setTimeout(done, pause))
      },
      on: {
        connected: () => {
          listener.onConnected(before)
          before = true
        },
        closed: () => listener.onClosed(),
      },
    }),
  )
}
