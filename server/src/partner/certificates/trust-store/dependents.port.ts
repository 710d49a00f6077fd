import type { Tx } from '../../../platform/database/database.ts'
import type { TrustDomain } from './trust-kinds.ts'
import type { StoredCertificate } from './trust-material.ts'

/** How many hang on an authority, and some of them by name. */
export interface Losing {
  partners: number
  /** Ten at most. */
  names: string[]
}

/** What hangs on the trust store without being part of it: the certificates of partners. */
export interface TrustDependents {
  /** Active partners whose current certificate has a way to a trusted root in `before` and none in `after`. */
  losing(
    domain: TrustDomain,
    before: readonly StoredCertificate[],
    after: readonly StoredCertificate[],
    at: Date,
  ): Promise<Losing>
  /**
   * Flags current certificates by what the domain trusts now, in the transaction of the step that changed it. Tells of
   * it after the commit.
   */
  follow(tx: Tx, domain: TrustDomain, stored: readonly StoredCertificate[], at: Date): Promise<unknown>
}
