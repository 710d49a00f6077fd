import { Ban, CalendarClock, CircleCheck, CircleDashed, CircleX, Clock, History, Unlink } from '@lucide/vue'
import type { Icon, Meaning } from '@portico/ui-kit'
import type { PartnerCertificateState, PartnerStatus } from '../gql/graphql.ts'

/** How a partner stands with its certificate: the state of the certificate, or why that does not count. */
export type Standing = PartnerCertificateState | 'NOT_UPLOADED' | 'PARTNER_INACTIVE'

/** How each standing looks: the same wherever it appears. */
export const STANDING: Record<Standing, { meaning: Meaning; icon: Icon }> = {
  ACTIVE: { meaning: 'positive', icon: CircleCheck },
  EXPIRES_SOON: { meaning: 'caution', icon: Clock },
  EXPIRED: { meaning: 'negative', icon: CircleX },
  NOT_YET_VALID: { meaning: 'info', icon: CalendarClock },
  UNANCHORED: { meaning: 'negative', icon: Unlink },
  REPLACED: { meaning: 'neutral', icon: History },
  NOT_UPLOADED: { meaning: 'neutral', icon: CircleDashed },
  PARTNER_INACTIVE: { meaning: 'neutral', icon: Ban },
}

interface Holder {
  status: PartnerStatus
  certificate?: { state: PartnerCertificateState } | null
}

/** What to say first of a partner's certificate; that the partner is deactivated comes before everything else (R-CRT-15). */
export function standingOf({ status, certificate }: Holder): Standing {
  if (status === 'INACTIVE') return 'PARTNER_INACTIVE'
  return certificate?.state ?? 'NOT_UPLOADED'
}

const WAITING: readonly Standing[] = ['NOT_UPLOADED', 'EXPIRES_SOON', 'EXPIRED', 'UNANCHORED']

/** Whether the partner has to do something about it. */
export const waits = (holder: Holder): boolean => WAITING.includes(standingOf(holder))
