import { timingSafeEqual, createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

const registries = new WeakMap<FastifyInstance, Registry>()

/** Measures every request by route and status; numbers of this process come with them. */
export function measureRequests(app: FastifyInstance): void {
  const registry = new Registry()
  registries.set(app, registry)
  collectDefaultMetrics({ register: registry, prefix: 'portico_' })
  const duration = new Histogram({
    name: 'portico_http_request_duration_seconds',
    help: 'Time from request to answer',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  })
  app.addHook('onResponse', async (request, reply) => {
    duration.observe(
      { method: request.method, route: request.routeOptions.url ?? 'none', status: String(reply.statusCode) },
      reply.elapsedTime / 1_000,
    )
  })
}

/** Measures the open WebSockets, counted when somebody looks. */
export function measureSockets(app: FastifyInstance, count: () => number): void {
  const open = new Gauge({
    name: 'portico_sockets_open',
    help: 'WebSockets open at this moment',
    registers: [],
    collect() {
      this.set(count())
    },
  })
  registries.get(app)!.registerMetric(open)
}

/** Measures how long ago each job was done for the last time; without an answer from the database nothing is told. */
export function measureJobs(
  app: FastifyInstance,
  jobs: { now(): Date; lastDone(): Promise<ReadonlyMap<string, Date>> },
): void {
  const age = new Gauge({
    name: 'portico_job_last_success_age_seconds',
    help: 'Time since a job was done, on whichever server',
    labelNames: ['job'] as const,
    registers: [],
    async collect() {
      this.reset()
      const done = await jobs.lastDone().catch(() => new Map<string, Date>())
      for (const [job, at] of done) this.set({ job }, (jobs.now().getTime() - at.getTime()) / 1_000)
    },
  })
  registries.get(app)!.registerMetric(age)
}

/** `/metrics` for Prometheus: loopback callers, or whoever has the token where one is set. */
export function metricsRoute(app: FastifyInstance, token: string | undefined): void {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  app.get('/metrics', async (request, reply) => {
    const allowed = token
      ? timingSafeEqual(digest(request.headers.authorization ?? ''), digest(`Bearer ${token}`))
      : ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(request.ip) && !request.headers['x-forwarded-for']
    if (!allowed) return reply.status(403).send({ code: 'FORBIDDEN', reference: request.id })
    const registry = registries.get(app)!
    return reply.type(registry.contentType).send(await registry.metrics())
  })
}
