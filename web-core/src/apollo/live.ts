import { ApolloLink } from '@apollo/client'
import { Observable, type Subscription } from 'rxjs'
import { ref, type Ref } from 'vue'

/** The WebSocket of a portal, opened by its first subscription and kept up from then on. */
export interface Live {
  link: ApolloLink
  connected: Ref<boolean>
  /** Calls back whenever the line is there again after a break: what happened meanwhile must be asked for. */
  onResume(callback: () => void): () => void
  /** Calls back when the server closed the line because the session is over. */
  onRefused(callback: () => void): void
}

/** A live connection for one portal; its code is loaded when something first subscribes. */
export function createLive(portal: string): Live {
  const connected = ref(false)
  const resumed = new Set<() => void>()
  const refused: (() => void)[] = []

  const load = once(async () => {
    const { openSocket } = await import('./socket.ts')
    return openSocket(portal, {
      onConnected(again) {
        connected.value = true
        if (again) for (const callback of resumed) callback()
      },
      onClosed(isRefusal) {
        connected.value = false
        if (isRefusal) for (const callback of refused) callback()
      },
    })
  })

  const link = new ApolloLink(
    operation =>
      new Observable(observer => {
        let inner: Subscription | undefined
        let gone = false
        load().then(
          socket => {
            if (!gone) inner = socket.request(operation).subscribe(observer)
          },
          error => observer.error(error),
        )
        return () => {
          gone = true
          inner?.unsubscribe()
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
  }
}

function once<T>(start: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined
  return () =>
    (running ??= start().catch(error => {
      running = undefined
      throw error
    }))
}
