import { type QueryResult, useQuery, useSession, useSubscription } from '@portico/web-core'
import { inject, type InjectionKey, onScopeDispose, provide } from 'vue'
import {
  DashboardDocument,
  type DashboardQuery,
  PartnerChangedDocument,
  TrustStoreChangedDocument,
} from '../gql/graphql.ts'

export type Dashboard = QueryResult<DashboardQuery> & {
  /** Asks again before long: something happened that may change the figures. */
  soon(): void
}

const DASHBOARD: InjectionKey<Dashboard> = Symbol('dashboard')
/** Returning to the window or a burst of events asks at most this often. */
const PAUSE = 3000

/**
 * The figures of the whole portal (cards, navigation, tabs) from one query, asked once and again on focus, after
 * changes here and when the server says that something changed (decisions §4).
 */
export function provideDashboard(): Dashboard {
  const session = useSession()
  // Asked beside the viewer, not after (main.ts): who may not see it is refused, and nothing of it shows.
  const enabled = () => (session.state.value === 'starting' ? !session.isPublic() : session.may('dashboard.read'))
  const dashboard = useQuery(DashboardDocument, { enabled, fetchPolicy: 'cache-first' })

  let asked = Date.now()
  let planned: ReturnType<typeof setTimeout> | undefined
  const ask = () => {
    asked = Date.now()
    planned = undefined
    void dashboard.refetch()
  }
  const soon = () => {
    planned ??= setTimeout(ask, Math.max(0, asked + PAUSE - Date.now()))
  }
  const seen = () => {
    if (document.visibilityState === 'visible' && session.state.value === 'signedIn') soon()
  }
  addEventListener('focus', seen)
  document.addEventListener('visibilitychange', seen)
  onScopeDispose(() => {
    clearTimeout(planned)
    removeEventListener('focus', seen)
    document.removeEventListener('visibilitychange', seen)
  })

  useSubscription(TrustStoreChangedDocument, {
    enabled: () => session.may('trust.read'),
    onData: soon,
    onResume: soon,
  })
  useSubscription(PartnerChangedDocument, {
    enabled: () => session.may('certificate.read'),
    onData: soon,
    onResume: soon,
  })

  const shared: Dashboard = { ...dashboard, soon }
  provide(DASHBOARD, shared)
  return shared
}

/** The figures, wherever they are shown. */
export function useDashboard(): Dashboard {
  const dashboard = inject(DASHBOARD)
  if (!dashboard) throw new Error('provideDashboard was not called above')
  return dashboard
}
