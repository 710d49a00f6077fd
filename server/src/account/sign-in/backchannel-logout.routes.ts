import type { FastifyInstance } from 'fastify'
import { errors } from 'jose'
import type { Logger } from '../../platform/log/log.ts'
import type { Sessions } from '../session.service.ts'
import { NoLogoutToken, type LogoutTokens } from './logout-token.ts'

export const BACKCHANNEL_LOGOUT = '/auth/partner/backchannel-logout'

/**
 * `POST /auth/partner/backchannel-logout`: another provider tells that a session of its has ended (OpenID Connect
 * Back-Channel Logout 1.0 §2.5). It comes from the provider's server, so there is neither cookie nor portal header: the
 * signature alone counts. Sent again it finds nothing more to end.
 */
export function backchannelLogoutRoute(
  app: FastifyInstance,
  { tokens, sessions, log }: { tokens: LogoutTokens; sessions: Sessions; log: Logger },
): void {
  app.post(BACKCHANNEL_LOGOUT, async (request, reply) => {
    reply.header('cache-control', 'no-store')
    const token = (request.body as { logout_token?: unknown } | undefined)?.logout_token
    try {
      if (typeof token !== 'string' || !token) throw new NoLogoutToken('is missing')
      await sessions.endByProvider(await tokens.verify(token))
      return await reply.status(200).send()
    } catch (error) {
      const theirs = error instanceof NoLogoutToken || isTokenFault(error)
      log.warn({ requestId: request.id, err: error }, 'a logout of the identity provider could not be followed')
      // §2.8 knows 400 for both; what exactly was wrong is in the log, not for whoever sent it.
      return reply.status(400).send({
        error: theirs ? 'invalid_request' : 'temporarily_unavailable',
        error_description: theirs
          ? 'This is no valid logout token.'
          : 'The sessions could not be ended. Send it again.',
      })
    }
  })
}

/** Wrong by its content or signature; a timeout or an unreadable answer of the key set is the provider's own trouble. */
const isTokenFault = (error: unknown): boolean =>
  error instanceof errors.JOSEError &&
  !(error instanceof errors.JWKSTimeout) &&
  !(error instanceof errors.JWKSInvalid) &&
  error.code !== 'ERR_JOSE_GENERIC'
