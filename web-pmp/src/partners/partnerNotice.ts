import type { Meaning } from '@portico/ui-kit'
import type { PartnerCertificateState, PartnerStatus } from '../gql/graphql.ts'

/** What is due with a partner, by its message key below `partners.notice`. */
export interface PartnerNotice {
  key: 'INACTIVE' | 'PENDING' | 'EXPIRES_SOON' | 'EXPIRED' | 'UNANCHORED'
  meaning: Meaning
}

/** The one thing to say over a partner's page; nothing when all is well. That it is deactivated comes first. */
export function noticeOf(partner: {
  status: PartnerStatus
  certificate?: { state: PartnerCertificateState } | null
}): PartnerNotice | null {
  if (partner.status === 'INACTIVE') return { key: 'INACTIVE', meaning: 'neutral' }
  if (partner.status === 'PENDING') return { key: 'PENDING', meaning: 'info' }
  const state = partner.certificate?.state
  if (state === 'EXPIRES_SOON') return { key: state, meaning: 'caution' }
  if (state === 'EXPIRED' || state === 'UNANCHORED') return { key: state, meaning: 'negative' }
  return null
}
