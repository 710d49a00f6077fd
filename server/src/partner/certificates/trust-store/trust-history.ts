import type { Tx } from '../../../platform/database/database.ts'
import { newId } from '../../../platform/ids/ids.ts'
import { TrustCertificateEventEntity } from './trust-certificate.entity.ts'
import type { TrustEventKind } from './trust-events.ts'

/** Appends to a certificate's history. */
export function recordTrustEvent(
  tx: Tx,
  event: { trustCertificateId: string; kind: TrustEventKind; at: Date; actorId: string | null; reason: string | null },
): void {
  tx.create(TrustCertificateEventEntity, { id: newId(), ...event })
}
