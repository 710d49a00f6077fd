import { EventEmitter } from 'node:events'
import { expect } from 'chai'
import type { WebSocket } from 'ws'
import { expectToBeLeft } from './socket-peer.ts'

describe('a socket whose peer went away', () => {
  const open = () => {
    const seen: string[] = []
    const socket = Object.assign(new EventEmitter(), {
      send: (_data: unknown, sent: (error?: Error) => void) => sent(new Error('write EPIPE')),
      terminate: () => seen.push('terminated'),
    })
    socket.once('error', () => seen.push('the library called it an internal error'))
    expectToBeLeft(
      socket as unknown as WebSocket,
      { debug: (facts: object) => void seen.push(JSON.stringify(facts)) } as never,
    )
    return { socket, seen }
  }

  it('is written to without an error for whoever wrote, and told at debug only', async () => {
    const { socket, seen } = open()
    await new Promise<void>((done, fail) => socket.send('data', error => (error ? fail(error) : done())))
    expect(seen).to.deep.equal(['{"problem":"write EPIPE"}'])
  })

  it('is cut off when it fails, without the library’s words', () => {
    const { socket, seen } = open()
    for (const message of ['read ECONNRESET', 'again']) socket.emit('error', new Error(message))
    expect(seen).to.deep.equal(['{"problem":"read ECONNRESET"}', 'terminated', '{"problem":"again"}', 'terminated'])
  })
})
