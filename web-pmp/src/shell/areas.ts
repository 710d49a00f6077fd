import { Building2, House, Landmark } from '@lucide/vue'
import type { Icon } from '@portico/ui-kit'
import type { DashboardQuery } from '../gql/graphql.ts'

type Figures = DashboardQuery['dashboard']

/** An area of the portal: its card on the dashboard and its entry in the navigation come from the same line. */
export interface Area {
  id: string
  icon: Icon
  route: string
  /** Paths that belong to it, for the mark of the current place. */
  under: string
  permission: string
  /** Message keys: `dashboard.areas.<id>.title` and `.note`; one count per label. */
  counts: { label: string; value: (figures: Figures) => number | null }[]
  /** What waits in it, beside the navigation's words. */
  waiting?: (figures: Figures) => number
}

/** In the order of partner-management §4; an area joins when it is built. */
export const AREAS: readonly Area[] = [
  {
    id: 'trustStore',
    icon: Landmark,
    route: '/trust-store/root',
    under: '/trust-store',
    permission: 'trust.read',
    counts: [
      { label: 'roots', value: figures => figures.trustStore?.roots ?? null },
      { label: 'intermediates', value: figures => figures.trustStore?.intermediates ?? null },
    ],
    waiting: ({ trustStore }) => (trustStore ? trustStore.rootsExpiring + trustStore.intermediatesExpiring : 0),
  },
  {
    id: 'partners',
    icon: Building2,
    route: '/partners',
    under: '/partners',
    permission: 'partner.read',
    counts: [
      { label: 'active', value: figures => figures.partners?.active ?? null },
      { label: 'inactive', value: figures => figures.partners?.inactive ?? null },
    ],
  },
]

export const HOME_ICON: Icon = House
