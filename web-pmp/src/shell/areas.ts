import { AlarmClockCheck, BadgeCheck, Building2, House, Landmark, ScrollText } from '@lucide/vue'
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
  /** Who may this as well sees the administrator's set only (R-DASH-03). */
  unless?: string
  /**
   * Message keys: `dashboard.areas.<id>.title` and `.note`; one count per label. A quiet count shows only above zero, or
   * as the first of its card when all are zero.
   */
  counts: { label: string; value: (figures: Figures) => number | null; quiet?: true }[]
  /** What waits in it, beside the navigation's words. */
  waiting?: (figures: Figures) => number
}

/** In the order of partner-management §4; an area joins when it is built. */
const AREAS: readonly Area[] = [
  {
    id: 'certificates',
    icon: BadgeCheck,
    route: '/certificates',
    under: '/certificates',
    permission: 'certificate.write',
    unless: 'partner.read',
    counts: [
      // Each certificate counts once: what is about to end is no longer simply in use.
      {
        label: 'inUse',
        value: ({ certificates }) =>
          certificates && certificates.current - certificates.expiring - certificates.expired,
        quiet: true,
      },
      { label: 'missing', value: ({ certificates }) => certificates && certificates.missing, quiet: true },
      { label: 'expiring', value: ({ certificates }) => certificates && certificates.expiring, quiet: true },
      { label: 'expired', value: ({ certificates }) => certificates && certificates.expired, quiet: true },
    ],
    waiting: ({ certificates }) =>
      certificates ? certificates.missing + certificates.expiring + certificates.expired : 0,
  },
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
      { label: 'pending', value: figures => figures.partners?.pending ?? null, quiet: true },
      { label: 'inactive', value: figures => figures.partners?.inactive ?? null },
    ],
  },
  {
    id: 'jobs',
    icon: AlarmClockCheck,
    route: '/operations/jobs',
    under: '/operations/jobs',
    permission: 'job.read',
    counts: [],
  },
  {
    id: 'audit',
    icon: ScrollText,
    route: '/operations/audit',
    under: '/operations/audit',
    permission: 'audit.read',
    counts: [],
  },
]

/** The areas of somebody who may what `may` says. */
export const areasFor = (may: (permission: string) => boolean): Area[] =>
  AREAS.filter(({ permission, unless }) => may(permission) && !(unless && may(unless)))

export const HOME_ICON: Icon = House
