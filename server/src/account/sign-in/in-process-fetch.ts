import type { FastifyInstance, InjectOptions } from 'fastify'
import type { CustomFetch } from 'openid-client'

/**
 * A fetch that reaches our own routes without a socket: the built-in provider answers the server behind any proxy, and
 * the public address need not be reachable from inside.
 */
export const inProcessFetch =
  (app: FastifyInstance): CustomFetch =>
  async (url, { method, headers, body }) => {
    const { pathname, search } = new URL(url)
    const payload =
      body === null || body === undefined ? undefined : body instanceof URLSearchParams ? body.toString() : body
    const answer = await app.inject({
      method: method as InjectOptions['method'],
      url: pathname + search,
      headers,
      ...(payload === undefined ? {} : { payload: payload as string }),
    })
    const sent = new Headers()
    for (const [name, value] of Object.entries(answer.headers)) if (value !== undefined) sent.set(name, String(value))
    return new Response(answer.statusCode === 204 ? null : answer.rawPayload.toString(), {
      status: answer.statusCode,
      headers: sent,
    })
  }
