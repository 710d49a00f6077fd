/** What became of an attempt to subscribe. */
export interface SocketOutcome {
  /** The handshake: whether the server agreed to speak WebSocket at all. */
  opened: boolean
  /** graphql-transport-ws messages received, in order. */
  messages: { type: string; payload?: unknown }[]
  /** The close code, when the server closed. */
  closed?: number
}

interface Attempt {
  origin: string
  headers: Record<string, string>
  /** Payload of connection_init. */
  init: Record<string, unknown>
  query: string
  /** Runs once the subscription stands; its event is waited for. */
  meanwhile?: () => Promise<unknown>
  milliseconds?: number
}

/**
 * Opens a graphql-transport-ws socket with headers of choice, subscribes, and returns what came: at the first answer to the
 * subscription, at the close, or when time is up. Node's WebSocket takes headers, which a browser's never would.
 */
export function subscribe({
  origin,
  headers,
  init,
  query,
  meanwhile,
  milliseconds = 5_000,
}: Attempt): Promise<SocketOutcome> {
  const open = WebSocket as unknown as new (
    url: string,
    options: { protocols: string[]; headers: Record<string, string> },
  ) => WebSocket
  const socket = new open(`${origin.replace(/^http/, 'ws')}/graphql`, { protocols: ['graphql-transport-ws'], headers })
  const outcome: SocketOutcome = { opened: false, messages: [] }
  const { promise, resolve } = Promise.withResolvers<SocketOutcome>()
  const timer = setTimeout(() => finish(), milliseconds)
  const finish = () => {
    clearTimeout(timer)
    resolve(outcome)
    if (socket.readyState === WebSocket.OPEN) socket.close(1000)
  }
  socket.addEventListener('open', () => {
    outcome.opened = true
    socket.send(JSON.stringify({ type: 'connection_init', payload: init }))
  })
  socket.addEventListener('message', event => {
    const message = JSON.parse(String(event.data)) as { type: string; payload?: unknown }
    outcome.messages.push(message)
    if (message.type === 'connection_ack') {
      socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }))
      // A ping is answered after the subscription was taken up: messages are read in order.
      socket.send(JSON.stringify({ type: 'ping' }))
    }
    if (message.type === 'pong') void meanwhile?.()
    if (['next', 'error', 'complete'].includes(message.type)) finish()
  })
  socket.addEventListener('close', event => {
    if (outcome.opened) outcome.closed = event.code
    finish()
  })
  socket.addEventListener('error', () => finish())
  return promise
}
