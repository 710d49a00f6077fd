import { GraphQLWsLink } from '@apollo/client/link/subscriptions'
import { CloseCode, createClient } from 'graphql-ws'

interface Listener {
  /** @param again true when the line had been there before */
  onConnected(again: boolean): void
  /** @param isRefusal true when the server wants no line with this session */
  onClosed(isRefusal: boolean): void
}

/** 4401 Unauthorized, 4403 Forbidden: knocking again with the same session would change nothing. */
const isRefusal = (reason: unknown) =>
  typeof reason === 'object' &&
  reason !== null &&
  'code' in reason &&
  (reason.code === CloseCode.Unauthorized || reason.code === CloseCode.Forbidden)

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
      shouldRetry: reason => !isRefusal(reason),
      retryWait: attempt => {
        const pause = Math.min(30_000, 1000 * 2 ** Math.min(attempt, 5)) * (0.5 + Math.random() / 2)
        return new Promise(done => setTimeout(done, pause))
      },
      on: {
        connected: () => {
          listener.onConnected(before)
          before = true
        },
        closed: reason => listener.onClosed(isRefusal(reason)),
      },
    }),
  )
}
