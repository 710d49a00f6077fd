import type { IncomingHttpHeaders } from 'node:http'
import type { Logger } from 'pino'

/** Who asks, in technical terms; `account/` makes it, `@Allow` and `scoped()` read it. */
export interface Principal {
  userId: string
  /** A person at a portal, or a program with an API token, which never holds `account.…`. */
  kind: 'session' | 'token'
  permissions: ReadonlySet<string>
  /** Partners whose rows this caller owns (decisions §1, Scope). */
  partnerIds: readonly string[]
  /** Id of the session or of the API token: what budgets and limits count by, and the record names. */
  sessionId: string
  /** A socket lives no longer than this. */
  expiresAt: Date
}

/** Who caused a question to be asked: a person at the portal, or the house telling of something by itself. */
export type Activity = 'person' | 'house'

/** What every operation carries: built once per HTTP request, once per socket and operation. */
export interface OperationContext {
  principal: Principal | null
  requestId: string
  /** One of the installed languages, from Accept-Language. */
  language: string
  log: Logger
  headers: IncomingHttpHeaders
  /** Per-operation values that loaders and resolvers share; a fresh map for each operation. */
  memo: Map<unknown, unknown>
}

/** A value made once per operation, e.g. a loader: `memo(context, key, () => new DataLoader(…))`. */
export function memo<T>(context: OperationContext, key: unknown, make: () => T): T {
  if (!context.memo.has(key)) context.memo.set(key, make())
  return context.memo.get(key) as T
}
