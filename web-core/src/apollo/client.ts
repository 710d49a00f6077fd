import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client'
import { map, Observable } from 'rxjs'
import { type Fault, toFault } from '../faults/fault.ts'
import type { Live } from './live.ts'

export interface ClientOptions {
  portal: string
  /** Asked for every request, so a switch of language counts from the next one on. */
  language: () => string
  live: Live
  /** Told of every fault on its way to the page: the session listens for UNAUTHENTICATED. */
  onFault: (fault: Fault) => void
}

/** R-SES-02: a request that has no answer after three minutes is given up. */
const TIMEOUT = 180_000

/**
 * The GraphQL client of a portal: HTTP for queries and mutations, the live connection for subscriptions. The portal
 * header selects the session and marks the call as ours (decisions §2).
 */
export function createClient({ portal, language, live, onFault }: ClientOptions): ApolloClient {
  const http = new HttpLink({
    uri: '/graphql',
    credentials: 'same-origin',
    fetch: (input, init) => {
      const late = AbortSignal.timeout(TIMEOUT)
      return fetch(input, { ...init, signal: init?.signal ? AbortSignal.any([init.signal, late]) : late })
    },
  })
  const headers = new ApolloLink((operation, forward) => {
    operation.setContext(context => ({
      ...context,
      headers: { ...context['headers'], 'X-Portico-Portal': portal, 'Accept-Language': language() },
    }))
    return forward(operation)
  })
  const watch = new ApolloLink(
    (operation, forward) =>
      new Observable(observer =>
        forward(operation)
          .pipe(
            map(result => {
              if (result.errors?.length) onFault(toFault(result))
              return result
            }),
          )
          .subscribe({
            next: result => observer.next(result),
            complete: () => observer.complete(),
            error: error => {
              onFault(toFault(error))
              observer.error(error)
            },
          }),
      ),
  )
  return new ApolloClient({
    cache: new InMemoryCache(),
    link: watch.concat(
      ApolloLink.split(operation => operation.operationType === 'subscription', live.link, headers.concat(http)),
    ),
    devtools: { enabled: false },
  })
}
