import { randomUUID } from 'node:crypto'
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { getOperationAST, GraphQLError, type ExecutionArgs, type ExecutionResult } from 'graphql'
import { CloseCode, type Context } from 'graphql-ws'
import { useServer, type Extra } from 'graphql-ws/use/ws'
import { WebSocketServer } from 'ws'
import { bearerOf, type Credentials } from '../http/credentials.ts'
import { NotLetIn } from '../http/not-let-in.ts'
import { isCrossSite, portals } from '../http/same-site.ts'
import { chooseLanguage } from '../i18n/languages.ts'
import { validateDocument } from './admission.ts'
import type { Activity, OperationContext, Principal } from './context.ts'
import { priceOperation } from './cost.ts'
import { fault, mask, type MaskedError } from './errors.ts'
import type { GraphQLDeps } from './graphql-route.ts'
import { countMessages, expectToBeLeft, refuse } from './socket-peer.ts'

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
  credentials: Credentials
  language: string
  checkedAt: number
  expiry: NodeJS.Timeout
}

type SocketExtra = Extra & { connection?: Connection } & Record<PropertyKey, unknown>

type SocketContext = Context<Record<string, unknown>, SocketExtra>

/** Close code of RFC 6455's registry after which clients come back; the library's own would keep them away. */
const TRY_AGAIN_LATER = 1013

export interface Sockets {
  /** How many are open at this moment. */
  count(): number
  /** Closes every one. */
  close(): Promise<void>
}

/** GraphQL over WebSocket (graphql-transport-ws) on the same port. */
export function serveSockets(server: Server, deps: GraphQLDeps): Sockets {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: socketLimits.payloadBytes })
  const perSession = new Map<string, number>()
  const report = (original: unknown, reference: string) =>
    deps.log.error({ requestId: reference, err: original }, 'subscription failed')

  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Nobody else listens to this socket now: a caller who hangs up must not end the process.
    socket.on('error', () => socket.destroy())
    if (request.url?.split('?', 1)[0] !== '/graphql') return refuse(socket, '404 Not Found')
    if (isCrossSite(request.headers, deps.origin)) return refuse(socket, '403 Forbidden')
    sockets.handleUpgrade(request, socket, head, opened => sockets.emit('connection', opened, request))
  }
  server.on('upgrade', onUpgrade)
  sockets.on('connection', socket => countMessages(socket, socketLimits.messagesPerMinute))

  /** Who this is; null too for a token that lets nobody in: the socket is closed without a word either way. */
  const recognise = async (credentials: Credentials, activity: Activity): Promise<Principal | null> => {
    try {
      return await deps.recognise(credentials, activity)
    } catch (error) {
      if (error instanceof NotLetIn) return null
      throw error
    }
  }

  /** Asks again who this is when the last answer is old. What the house sends by itself is no activity of the person. */
  const stillSignedIn = async ({ connection }: SocketExtra, activity: Activity): Promise<boolean> => {
    if (!connection) return false
    if (Date.now() - connection.checkedAt < socketLimits.recheckMilliseconds) return true
    const principal = await recognise(connection.credentials, activity)
    if (principal?.sessionId !== connection.principal.sessionId) return false
    connection.principal = principal
    connection.checkedAt = Date.now()
    return true
  }

  /** Whether an event that was made for `seenBy` may still go out. */
  const mayStillHear = async (extra: SocketExtra, seenBy: Principal): Promise<boolean> => {
    if (!(await stillSignedIn(extra, 'house'))) return false
    const { permissions, partnerIds } = extra.connection!.principal
    return (
      [...seenBy.permissions].every(permission => permissions.has(permission)) &&
      seenBy.partnerIds.every(id => partnerIds.includes(id))
    )
  }

  const connect = async ({ extra, connectionParams }: SocketContext): Promise<boolean> => {
    const authorization = connectionParams?.['authorization']
    // A wrong form of it must not fall back to the cookie.
    if (authorization !== undefined && (typeof authorization !== 'string' || bearerOf(authorization) === null))
      return false
    const credentials: Credentials = {
      cookie: extra.request.headers.cookie,
      portal: portals.find(name => name === connectionParams?.['portal']),
      authorization,
      address: deps.addressOf(extra.request),
    }
    const principal = await recognise(credentials, 'person')
    // The caller may have hung up meanwhile: then nobody would ever count this socket down again.
    if (!principal || extra.socket.readyState !== extra.socket.OPEN) return false
    const open = perSession.get(principal.sessionId) ?? 0
    if (open >= socketLimits.perSession) return false
    perSession.set(principal.sessionId, open + 1)
    const lifetime = Math.max(0, principal.expiresAt.getTime() - Date.now())
    const language = connectionParams?.['language']
    extra.connection = {
      principal,
      credentials,
      language: chooseLanguage(typeof language === 'string' ? language : extra.request.headers['accept-language']),
      checkedAt: Date.now(),
      // A timer holds 24 days at most. A token may live longer: then its program connects anew.
      expiry: setTimeout(
        () => extra.socket.close(CloseCode.Forbidden, 'The session has ended'),
        Math.min(lifetime, 2 ** 31 - 1),
      ),
    }
    return true
  }

  const disposable = useServer<Record<string, unknown>, SocketExtra>(
    {
      // Never the text of an error in the reason of a close.
      isProd: true,
      connectionInitWaitTimeout: socketLimits.initMilliseconds,
      async onConnect(context: SocketContext) {
        try {
          return await connect(context)
        } catch (error) {
          report(error, randomUUID())
          return false
        }
      },
      onClose({ extra }) {
        const connection = extra.connection
        if (!connection) return
        clearTimeout(connection.expiry)
        const left = (perSession.get(connection.principal.sessionId) ?? 1) - 1
        if (left > 0) perSession.set(connection.principal.sessionId, left)
        else perSession.delete(connection.principal.sessionId)
      },
      async onSubscribe({ extra, subscriptions }, _id, payload): Promise<ExecutionArgs | readonly GraphQLError[]> {
        const requestId = randomUUID()
        try {
          // This one is counted already, and those that arrive while we wait below are not.
          if (Object.keys(subscriptions).length > socketLimits.subscriptions)
            throw fault('RATE_LIMITED', 'Too many subscriptions on this socket.')
          if (!(await stillSignedIn(extra, 'person'))) throw fault('UNAUTHENTICATED', 'Sign in again.')
          const { document } = deps.admission.admit(payload.query, extra.connection!.principal)
          const invalid = validateDocument(deps.schema, document, deps)
          if (invalid.length > 0) return invalid.map(error => toError(mask(error, requestId, report)))
          if (!getOperationAST(document, payload.operationName))
            throw fault('BAD_USER_INPUT', 'The document has no such operation, or several and none is named.')
          const context = contextOf(extra, requestId, deps)
          await deps.budget.spend(
            context,
            priceOperation(deps.schema, document, payload.variables ?? {}, payload.operationName ?? undefined),
          )
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
        const context = args.contextValue as OperationContext
        try {
          // Authority is asked again while events flow, not once for the socket (quality §1.2).
          if (!(await mayStillHear(extra, context.principal!))) return end(extra, CloseCode.Forbidden, 'Sign in again')
          if (extra.socket.bufferedAmount > socketLimits.bufferedBytes) return end(extra, TRY_AGAIN_LATER, 'Too slow')
        } catch (error) {
          report(error, context.requestId)
          return end(extra, CloseCode.InternalServerError, 'Something went wrong on our side')
        }
        return maskResult(result as ExecutionResult, context.requestId, report) as never
      },
      // What `onSubscribe` refused has been masked, and has its reference.
      onError: (_context, _id, _payload, errors) =>
        errors.map(error =>
          error.extensions['code'] === undefined ? toError(mask(error, randomUUID(), report)) : error,
        ),
    },
    sockets as never,
    socketLimits.pingMilliseconds,
  )
  sockets.on('connection', socket => expectToBeLeft(socket, deps.log))

  return {
    count: () => sockets.clients.size,
    async close() {
      server.off('upgrade', onUpgrade)
      await disposable.dispose()
      sockets.close()
    },
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

/** Closes the socket; the answer that was about to go out stays here. */
function end(extra: SocketExtra, code: number, reason: string): { data: null } {
  extra.socket.close(code, reason)
  return { data: null }
}

const maskResult = (result: ExecutionResult, requestId: string, report: (error: unknown, reference: string) => void) =>
  result.errors?.length ? { ...result, errors: result.errors.map(error => mask(error, requestId, report)) } : result
