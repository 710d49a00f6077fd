import type { Tx } from '../../../platform/database/database.ts'

/** Who wants to know of certificates that lost their way to a trusted root. */
export interface AnchoringNews {
  /** These were flagged in the transaction, at an instant of business time; asked once a transaction. */
  lost(tx: Tx, certificateIds: readonly string[], at: Date): Promise<void>
}
