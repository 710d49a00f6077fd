import { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server'
import { fastifyApolloHandler } from '@as-integrations/fastify'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { GraphQLError, type GraphQLSchema } from 'graphql'
import { bearerOf, credentialsOf, type Recognise } from '../http/credentials.ts'
import { NotLetIn } from '../http/not-let-in.ts'
import { isCrossSite, portalOf } from '../http/same-site.ts'
import { chooseLanguage } from '../i18n/languages.ts'
import type { Logger } from '../log/log.ts'
import type { Admission } from './admission.ts'
import type { PointsBudget } from './points-budget.ts'
import { compiledExecution } from './compiled-execution.ts'
import type { OperationContext } from './context.ts'
import { priceOperation } from './cost.ts'
import { fault, mask } from './errors.ts'

/** What the GraphQL endpoints, HTTP and WebSocket, need. */
export interface GraphQLDeps {
  schema: GraphQLSchema
  admission: Admission
  budget: PointsBudget
  log: Logger
  origin: string
  /** Introspection is on outside production. */
  introspection: boolean
  /** Who calls, by the session of a portal or by an API token. */
  recognise: Recognise
  /** The caller's network address behind the reverse proxies that are trusted; Fastify knows it of requests only. */
  addressOf(request: IncomingMessage): string
}

/** Id of the request under way: errors that Apollo formats come without their context. */
const underWay = new AsyncLocalStorage<string>()
const referenceOf = () => underWay.getStore() ?? randomUUID()

const prices = new WeakMap<OperationContext, number>()

/** Builds the Apollo Server: compiled execution, our limits and masks, nothing that trusts a client. */
export async function createApollo({
  schema,
  log,
  introspection,
  budget,
}: GraphQLDeps): Promise<ApolloServer<OperationContext>> {
  const report = (error: unknown, reference: string) =>
    log.error({ requestId: reference, err: error }, 'operation failed')
  const pricing: ApolloServerPlugin<OperationContext> = {
    async requestDidStart() {
      return {
        async didResolveOperation({ document, request, contextValue, operation, operationName }) {
          if (!operation) throw refused('The document has no such operation, or several and none is named.')
          if (operation.operation === 'subscription')
            throw refused('Subscriptions are answered over the WebSocket only.')
          const cost = priced(() =>
            priceOperation(schema, document, request.variables ?? {}, operationName ?? undefined),
          )
          prices.set(contextValue, cost)
          await budget.spend(contextValue, cost)
        },
        async willSendResponse({ response, contextValue }) {
          const cost = prices.get(contextValue)
          if (cost !== undefined && response.body.kind === 'single') response.body.singleResult.extensions = { cost }
        },
      }
    },
    async unexpectedErrorProcessingRequest({ error }) {
      report(error, referenceOf())
    },
  }
  const apollo = new ApolloServer<OperationContext>({
    schema,
    introspection,
    persistedQueries: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: true,
    parseOptions: { maxTokens: 1_000 },
    formatError: (formatted, error) =>
      formatted.extensions?.['reference'] ? formatted : (mask(error, referenceOf(), report) as never),
    plugins: [pricing, compiledExecution(report)],
    logger: {
      debug: () => {},
      info: () => {},
      warn: text => log.warn(String(text)),
      error: text => log.error(String(text)),
    },
    stopOnTerminationSignals: false,
  })
  await apollo.start()
  return apollo
}

/** `POST /graphql`: checks who calls and from where, admits the document, hands it to Apollo. */
export async function graphqlRoute(app: FastifyInstance, deps: GraphQLDeps): Promise<void> {
  const apollo = await createApollo(deps)
  const contexts = new WeakMap<FastifyRequest, OperationContext>()
  const answer = (request: FastifyRequest, reply: FastifyReply, error: unknown, status: number) =>
    reply.status(status).send({
      errors: [
        mask(error, request.id, (original, reference) =>
          deps.log.error({ requestId: reference, err: original }, 'operation refused'),
        ),
      ],
    })

  const handle = fastifyApolloHandler(apollo, { context: async request => contexts.get(request)! })
  app.post('/graphql', {
    preHandler: async (request, reply) => {
      try {
        const context = await contextOf(request, deps)
        contexts.set(request, context)
        const body = request.body as { query?: unknown } | undefined
        if (typeof body?.query !== 'string')
          throw fault('BAD_USER_INPUT', 'Send a JSON object with a text named query.')
        deps.admission.admit(body.query, context.principal)
      } catch (error) {
        if (error instanceof NotLetIn) reply.headers(error.headers)
        return answer(request, reply, error instanceof NotLetIn ? asFault(error) : error, statusOf(error))
      }
    },
    handler: (request, reply) => underWay.run(request.id, () => handle.call(app, request, reply)),
  })
  app.addHook('onClose', () => apollo.stop())
}

/** A mistake of the caller's that Apollo would otherwise answer as ours, with 500. */
const refused = (message: string, extensions: Record<string, unknown> = {}): GraphQLError =>
  fault('BAD_USER_INPUT', message, { ...extensions, http: { status: 400 } })

/** Variables are coerced for the price already; what is wrong with them is the caller's. */
function priced(price: () => number): number {
  try {
    return price()
  } catch (error) {
    throw error instanceof GraphQLError ? refused(error.message, error.extensions) : error
  }
}

const asFault = ({ code, message, retryAfterSeconds }: NotLetIn): GraphQLError =>
  fault(code, message, retryAfterSeconds > 0 ? { retryAfterSeconds } : {})

const statusOf = (error: unknown): number => {
  if (error instanceof NotLetIn) return error.statusCode
  const code = error instanceof GraphQLError ? error.extensions['code'] : undefined
  return code === 'FORBIDDEN' ? 403 : code === 'INTERNAL' || !(error instanceof GraphQLError) ? 500 : 400
}

async function contextOf(request: FastifyRequest, deps: GraphQLDeps): Promise<OperationContext> {
  const portal = portalOf(request.headers)
  const { cookie, authorization } = request.headers
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
    throw fault('BAD_USER_INPUT', 'Send application/json.')
  if (isCrossSite(request.headers, deps.origin)) throw fault('FORBIDDEN', 'Requests from other sites are refused.')
  // With a token the cookie counts for nothing, so no other site gains anything by its being sent along.
  if (cookie && !portal && cookie.includes('portico-') && bearerOf(authorization) === null)
    throw fault('FORBIDDEN', 'A session needs the header X-Portico-Portal.')
  return {
    principal: await deps.recognise(credentialsOf(request, portal), 'person'),
    requestId: request.id,
    language: chooseLanguage(request.headers['accept-language']),
    log: deps.log,
    headers: request.headers,
    memo: new Map<unknown, unknown>([['ip', request.ip]]),
  }
}
