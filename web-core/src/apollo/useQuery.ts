import type { ObservableQuery, OperationVariables, TypedDocumentNode, WatchQueryFetchPolicy } from '@apollo/client'
import type { Subscription } from 'rxjs'
import { type MaybeRefOrGetter, onScopeDispose, ref, type Ref, shallowRef, type ShallowRef, toValue, watch } from 'vue'
import { type Fault, toFault } from '../faults/fault.ts'
import { usePortal } from '../portal/portal.ts'

export interface QueryOptions<V> {
  variables?: MaybeRefOrGetter<V>
  /** While false nothing is asked; what was there stays. */
  enabled?: MaybeRefOrGetter<boolean>
  /** False: data of other variables goes at once (a detail page). True, the default: it stays until the new is there. */
  keep?: boolean
  /** `cache-and-network` unless told: what is known shows at once and is checked behind it. */
  fetchPolicy?: WatchQueryFetchPolicy
}

export interface QueryResult<T> {
  data: Readonly<ShallowRef<T | undefined>>
  /** Only while there is nothing to show yet. */
  loading: Readonly<Ref<boolean>>
  /** Asking again, with the former data still in `data`. */
  refetching: Readonly<Ref<boolean>>
  error: Readonly<ShallowRef<Fault | null>>
  refetch(): Promise<void>
}

/** A query as refs: follows its variables, shares the cache, and is cancelled with the component that asked. */
export function useQuery<T, V extends OperationVariables = OperationVariables>(
  query: TypedDocumentNode<T, V>,
  options: QueryOptions<V> = {},
): QueryResult<T> {
  const { client } = usePortal()
  const data = shallowRef<T>()
  const loading = ref(false)
  const refetching = ref(false)
  const error = shallowRef<Fault | null>(null)
  let observed: ObservableQuery<T, V> | undefined
  let subscription: Subscription | undefined

  const take = (result: ObservableQuery.Result<T>) => {
    if (result.dataState === 'complete') data.value = result.data as T
    loading.value = result.loading && data.value === undefined
    refetching.value = result.loading && data.value !== undefined
    // An error stays on the page until a new answer replaces it, so that "Try again" does not make it flicker.
    if (result.error) error.value = toFault(result.error)
    else if (!result.loading) error.value = null
  }
  const start = () => {
    observed = client.watchQuery<T, V>({
      query,
      variables: toValue(options.variables) as V,
      fetchPolicy: options.fetchPolicy ?? 'cache-and-network',
      nextFetchPolicy: 'cache-first',
    } as Parameters<typeof client.watchQuery<T, V>>[0])
    subscription = observed.subscribe(result => take(result as ObservableQuery.Result<T>))
  }
  const stop = () => {
    subscription?.unsubscribe()
    observed = subscription = undefined
    loading.value = refetching.value = false
  }

  watch(
    () => toValue(options.enabled) ?? true,
    enabled => (enabled ? start() : stop()),
    { immediate: true },
  )
  watch(
    () => JSON.stringify(toValue(options.variables)),
    () => {
      if (!observed) return
      if (options.keep === false) data.value = undefined
      error.value = null
      // Its outcome arrives through the subscription, failures too.
      observed.setVariables(toValue(options.variables) as V).catch(() => {})
    },
  )
  onScopeDispose(stop)

  return {
    data,
    loading,
    refetching,
    error,
    async refetch() {
      await observed?.refetch().catch(() => {})
    },
  }
}
