import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'

/** A way to a server that a specification can cut, silence and mend. */
export class Gateway {
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  #state: 'open' | 'cut' | 'silent' = 'open'

  private constructor(server: Server) {
    this.#server = server
  }

  static async to(target: URL): Promise<Gateway> {
    const server = createServer()
    const gateway = new Gateway(server)
    server.on('connection', near => gateway.#join(near, target))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return gateway
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  /** Ends every connection, and each new one at once. */
  cut(): void {
    this.#state = 'cut'
    for (const socket of this.#sockets) socket.destroy()
  }

  /** Connections stay, and nothing comes through any more: a machine that went away without a word. */
  silence(): void {
    this.#state = 'silent'
  }

  /** Connections from now on go through; those of before are gone. */
  mend(): void {
    this.cut()
    this.#state = 'open'
  }

  async close(): Promise<void> {
    this.cut()
    this.#server.close()
    await once(this.#server, 'close')
  }

  #join(near: Socket, { hostname, port }: URL): void {
    this.#hold(near)
    if (this.#state === 'cut') return void near.destroy()
    const far = this.#hold(connect(Number(port), hostname))
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on('data', data => this.#state === 'open' && to.write(data))
      from.on('close', () => to.destroy())
    }
  }

  #hold(socket: Socket): Socket {
    this.#sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => this.#sockets.delete(socket))
    return socket
  }
}
