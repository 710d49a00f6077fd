import type { Clock } from '../../../platform/clock/clock.ts'
import type { Tx } from '../../../platform/database/database.ts'
import { TrustCertificateEntity } from './trust-certificate.entity.ts'
import { nextTrustState, type TrustEvent } from './trust-certificate.states.ts'
import type { TrustEventKind, TrustStoreHappening } from './trust-events.ts'
import { recordTrustEvent } from './trust-history.ts'
import { anchoredIds } from './trust-impact.ts'
import type { StoredCertificate } from './trust-material.ts'

/**
 * Moves everything whose way to a root was lost or found by the step that led from `before` to `after`. What had no way
 * before (an issuer that ran out) is left alone: this step did not take it. `decided` is the one whose state the step
 * set by itself: with no way to a root it cannot stand there.
 */
export async function followAnchors(
  tx: Tx,
  clock: Clock,
  { before, after, decided }: { before: StoredCertificate[]; after: StoredCertificate[]; decided?: string },
): Promise<TrustStoreHappening[]> {
  const at = clock.businessNow()
  const had = anchoredIds(before, at)
  const has = anchoredIds(after, at)
  const happened: TrustStoreHappening[] = []
  for (const { id, status } of after) {
    const lost = had.has(id) || id === decided
    const event: TrustEvent | undefined = has.has(id) ? 'anchor-regained' : lost ? 'anchor-lost' : undefined
    const to = event && nextTrustState(status, event)
    if (!to) continue
    const row = await tx.findOneOrFail(TrustCertificateEntity, { id })
    row.status = to
    const kind: TrustEventKind = event === 'anchor-lost' ? 'ANCHOR_LOST' : 'ANCHOR_REGAINED'
    recordTrustEvent(tx, { trustCertificateId: id, kind, at: clock.now(), actorId: null, reason: null })
    happened.push({ kind, trustCertificateId: id })
  }
  return happened
}
