import type { FastifyInstance } from 'fastify'

/** A thing the house cannot serve without: says by throwing that it is not ready. */
export type ReadinessCheck = () => Promise<void>

/**
 * `/health/live`: the process answers. `/health/ready`: so does everything it needs, within two seconds. What it can do
 * without for a while is named there too, but keeps nobody out: all servers would be taken away at once.
 */
export function healthRoutes(
  app: FastifyInstance,
  checks: Record<string, ReadinessCheck>,
  dispensable: Record<string, () => boolean> = {},
): void {
  app.get('/health/live', async () => ({ status: 'up' }))
  app.get('/health/ready', async (request, reply) => {
    const results = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => {
        try {
          await within(2_000, check())
          return [name, 'up'] as const
        } catch (error) {
          request.log.error({ requestId: request.id, err: error, check: name }, 'not ready')
          return [name, 'down'] as const
        }
      }),
    )
    const ready = results.every(([, status]) => status === 'up')
    const besides = Object.entries(dispensable).map(([name, up]) => [name, up() ? 'up' : 'away'] as const)
    return reply
      .status(ready ? 200 : 503)
      .send({ status: ready ? 'up' : 'down', checks: Object.fromEntries([...results, ...besides]) })
  })
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error(`no answer within ${milliseconds} ms`)), milliseconds)
  try {
    return await Promise.race([work, promise])
  } finally {
    clearTimeout(timer)
  }
}
