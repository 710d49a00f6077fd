import { computed, type ComputedRef } from 'vue'

/**
 * The way back to a list as it was left: the former entry of the history when it was that list, filters, order and
 * page included; else the plain list.
 * @param list matches the list's paths, without the portal's base
 */
export function useBackTo(list: RegExp, plain: () => string): ComputedRef<string> {
  const state: unknown = history.state
  const former = typeof state === 'object' && state !== null && 'back' in state ? state.back : null
  return computed(() => (typeof former === 'string' && list.test(former) ? former : plain()))
}
