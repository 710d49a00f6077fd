import * as client from 'openid-client'
import type { Clock } from '../../platform/clock/clock.ts'

/** Where the token for Key Manager comes from. */
export interface TokenSource {
  /** A token that should still be good. Throws `TokenRefused`, or what the network throws. */
  token(): Promise<string>
  /** Key Manager refused this one; whether asking again may give another. */
  refused(token: string): boolean
}

/** The identity provider answered, and gave no token. */
export class TokenRefused extends Error {}

/** A token that the operator gave. */
export const givenToken = (token: string): TokenSource => ({ token: async () => token, refused: () => false })

export interface ClientCredentials {
  tokenUrl: string
  clientId: string
  clientSecret: string
  /** Seconds to wait for an answer. */
  seconds: number
  clock: Clock
}

/** Seconds before its end at which a token is no longer used, so that it does not run out on its way. */
const MARGIN = 30
/** Life of a token whose answer does not tell. */
const UNTOLD = 60

/** Tokens by client credentials (RFC 6749 §4.4), kept until shortly before their end, asked for once at a time. */
export function clientCredentials({
  tokenUrl,
  clientId,
  clientSecret,
  seconds,
  clock,
}: ClientCredentials): TokenSource {
  const url = new URL(tokenUrl)
  const configuration = new client.Configuration(
    { issuer: url.origin, token_endpoint: tokenUrl },
    clientId,
    clientSecret,
    client.ClientSecretPost(clientSecret),
  )
  configuration.timeout = seconds
  // Inside a platform the provider is often spoken to without TLS; the operator's address decides.
  if (url.protocol === 'http:') client.allowInsecureRequests(configuration)
  let kept: { token: string; until: number } | undefined
  let asking: Promise<string> | undefined

  const ask = async (): Promise<string> => {
    try {
      const { access_token: token, expires_in: life = UNTOLD } = await client.clientCredentialsGrant(configuration)
      kept = { token, until: clock.now().getTime() + Math.max(life - MARGIN, life / 2) * 1_000 }
      return token
    } catch (error) {
      const answered =
        error instanceof client.ResponseBodyError || error instanceof client.WWWAuthenticateChallengeError
      throw answered ? new TokenRefused('no token', { cause: error }) : error
    } finally {
      asking = undefined
    }
  }
  return {
    async token() {
      if (kept && clock.now().getTime() < kept.until) return kept.token
      return (asking ??= ask())
    },
    refused(token) {
      if (kept?.token === token) kept = undefined
      return true
    },
  }
}
