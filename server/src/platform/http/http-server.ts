import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import helmet from '@fastify/helmet'
import { all, compile } from '@fastify/proxy-addr'
import fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify'
import type { Logger } from '../log/log.ts'
import { measureRequests } from './metrics.ts'
import { NotLetIn } from './not-let-in.ts'
import { closeUnused } from './unused-connections.ts'

export interface HttpOptions {
  log: Logger
  /** Public address; https switches HSTS on. */
  origin: string
  /** Reverse proxies whose X-Forwarded headers count. */
  trustProxy: string
}

/** The answer to an address that is nobody's; it does not repeat the address. */
export const notFound = (request: FastifyRequest, reply: FastifyReply) =>
  reply.status(404).send({ code: 'NOT_FOUND', reference: request.id })

/** Bytes of a request's body, unless a route says otherwise (quality §1.2). */
const BODY_LIMIT = 100 * 1024

const proxiesOf = (trustProxy: string): string[] | false =>
  trustProxy ? trustProxy.split(',').map(proxy => proxy.trim()) : false

/** Tells a caller's network address as Fastify does, for requests that it does not see: those that become WebSockets. */
export function addressReader(trustProxy: string): (request: IncomingMessage) => string {
  const proxies = proxiesOf(trustProxy)
  const trusted = proxies && compile(proxies)
  return request => (trusted && all(request, trusted).at(-1)) || (request.socket.remoteAddress ?? '')
}

/** The one HTTP server, with what every answer carries: request id, security headers, a log line, a measurement. */
export async function createHttpServer({ log, origin, trustProxy }: HttpOptions): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: log as FastifyBaseLogger,
    // Requests are logged below, with no address in them.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    bodyLimit: BODY_LIMIT,
    trustProxy: proxiesOf(trustProxy),
    connectionTimeout: 60_000,
    requestTimeout: 30_000,
    keepAliveTimeout: 65_000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
  })
  closeUnused(app)
  const https = origin.startsWith('https:')
  await app.register(helmet, {
    global: true,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        workerSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'", origin.replace(/^http/, 'ws')],
        manifestSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        requireTrustedTypesFor: ["'script'"],
      },
    },
    strictTransportSecurity: https ? { maxAge: 63_072_000, includeSubDomains: true } : false,
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
  })
  await app.register(cookie)
  await app.register(formbody)
  app.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id)
    reply.header('permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()')
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
  })
  app.addHook('onResponse', async (request, reply) => {
    // The route's pattern, never the address: an address may carry what somebody typed.
    log.info(
      {
        requestId: request.id,
        method: request.method,
        route: request.routeOptions.url ?? 'none',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'request',
    )
  })
  app.setErrorHandler((error: Error & { statusCode?: number; code?: string }, request, reply) => {
    const status = error.statusCode && error.statusCode >= 400 && error.statusCode < 500 ? error.statusCode : 500
    if (status === 500) log.error({ requestId: request.id, err: error }, 'request failed')
    if (error instanceof NotLetIn) reply.headers(error.headers)
    void reply
      .status(status)
      .send({ code: status === 500 ? 'INTERNAL' : (error.code ?? 'BAD_REQUEST'), reference: request.id })
  })
  app.setNotFoundHandler(notFound)
  measureRequests(app)
  return app
}
