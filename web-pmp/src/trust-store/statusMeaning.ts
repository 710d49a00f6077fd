import { Ban, CalendarClock, CircleCheck, CircleX, Clock, Unlink } from '@lucide/vue'
import type { Icon, Meaning } from '@portico/ui-kit'
import type { TrustCertificateStatus } from '../gql/graphql.ts'

/** How each state of a trust certificate looks: the same wherever it appears. */
export const STATUS: Record<TrustCertificateStatus, { meaning: Meaning; icon: Icon }> = {
  TRUSTED: { meaning: 'positive', icon: CircleCheck },
  EXPIRES_SOON: { meaning: 'caution', icon: Clock },
  EXPIRED: { meaning: 'negative', icon: CircleX },
  NOT_YET_VALID: { meaning: 'info', icon: CalendarClock },
  DISTRUSTED: { meaning: 'neutral', icon: Ban },
  UNANCHORED: { meaning: 'negative', icon: Unlink },
}

export const STATUSES = Object.keys(STATUS) as TrustCertificateStatus[]

/** The domains a trust certificate can vouch for. */
export const DOMAINS = ['AUTH', 'DEVICE', 'FTM', 'MISP'] as const
