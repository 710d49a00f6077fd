import { ApolloLink } from '@apollo/client'
import { GraphQLWsLink } from '@apollo/client/link/subscriptions'
import type { Client } from 'graphql-ws'
import { Observable, type Observer, type Subscription } from 'rxjs'
import { ref, type Ref } from 'vue'
import { openLine } from './socket/openLine.ts'
import type { Line, LineListener } from './socket/line.ts'

/** The subscriptions of a portal: one WebSocket for all tabs of a session, opened by the first and kept up from then on. */
export interface Live {
  link: ApolloLink
  connected: Ref<boolean>
  /** Calls back whenever the line is there again after a break: what happened meanwhile must be asked for. */
  onResume(callback: () => void): () => void
  /** Calls back when the server closed the line because the session is over. */
  onRefused(callback: () => void): void
  /**
   * Says whose session this tab is in, null while nobody's: every session has a line of its own, and what is asked
   * waits for one. After a change all of it is asked again.
   */
  serve(session: string | null): void
}

export interface LiveOptions {
  /** Milliseconds until a line that was refused is tried again; a new session tries at once. */
  pause?: number
  open?: (portal: string, session: string, listener: LineListener) => Promise<Line>
  /** Where the page's going and coming back is told. */
  page?: Pick<Window, 'addEventListener'>
}

type Operation = Parameters<GraphQLWsLink['request']>[0]
type Answer = ApolloLink.Result

interface Request {
  operation: Operation
  observer: Observer<Answer>
  under?: Subscription | undefined
}

/** The live connection of one portal; its code is loaded when something first subscribes. */
export function createLive(
  portal: string,
  { pause = 30_000, open = openLine, page = globalThis.window }: LiveOptions = {},
): Live {
  const connected = ref(false)
  const resumed = new Set<() => void>()
  const refused: (() => void)[] = []
  const requests = new Set<Request>()
  let session: string | null = null
  let away = false
  let before = false
  let drop: (() => void) | undefined
  let send: ((request: Request) => void) | undefined

  const take = () => {
    if (drop || away || session === null || requests.size === 0) return
    let gone = false
    let isRefused = false
    let again: ReturnType<typeof setTimeout> | undefined
    let line: Line | undefined

    drop = () => {
      gone = true
      drop = send = undefined
      clearTimeout(again)
      connected.value = false
      for (const request of requests) {
        request.under?.unsubscribe()
        request.under = undefined
      }
      line?.leave()
    }
    const reopen = () => {
      drop?.()
      take()
    }
    const listener: LineListener = {
      onConnected() {
        if (gone) return
        connected.value = true
        if (before) for (const callback of resumed) callback()
        before = true
      },
      onClosed(isRefusal) {
        if (gone) return
        connected.value = false
        if (!isRefusal) return
        isRefused = true
        send = undefined
        clearTimeout(again)
        again = setTimeout(reopen, pause)
        for (const callback of refused) callback()
      },
      onGone: () => gone || reopen(),
    }

    open(portal, session, listener).then(
      opened => {
        if (gone) return opened.leave()
        line = opened
        const link = new GraphQLWsLink({ subscribe: opened.subscribe } as Client)
        send = request => {
          request.under = link.request(request.operation).subscribe({
            next: value => request.observer.next(value),
            complete: () => gone || request.observer.complete(),
            // What a refused line ends is asked again on the next one.
            error: error => gone || isRefused || request.observer.error(error),
          })
        }
        for (const request of requests) send(request)
      },
      error => {
        if (gone) return
        drop?.()
        for (const request of requests) request.observer.error(error)
      },
    )
  }

  // A page that may come back as it was must not hold a line meanwhile: browsers keep no such page.
  page?.addEventListener('pagehide', () => {
    away = true
    drop?.()
  })
  page?.addEventListener('pageshow', () => {
    away = false
    take()
  })

  const link = new ApolloLink(
    operation =>
      new Observable(observer => {
        const request: Request = { operation, observer }
        requests.add(request)
        if (send) send(request)
        else take()
        return () => {
          requests.delete(request)
          request.under?.unsubscribe()
        }
      }),
  )

  return {
    link,
    connected,
    onResume(callback) {
      resumed.add(callback)
      return () => resumed.delete(callback)
    },
    onRefused: callback => refused.push(callback),
    serve(next) {
      if (next === session) return
      drop?.()
      session = next
      take()
    },
  }
}
