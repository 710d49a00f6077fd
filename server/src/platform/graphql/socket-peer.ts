import type { Duplex } from 'node:stream'
import { CloseCode } from 'graphql-ws'
import type { WebSocket } from 'ws'
import type { Logger } from '../log/log.ts'

/** Answers an upgrade with no. */
export function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

/** Closes a socket that talks more than a person's portal ever would; one that goes on talking is cut off. */
export function countMessages(socket: WebSocket, messagesPerMinute: number): void {
  let count = 0
  const reset = setInterval(() => (count = 0), 60_000)
  reset.unref()
  socket.on('message', () => {
    if (++count <= messagesPerMinute) return
    if (socket.readyState === socket.OPEN) socket.close(CloseCode.BadRequest, 'Too many messages')
    else socket.terminate()
  })
  socket.on('close', () => clearInterval(reset))
}

/**
 * A peer that went away, or that breaks the protocol, is no error of ours; the library would print both as internal
 * errors, past the log. Comes after the library has taken the socket: its listener is replaced.
 */
export function expectToBeLeft(socket: WebSocket, log: Pick<Logger, 'debug'>): void {
  const left = (error: Error) => log.debug({ problem: error.message }, 'a socket was left')
  socket.removeAllListeners('error')
  socket.on('error', error => {
    left(error)
    socket.terminate()
  })
  const send = socket.send.bind(socket) as (data: unknown, sent: (error?: Error | null) => void) => void
  // What follows is told by the close of the socket.
  socket.send = ((data: unknown, sent?: (error?: Error) => void) =>
    send(data, error => {
      if (error) left(error)
      sent?.()
    })) as WebSocket['send']
}
