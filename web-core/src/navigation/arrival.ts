import { nextTick } from 'vue'
import type { Router } from 'vue-router'

/**
 * Arriving at another page moves the focus to its heading, so that keyboard and screen reader start where the eye
 * does. Turning a list's pages or filters is no arrival, and neither is the very first page: the browser starts there.
 */
export function focusOnArrival(router: Router): void {
  router.afterEach(async (to, from, failure) => {
    if (failure || from.matched.length === 0 || to.path === from.path) return
    if (to.meta.arrival !== undefined && to.meta.arrival === from.meta.arrival) return
    await nextTick()
    document.querySelector<HTMLElement>('[data-page-heading]')?.focus({ preventScroll: true })
  })
}
