import { DAY } from '../../../platform/clock/clock.ts'
import type { TrustState } from './trust-certificate.states.ts'

/** How a certificate stands today: its state, and within TRUSTED what its dates say. */
export type TrustStanding = 'TRUSTED' | 'EXPIRES_SOON' | 'EXPIRED' | 'NOT_YET_VALID' | 'UNANCHORED' | 'DISTRUSTED'

/** Days before the end at which a certificate counts as expiring soon (partner-management §4). */
export const SOON_DAYS = 30

/** The instant until which something "expires within n days": the end of that UTC day (R-ENV-07, decisions §1 Time). */
export function endOfWindow(at: Date, days: number): Date {
  const midnight = Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate())
  return new Date(midnight + (days + 1) * DAY - 1)
}

export function standingOf(
  certificate: { status: TrustState; validFrom: Date; validTo: Date },
  at: Date,
): TrustStanding {
  if (certificate.status === 'DISTRUSTED') return 'DISTRUSTED'
  if (certificate.validTo < at) return 'EXPIRED'
  if (certificate.status === 'UNANCHORED') return 'UNANCHORED'
  if (certificate.validFrom > at) return 'NOT_YET_VALID'
  return certificate.validTo <= endOfWindow(at, SOON_DAYS) ? 'EXPIRES_SOON' : 'TRUSTED'
}
