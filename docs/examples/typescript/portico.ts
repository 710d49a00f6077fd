import { createClient, type Client } from 'graphql-ws'

/** What Portico said no to, in words for a person: a GraphQL error, or an answer that is none. */
export class PorticoError extends Error {
  /** One of UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, BAD_USER_INPUT, CONFLICT, RATE_LIMITED, UPSTREAM_UNAVAILABLE, INTERNAL. */
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.name = 'PorticoError'
    this.code = code
  }
}

interface Answer<Data> {
  data?: Data | null
  errors?: readonly { message: string; extensions?: { code?: string } }[]
}

/** Questions over HTTP and events over one WebSocket, both with the same API token. */
export class Portico {
  readonly #origin: string
  readonly #token: string
  readonly #socket: Client

  constructor(origin: string, token: string) {
    this.#origin = origin
    this.#token = token
    this.#socket = createClient({
      url: `${origin.replace(/^http/, 'ws')}/graphql`,
      // A lost line is tried again; 4403 says that the token lets nobody in, and waiting does not help.
      shouldRetry: event => event instanceof CloseEvent && event.code !== 4403,
      connectionParams: { authorization: `Bearer ${token}` },
    })
  }

  /** Asks a query or mutation. Throws `PorticoError`. */
  async ask<Data>(query: string, variables: object = {}): Promise<Data> {
    const answer = await fetch(`${this.#origin}/graphql`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    })
    return dataOf((await answer.json()) as Answer<Data>)
  }

  /**
   * The events of a subscription from now on: once this resolves, none is missed. Leaving the loop ends it. Throws
   * `PorticoError`, or the close event when the socket is refused.
   */
  async listen<Data>(query: string): Promise<AsyncGenerator<Data>> {
    const events = this.#socket.iterate<Data>({ query })
    const first = events.next()
    // Reported where the loop reads it; here it must only not count as nobody's.
    first.catch(() => undefined)
    // The socket answers in order: what is asked after the subscription is answered when that is in place.
    for await (const _ of this.#socket.iterate({ query: '{ viewer { id } }' })) break
    return (async function* () {
      try {
        for (let next = await first; !next.done; next = await events.next()) yield dataOf(next.value as Answer<Data>)
      } finally {
        await events.return?.(undefined)
      }
    })()
  }

  async close(): Promise<void> {
    await this.#socket.dispose()
  }
}

function dataOf<Data>({ data, errors }: Answer<Data>): Data {
  const error = errors?.[0]
  if (error || !data) throw new PorticoError(error?.extensions?.code ?? 'INTERNAL', error?.message ?? 'No answer.')
  return data
}
