/** The closed set of codes an error can leave the server with (architecture §3 rule 2), and two of the wire's own. */
export const FAULT_CODES = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'BAD_USER_INPUT',
  'CONFLICT',
  'RATE_LIMITED',
  'UPSTREAM_UNAVAILABLE',
  'INTERNAL',
  'NETWORK',
  'TIMEOUT',
] as const

export type FaultCode = (typeof FAULT_CODES)[number]

/** What went wrong with a request, in words a page can show: never a server's raw text. */
export interface Fault {
  code: FaultCode
  /** What to quote to support; the server logs the same. */
  reference: string | null
}

const BY_STATUS: Record<number, FaultCode> = {
  400: 'BAD_USER_INPUT',
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  408: 'TIMEOUT',
  409: 'CONFLICT',
  413: 'BAD_USER_INPUT',
  429: 'RATE_LIMITED',
  502: 'UPSTREAM_UNAVAILABLE',
  503: 'UPSTREAM_UNAVAILABLE',
  504: 'TIMEOUT',
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/**
 * Maps whatever a GraphQL request can throw (GraphQL errors, HTTP status, network, timeout) to one fault. Looks at
 * shapes, not classes, so it needs no client library and answers for `fetch` too.
 */
export function toFault(error: unknown): Fault {
  if (!isObject(error)) return { code: 'INTERNAL', reference: null }
  if (Array.isArray(error['errors'])) return fromGraphQL(error['errors'])
  if (typeof error['statusCode'] === 'number') return fromStatus(error)
  if (error['name'] === 'TimeoutError') return { code: 'TIMEOUT', reference: null }
  // `fetch` says TypeError for every failure below HTTP.
  if (error instanceof TypeError || error['name'] === 'AbortError') return { code: 'NETWORK', reference: null }
  return { code: 'INTERNAL', reference: null }
}

function fromGraphQL(errors: unknown[]): Fault {
  const faults = errors.filter(isObject).map(error => {
    const extensions = isObject(error['extensions']) ? error['extensions'] : {}
    const code = FAULT_CODES.find(known => known === extensions['code']) ?? 'INTERNAL'
    const reference = extensions['reference'] ?? extensions['requestId']
    return { code, reference: typeof reference === 'string' ? reference : null }
  })
  // A lost session explains every other error beside it.
  return faults.find(fault => fault.code === 'UNAUTHENTICATED') ?? faults[0] ?? { code: 'INTERNAL', reference: null }
}

function fromStatus(error: Record<string, unknown>): Fault {
  const code = BY_STATUS[error['statusCode'] as number] ?? 'INTERNAL'
  // A refused request may still carry GraphQL errors that say more than its status.
  if (typeof error['bodyText'] === 'string') {
    try {
      const body: unknown = JSON.parse(error['bodyText'])
      if (isObject(body) && Array.isArray(body['errors'])) {
        const inner = fromGraphQL(body['errors'])
        return inner.code === 'INTERNAL' ? { code, reference: inner.reference } : inner
      }
    } catch {
      // Not JSON: a proxy's page. The status is all there is.
    }
  }
  return { code, reference: null }
}
