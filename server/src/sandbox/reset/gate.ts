import type { ServerResponse } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'

/** Milliseconds to wait for requests under way before the house is emptied all the same. */
const PATIENCE = 5_000

/** Keeps everybody out while the sandbox is made anew: a half-seeded house answers nobody. */
export class Gate {
  #shut = false
  readonly #inside = new Set<ServerResponse>()
  #left = () => {}

  /** Must come before every route. `/health/live` stays: the process lives. */
  guard(app: FastifyInstance): void {
    app.addHook('onRequest', async (request, reply) => {
      if (this.#shut && request.url !== '/health/live')
        return reply
          .status(503)
          .headers({ 'retry-after': 2, 'cache-control': 'no-store' })
          .send({ code: 'BEING_RESET', reference: request.id })
      this.#inside.add(reply.raw)
      reply.raw.once('close', () => {
        this.#inside.delete(reply.raw)
        this.#left()
      })
      return undefined
    })
  }

  /** Does `work` with nobody else inside; the caller's own request counts as one. False: somebody does so already. */
  async alone(work: () => Promise<void>): Promise<boolean> {
    if (this.#shut) return false
    this.#shut = true
    try {
      await this.#emptied()
      await work()
      return true
    } finally {
      this.#shut = false
    }
  }

  async #emptied(): Promise<void> {
    if (this.#inside.size <= 1) return
    const gone = new Promise<void>(done => {
      this.#left = () => this.#inside.size <= 1 && done()
    })
    await Promise.race([gone, setTimeout(PATIENCE, undefined, { ref: false })])
    this.#left = () => {}
  }
}
