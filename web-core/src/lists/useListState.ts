import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { type ListSpec, type ListState, listQuery, parseListState, personalFilters, turn } from './listState.ts'

/**
 * A list page's state, held by the URL: back, reload and a shared link all come to the same rows. A new filter or page is
 * a step in the history. Only filters on personal data are held by that step alone, so a link does not carry them.
 */
export function useListState<F extends string, O extends string>(spec: ListSpec<F, O>) {
  const route = useRoute()
  const router = useRouter()
  const kept = (): unknown => (history.state as { filters?: unknown } | null)?.filters
  const state = computed(() => parseListState(route.query, spec, kept()))

  const go = (next: ListState<F, O>) => {
    const to = { query: listQuery(next, spec), params: route.params }
    if (!spec.personal) return router.push(to)
    // The address may stay the same while such a filter changes: without force that would be no step at all.
    return router.push({ ...to, state: { filters: personalFilters(next, spec) }, force: true })
  }
  const restart = (change: Partial<ListState<F, O>>) => go({ ...turn.first(state.value), ...change })

  return {
    spec,
    state,
    filtered: computed(() => Object.keys(state.value.filters).length > 0),
    filter: (filters: Partial<Record<F, string>>) => restart({ filters }),
    order: (order: O) => restart({ order }),
    size: (size: number) => restart({ size }),
    first: () => go(turn.first(state.value)),
    next: (page: Parameters<typeof turn.next>[1]) => go(turn.next(state.value, page)),
    previous: (page: Parameters<typeof turn.previous>[1]) => go(turn.previous(state.value, page)),
  }
}

export type List<F extends string, O extends string> = ReturnType<typeof useListState<F, O>>
