/**
 * Where a partner can stand and what moves it (partner-management §3.2; decisions §3: deactivation can be taken back).
 * There is no approval: an accepted certificate is what makes a partner active.
 */
export type PartnerStatus = 'PENDING' | 'ACTIVE' | 'INACTIVE'
export type PartnerEvent = 'certificate-accepted' | 'deactivate' | 'reactivate'

export interface PartnerTransition {
  from: PartnerStatus
  event: PartnerEvent
  to: PartnerStatus
  /** The permission it takes. */
  who: string
}

/** Where a registration begins. */
export const firstPartnerStatus: PartnerStatus = 'PENDING'

export const partnerTransitions: readonly PartnerTransition[] = [
  { from: 'PENDING', event: 'certificate-accepted', to: 'ACTIVE', who: 'certificate.write' },
  { from: 'ACTIVE', event: 'certificate-accepted', to: 'ACTIVE', who: 'certificate.write' },
  { from: 'ACTIVE', event: 'deactivate', to: 'INACTIVE', who: 'partner.write' },
  { from: 'INACTIVE', event: 'reactivate', to: 'ACTIVE', who: 'partner.write' },
]

/** Where the event leads, or undefined where it is impossible: the caller says no, never "done already". */
export const nextPartnerStatus = (from: PartnerStatus, event: PartnerEvent): PartnerStatus | undefined =>
  partnerTransitions.find(transition => transition.from === from && transition.event === event)?.to
