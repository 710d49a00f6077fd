import type { Router } from 'vue-router'
import type { Session } from '../session/session.ts'

/** Sends whoever is not signed in from a public page to any other by way of the sign-in page. */
export function sendStrangers(router: Router, session: Pick<Session, 'state' | 'signIn'>): void {
  const stranger = () => session.state.value === 'stranger'
  router.beforeEach(to => {
    if (!stranger() || to.meta.public) return true
    session.signIn(router.resolve(to.fullPath).href)
    return false
  })
  // It became known only while the page was on its way.
  router.afterEach((to, _, failure) => {
    if (!failure && stranger() && !to.meta.public) session.signIn()
  })
}
