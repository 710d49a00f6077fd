import { useSession } from '@portico/web-core'
import { computed, type ComputedRef, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { useViewer } from '../account/useViewer.ts'

declare module 'vue-router' {
  interface RouteMeta {
    /** Open to those who still have steps before them (terms, policy group …). */
    beforeWelcome?: boolean
  }
}

/**
 * Leads somebody with steps before them to `/welcome`, from every page but those marked, and remembers where they wanted
 * to go. Watched here and not in the router: who is signed in is known only after the first page was chosen.
 */
export function useWelcomeFirst(): {
  /** Something stands before the work. */
  waiting: ComputedRef<boolean>
  /** And the present page must not show because of it. */
  held: ComputedRef<boolean>
} {
  const route = useRoute()
  const router = useRouter()
  const session = useSession()
  const viewer = useViewer()

  const waiting = computed(() => session.state.value === 'signedIn' && (viewer.value?.tasks.length ?? 0) > 0)
  // Before the router has chosen a page there is nothing to hold.
  const held = computed(
    () => waiting.value && route.matched.length > 0 && !route.meta.beforeWelcome && !route.meta.public,
  )
  watch(
    () => held.value && route.fullPath,
    to => to && router.replace({ path: '/welcome', query: to === '/' ? {} : { to } }),
    { immediate: true },
  )
  return { waiting, held }
}
