import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'

export interface Received {
  to: string[]
  from: string
  /** Headers and body as they came over the wire. */
  raw: string
}

export interface PostOffice {
  url: string
  received: Received[]
  /** SMTP answer to the next recipients, in order; when used up, they are taken. */
  refusals: number[]
  close(): Promise<void>
}

/** A real mail server on a loopback port that keeps what it is given. */
export async function openPostOffice(): Promise<PostOffice> {
  const received: Received[] = []
  const refusals: number[] = []
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    closeTimeout: 1,
    onAuth: ({ username, password }, _session, done) =>
      done(username === 'portico' && password === 'p@ss' ? null : new Error('no'), { user: username }),
    onRcptTo(_address, _session, done) {
      const responseCode = refusals.shift()
      done(responseCode ? Object.assign(new Error('not now'), { responseCode }) : undefined)
    },
    onData(stream, { envelope }, done) {
      void text(stream).then(raw => {
        received.push({
          to: envelope.rcptTo.map(({ address }) => address),
          from: envelope.mailFrom ? envelope.mailFrom.address : '',
          raw,
        })
        done()
      })
    },
  })
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  const { port } = listening.address() as AddressInfo
  return {
    url: `smtp://portico:p%40ss@127.0.0.1:${port}`,
    received,
    refusals,
    close: () => new Promise(done => server.close(() => done())),
  }
}
