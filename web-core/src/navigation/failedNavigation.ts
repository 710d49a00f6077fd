import { shallowRef, type ShallowRef } from 'vue'
import type { Router } from 'vue-router'
import type { Fault } from '../faults/fault.ts'

/**
 * A page's code that cannot be loaded: after a new release its file is gone, and loading the address afresh brings the
 * new one; without a network nothing helps but saying so, on the page one still has.
 */
export function watchNavigation(router: Router): ShallowRef<Fault | null> {
  const fault = shallowRef<Fault | null>(null)
  router.onError((_error, to, from) => {
    // On the very first page a fresh load was just tried.
    if (navigator.onLine && from.matched.length > 0) location.assign(router.resolve(to).href)
    else fault.value = { code: 'NETWORK', reference: null }
  })
  router.afterEach((_to, _from, failure) => {
    if (!failure) fault.value = null
  })
  return fault
}
