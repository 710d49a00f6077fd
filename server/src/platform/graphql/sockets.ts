import { randomUUID } from 'node:crypto'
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { GraphQLError, type ExecutionArgs, type ExecutionResult } from 'graphql'
import { CloseCode, type Context } from 'graphql-ws'
import { useServer, type Extra } from 'graphql-ws/use/ws'
import { WebSocketServer, type WebSocket } from 'ws'
import { isCrossSite, portals, type Portal } from '../http/same-site.ts'
import { chooseLanguage } from '../i18n/languages.ts'
import { validateDocument } from './admission.ts'
import type { OperationContext, Principal } from './context.ts'
import { priceOperation } from './cost.ts'
import { fault, mask, type MaskedError } from './errors.ts'
import type { GraphQLDeps } from './graphql-route.ts'

/** Limits per session and socket: against abuse, not against people (decisions §2, quality §1.2). */
export const socketLimits = {
  perSession: 20,
  subscriptions: 50,
  payloadBytes: 64 * 1024,
  messagesPerMinute: 100,
  bufferedBytes: 1024 * 1024,
  initMilliseconds: 3_000,
  pingMilliseconds: 12_000,
  /** How long a session's validity may be taken for granted while events flow. */
  recheckMilliseconds: 30_000,
} as const

interface Connection {
  principal: Principal
  portal: Portal
  language: string
  checkedAt: number
  expiry: NodeJS.Timeout
}

type SocketExtra = Extra & { connection?: Connection; subscriptions?: number } & Record<PropertyKey, unknown>

/** GraphQL over WebSocket (graphql-transport-ws) on the same port. Returns what closes every socket. */
export function serveSockets(server: Server, deps: GraphQLDeps): () => Promise<void> {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: socketLimits.payloadBytes })
  const perSession = new Map<string, number>()
  const report = (original: unknown, reference: string) =>
    deps.log.error({ requestId: reference, err: original }, 'subscription failed')

  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (new URL(request.url ?? '/', 'http://localhost').pathname !== '/graphql') return refuse(socket, '404 Not Found')
    if (isCrossSite(request.headers, deps.origin)) return refuse(socket, '403 Forbidden')
    sockets.handleUpgrade(request, socket, head, opened => sockets.emit('connection', opened, request))
  }
  server.on('upgrade', onUpgrade)
  sockets.on('connection', socket => countMessages(socket))

  const stillSignedIn = async (extra: SocketExtra): Promise<boolean> => {
    const connection = extra.connection!
    if (Date.now() - connection.checkedAt < socketLimits.recheckMilliseconds) return true
    const principal = await deps.principal(extra.request.headers.cookie, connection.portal)
    if (principal?.sessionId !== connection.principal.sessionId) return false
    connection.principal = principal
    connection.checkedAt = Date.now()
    return true
  }

  const disposable = useServer<Record<string, unknown>, SocketExtra>(
    {
      connectionInitWaitTimeout: socketLimits.initMilliseconds,
      async onConnect(context: Context<Record<string, unknown>, SocketExtra>) {
        const { extra, connectionParams } = context
        const portal = portals.find(name => name === connectionParams?.['portal'])
        const principal = portal ? await deps.principal(extra.request.headers.cookie, portal) : null
        if (!portal || !principal) return false
        const open = perSession.get(principal.sessionId) ?? 0
        if (open >= socketLimits.perSession) return false
        perSession.set(principal.sessionId, open + 1)
        const lifetime = Math.max(0, principal.expiresAt.getTime() - Date.now())
        extra.connection = {
          principal,
          portal,
          language: chooseLanguage(
            String(connectionParams?.['language'] ?? extra.request.headers['accept-language'] ?? ''),
          ),
          checkedAt: Date.now(),
          // A timer holds 24 days at most; a session lives for hours.
          expiry: setTimeout(
            () => extra.socket.close(CloseCode.Forbidden, 'The session has ended'),
            Math.min(lifetime, 2 ** 31 - 1),
          ),
        }
        return true
      },
      onClose({ extra }) {
        const connection = extra.connection
        if (!connection) return
        clearTimeout(connection.expiry)
        const left = (perSession.get(connection.principal.sessionId) ?? 1) - 1
        if (left > 0) perSession.set(connection.principal.sessionId, left)
        else perSession.delete(connection.principal.sessionId)
      },
      async onSubscribe({ extra }, _id, payload): Promise<ExecutionArgs | readonly GraphQLError[]> {
        const requestId = randomUUID()
        try {
          if (!(await stillSignedIn(extra))) throw fault('UNAUTHENTICATED', 'Sign in again.')
          if ((extra.subscriptions ?? 0) >= socketLimits.subscriptions)
            throw fault('RATE_LIMITED', 'Too many subscriptions on this socket.')
          const { document } = deps.admission.admit(payload.query)
          const invalid = validateDocument(deps.schema, document)
          if (invalid.length > 0) return invalid.map(error => toError(mask(error, requestId, report)))
          const context = contextOf(extra, requestId, deps)
          await deps.budget.spend(
            context,
            priceOperation(deps.schema, document, payload.variables ?? {}, payload.operationName ?? undefined),
          )
          extra.subscriptions = (extra.subscriptions ?? 0) + 1
          return {
            schema: deps.schema,
            document,
            contextValue: context,
            ...(payload.variables ? { variableValues: payload.variables } : {}),
            ...(payload.operationName ? { operationName: payload.operationName } : {}),
          }
        } catch (error) {
          return [toError(mask(error, requestId, report))]
        }
      },
      async onNext({ extra }, _id, _payload, args, result) {
        // Authority is asked again for each event, not once for the socket (quality §1.2).
        if (!(await stillSignedIn(extra))) {
          extra.socket.close(CloseCode.Forbidden, 'The session has ended')
          return { data: null }
        }
        if (extra.socket.bufferedAmount > socketLimits.bufferedBytes)
          extra.socket.close(CloseCode.TooManyInitialisationRequests, 'Too slow')
        return maskResult(result as ExecutionResult, (args.contextValue as OperationContext).requestId, report) as never
      },
      onComplete({ extra }) {
        extra.subscriptions = Math.max(0, (extra.subscriptions ?? 1) - 1)
      },
      onError: (_context, _id, _payload, errors) => errors.map(error => toError(mask(error, randomUUID(), report))),
    },
    sockets as never,
    socketLimits.pingMilliseconds,
  )

  return async () => {
    server.off('upgrade', onUpgrade)
    await disposable.dispose()
    sockets.close()
  }
}

function contextOf(extra: SocketExtra, requestId: string, deps: GraphQLDeps): OperationContext {
  const connection = extra.connection!
  return {
    get principal() {
      return connection.principal
    },
    requestId,
    language: connection.language,
    log: deps.log,
    headers: extra.request.headers,
    memo: new Map(),
  }
}

/** graphql-ws sends what `toJSON` gives; the masked form has nothing else in it. */
const toError = ({ message, extensions, path }: MaskedError): GraphQLError =>
  new GraphQLError(message, { extensions, ...(path ? { path } : {}) })

const maskResult = (result: ExecutionResult, requestId: string, report: (error: unknown, reference: string) => void) =>
  result.errors?.length ? { ...result, errors: result.errors.map(error => mask(error, requestId, report)) } : result

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

/** Closes a socket that talks more than a person's portal ever would. */
function countMessages(socket: WebSocket): void {
  let count = 0
  const reset = setInterval(() => (count = 0), 60_000)
  reset.unref()
  socket.on('message', () => {
    if (++count > socketLimits.messagesPerMinute) socket.close(CloseCode.BadRequest, 'Too many messages')
  })
  socket.on('close', () => clearInterval(reset))
}
