import { once } from 'node:events'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { expect } from 'chai'
import { createLog } from '../log/log.ts'
import { createHttpServer } from './http-server.ts'

describe('stopping the HTTP server', () => {
  const opened: Socket[] = []
  afterEach(() => {
    for (const socket of opened.splice(0)) socket.destroy()
  })

  const listening = async () => {
    const app = await createHttpServer({ log: createLog('silent'), origin: 'http://localhost', trustProxy: '' })
    const begun = Promise.withResolvers<void>()
    const enough = Promise.withResolvers<void>()
    app.get('/slow', async () => {
      begun.resolve()
      await enough.promise
      return 'the whole answer'
    })
    await app.listen({ port: 0, host: '127.0.0.1' })
    return { app, begun: begun.promise, end: enough.resolve, port: (app.server.address() as AddressInfo).port }
  }
  const connected = async (port: number): Promise<Socket> => {
    const socket = connect(port, '127.0.0.1')
    opened.push(socket)
    socket.on('error', () => undefined)
    await once(socket, 'connect')
    return socket
  }

  it('waits for no connection that a browser opened in advance and that never asked anything', async () => {
    const { app, port } = await listening()
    const accepted = once(app.server, 'connection')
    const socket = await connected(port)
    await accepted
    const closed = once(socket, 'close')
    await Promise.all([app.close(), closed])
  })

  it('finishes the request that is under way', async () => {
    const { app, port, begun, end } = await listening()
    const socket = await connected(port)
    let answer = ''
    socket.setEncoding('utf8').on('data', text => (answer += text))
    socket.write('GET /slow HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n')
    await begun
    const closed = Promise.all([app.close(), once(socket, 'close')])
    end()
    await closed
    expect(answer).to.include('200 OK').and.include('the whole answer')
  })
})
