import type { OperationVariables, TypedDocumentNode } from '@apollo/client'
import type { Subscription } from 'rxjs'
import { type MaybeRefOrGetter, onScopeDispose, shallowRef, toValue, watch } from 'vue'
import { type Fault, toFault } from '../faults/fault.ts'
import { usePortal } from '../portal/portal.ts'

export interface SubscriptionOptions<T, V> {
  variables?: MaybeRefOrGetter<V>
  enabled?: MaybeRefOrGetter<boolean>
  onData: (data: T) => void
  /** The line broke and is back: events in between are lost, ask for the present state. */
  onResume?: () => void
}

/** Listens as long as the component lives. Pages work without it, so a failure is reported, not raised. */
export function useSubscription<T, V extends OperationVariables = OperationVariables>(
  query: TypedDocumentNode<T, V>,
  options: SubscriptionOptions<T, V>,
) {
  const { client, live } = usePortal()
  const error = shallowRef<Fault | null>(null)
  let subscription: Subscription | undefined

  const stop = () => {
    subscription?.unsubscribe()
    subscription = undefined
  }
  const start = () => {
    stop()
    const request = { query, variables: toValue(options.variables) } as Parameters<typeof client.subscribe<T, V>>[0]
    subscription = client.subscribe<T, V>(request).subscribe({
      next: result => {
        error.value = result.error ? toFault(result.error) : null
        if (result.data) options.onData(result.data as T)
      },
      error: thrown => (error.value = toFault(thrown)),
    })
  }

  watch(
    () => [toValue(options.enabled) ?? true, JSON.stringify(toValue(options.variables))] as const,
    ([enabled]) => (enabled ? start() : stop()),
    { immediate: true },
  )
  if (options.onResume) onScopeDispose(live.onResume(options.onResume))
  onScopeDispose(stop)

  return { error, connected: live.connected }
}
