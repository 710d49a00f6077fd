import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import type Provider from 'oidc-provider'
import type { Attempts } from '../attempts.ts'
import { errorPage } from '../pages/error.page.ts'
import { pageHeaders } from '../../platform/pages/page.ts'
import { chooseLanguage } from '../../platform/i18n/languages.ts'
import { MOUNT } from './provider.ts'

/** Addresses of the provider that leave a row behind for whoever calls them. */
const COSTLY = new Set([`${MOUNT}/auth`, `${MOUNT}/session/end`])

/**
 * Tells the provider (a Koa app) that it is reached at the origin: host, scheme and address in its answers then never
 * depend on what a proxy or a stranger puts into the request.
 */
export function pinOrigin(raw: IncomingMessage, origin: string): void {
  const { host, protocol } = new URL(origin)
  raw.headers['x-forwarded-host'] = host
  raw.headers['x-forwarded-proto'] = protocol.slice(0, -1)
}

/** Hands every request below `/idp/` to the provider, its body unread. */
export async function mountProvider(
  app: FastifyInstance,
  { provider, origin, attempts }: { provider: Provider; origin: string; attempts: Attempts },
): Promise<void> {
  const handle = provider.callback()
  await app.register(async scope => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
    scope.route({
      method: ['GET', 'HEAD', 'POST', 'OPTIONS'],
      url: `${MOUNT}/*`,
      async handler(request, reply) {
        const address = request.raw.url!
        if (COSTLY.has(address.split('?')[0]!)) {
          const wait = await attempts.start(request.ip)
          if (wait > 0) {
            const language = chooseLanguage(request.headers['accept-language'])
            const body = errorPage(
              { language, path: '/auth/partner/login', query: {} },
              { kind: 'crowded', reference: request.id },
            )
            return reply
              .status(429)
              .headers({ ...pageHeaders, 'retry-after': String(wait) })
              .type('text/html; charset=utf-8')
              .send(body)
          }
        }
        reply.hijack()
        // Headers that hooks have set so far go out with the provider's answer.
        for (const [name, value] of Object.entries(reply.getHeaders()))
          if (value !== undefined) reply.raw.setHeader(name, value)
        const raw = request.raw as IncomingMessage & { originalUrl?: string }
        pinOrigin(raw, origin)
        raw.originalUrl = address
        raw.url = address.slice(MOUNT.length)
        try {
          await handle(raw, reply.raw)
        } finally {
          raw.url = address
        }
      },
    })
  })
}
