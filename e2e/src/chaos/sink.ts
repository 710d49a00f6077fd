import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'
import type { Seeded } from './seeded.ts'

/** One mail that arrived. */
export interface Arrived {
  /** Milliseconds of real time. */
  at: number
  messageId: string
  to: string
  /** Which server brought it, by the name of its greeting. */
  from: string
  /** The mail was kept and the line cut, so that the sender cannot know. */
  acknowledgementLost: boolean
}

export interface Sink {
  port: number
  arrived: Arrived[]
  close(): Promise<void>
}

/** A mail server that keeps everything it is given and loses some of its acknowledgements. */
export async function openSink(random: Seeded, loses: number): Promise<Sink> {
  const arrived: Arrived[] = []
  const sockets = new Map<number, Socket>()
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    closeTimeout: 1,
    onData(stream, session, done) {
      void text(stream).then(raw => {
        const messageId = /^message-id: <([^@>]+)@/im.exec(raw)?.[1] ?? ''
        const lost = random.chance(loses)
        arrived.push({
          at: Date.now(),
          messageId,
          to: session.envelope.rcptTo.map(({ address }) => address).join(),
          from: String(session.hostNameAppearsAs),
          acknowledgementLost: lost,
        })
        // The line is cut before a word is said: the sender must take it for a failure.
        if (lost) sockets.get(session.remotePort)?.destroy()
        else done()
      }, done)
    },
  })
  server.on('error', () => undefined)
  server.server.on('connection', socket => {
    const { remotePort } = socket
    if (remotePort === undefined) return
    sockets.set(remotePort, socket)
    socket.once('close', () => sockets.delete(remotePort))
  })
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  return {
    port: (listening.address() as AddressInfo).port,
    arrived,
    close: () => new Promise(done => server.close(() => done())),
  }
}
