import { getDistDirectory, renderAltair, renderInitSnippet } from 'altair-static'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

const options = {
  baseURL: '/graphql/explorer/',
  endpointURL: '/graphql',
  subscriptionsEndpoint: '/graphql',
  subscriptionsProtocol: 'graphql-ws',
  initialSubscriptionRequestHandlerId: 'graphql-ws' as const,
  initialSubscriptionsPayload: { portal: 'partner' },
  initialHeaders: { 'X-Portico-Portal': 'partner' },
  initialQuery: '{\n  viewer {\n    displayName\n    roles\n  }\n}\n',
  disableAccount: true,
  serveInitialOptionsInSeperateRequest: 'initial_options.js',
}

/**
 * A GraphQL explorer from our own origin, for development and the sandbox. It brings its own styles and workers,
 * so these pages alone have a looser policy.
 */
export async function explorerRoutes(app: FastifyInstance): Promise<void> {
  await app.register(async scope => {
    scope.addHook('onSend', async (_request, reply) => {
      reply.header(
        'content-security-policy',
        "default-src 'self'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: https:; font-src 'self' data:; worker-src 'self' blob:; frame-ancestors 'none'",
      )
    })
    scope.get('/graphql', async (_request, reply) => reply.redirect(options.baseURL))
    scope.get('/graphql/explorer/', async (_request, reply) => reply.type('text/html').send(renderAltair(options)))
    scope.get('/graphql/explorer/initial_options.js', async (_request, reply) =>
      reply.type('text/javascript').send(renderInitSnippet(options)),
    )
    await scope.register(fastifyStatic, {
      root: getDistDirectory(),
      prefix: '/graphql/explorer/',
      decorateReply: false,
      index: false,
    })
  })
}
