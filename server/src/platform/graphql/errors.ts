import { GraphQLError, type GraphQLErrorOptions } from 'graphql'

/** The closed set of codes a GraphQL error may carry (architecture §3, rule 2). */
export type ErrorCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'BAD_USER_INPUT'
  | 'CONFLICT'
  | 'RATE_LIMITED'
  | 'UPSTREAM_UNAVAILABLE'
  | 'INTERNAL'

const status: Partial<Record<ErrorCode, number>> = { RATE_LIMITED: 429 }

/** An error that the caller may see as it is. Everything else leaves masked, see `mask`. */
export const fault = (
  code: ErrorCode,
  message: string,
  extensions: Record<string, unknown> = {},
  options: GraphQLErrorOptions = {},
): GraphQLError =>
  new GraphQLError(message, {
    ...options,
    extensions: { code, ...extensions, ...(status[code] ? { http: { status: status[code] } } : {}) },
  })

const known = new Set<unknown>([
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'BAD_USER_INPUT',
  'CONFLICT',
  'RATE_LIMITED',
  'UPSTREAM_UNAVAILABLE',
])

/** Apollo's own codes, in our words. */
const translated: Record<string, ErrorCode> = {
  GRAPHQL_PARSE_FAILED: 'BAD_USER_INPUT',
  GRAPHQL_VALIDATION_FAILED: 'BAD_USER_INPUT',
  OPERATION_RESOLUTION_FAILURE: 'BAD_USER_INPUT',
  BAD_REQUEST: 'BAD_USER_INPUT',
  BAD_USER_INPUT: 'BAD_USER_INPUT',
}

export interface MaskedError {
  message: string
  path?: readonly (string | number)[]
  locations?: readonly { line: number; column: number }[]
  extensions: Record<string, unknown>
}

/**
 * What of an error may leave the house: code, text of ours, place in the document. An unknown error leaves as
 * `INTERNAL` with a reference id and no text; `report` receives the original under the same id.
 */
export function mask(
  error: unknown,
  requestId: string,
  report: (original: unknown, reference: string) => void,
): MaskedError {
  const graphql = error instanceof GraphQLError ? error : undefined
  const place = {
    ...(graphql?.path ? { path: graphql.path } : {}),
    ...(graphql?.locations ? { locations: graphql.locations } : {}),
  }
  const own =
    graphql && !graphql.originalError
      ? graphql
      : graphql?.originalError instanceof GraphQLError
        ? graphql.originalError
        : undefined
  const code = own?.extensions?.['code']
  if (own && known.has(code)) {
    const { http: _http, stacktrace: _stack, ...extensions } = own.extensions
    return { message: own.message, ...place, extensions }
  }
  // A GraphQL error of the library itself: parse, validation, coercion of variables. Its text speaks of the document only.
  const library =
    own && typeof code === 'string'
      ? translated[code]
      : own && code === undefined && !graphql?.path
        ? 'BAD_USER_INPUT'
        : undefined
  if (own && library) return { message: own.message, ...place, extensions: { code: library } }
  report(graphql?.originalError ?? error, requestId)
  return {
    message: 'Something went wrong on our side.',
    ...place,
    extensions: { code: 'INTERNAL', reference: requestId },
  }
}
