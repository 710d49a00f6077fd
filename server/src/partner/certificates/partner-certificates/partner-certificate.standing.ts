import { standingOf } from '../trust-store/index.ts'
import type { Anchoring, PartnerCertificateStatus } from './partner-certificate.entity.ts'

/** How a certificate stands today: whether it is in use, and then what its dates and its anchor say. */
export type PartnerCertificateState =
  | 'ACTIVE'
  | 'EXPIRES_SOON'
  | 'EXPIRED'
  | 'NOT_YET_VALID'
  | 'UNANCHORED'
  | 'REPLACED'

/** The same windows as the trust store's; `at` is business time. */
export function stateOf(
  certificate: { status: PartnerCertificateStatus; anchoring: Anchoring; validFrom: Date; validTo: Date },
  at: Date,
): PartnerCertificateState {
  if (certificate.status === 'REPLACED') return 'REPLACED'
  const status = certificate.anchoring === 'ANCHORED' ? 'TRUSTED' : 'UNANCHORED'
  const standing = standingOf({ ...certificate, status }, at)
  return standing === 'TRUSTED' || standing === 'DISTRUSTED' ? 'ACTIVE' : standing
}
