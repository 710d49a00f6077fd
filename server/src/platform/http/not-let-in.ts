/**
 * The API token that was shown lets nobody in, or too many such tokens came from this address. One wording for a token
 * that never was, has expired, was revoked, or whose owner is gone: the caller learns nothing of it (RFC 6750 §3.1).
 */
export class NotLetIn extends Error {
  readonly code: 'UNAUTHENTICATED' | 'RATE_LIMITED'
  readonly statusCode: 401 | 429
  readonly headers: Readonly<Record<string, string>>
  /** Seconds to wait; 0: waiting does not help. */
  readonly retryAfterSeconds: number

  constructor(retryAfterSeconds = 0) {
    super(
      retryAfterSeconds > 0
        ? `Too many requests. Try again in ${retryAfterSeconds} seconds.`
        : 'This API token is not valid: it is unknown, has expired or was revoked. Make a new one in your profile.',
    )
    this.name = 'NotLetIn'
    this.retryAfterSeconds = retryAfterSeconds
    this.code = retryAfterSeconds > 0 ? 'RATE_LIMITED' : 'UNAUTHENTICATED'
    this.statusCode = retryAfterSeconds > 0 ? 429 : 401
    this.headers =
      retryAfterSeconds > 0
        ? { 'retry-after': String(retryAfterSeconds) }
        : { 'www-authenticate': 'Bearer realm="portico", error="invalid_token"' }
  }
}
