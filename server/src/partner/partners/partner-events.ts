import type { Tx } from '../../platform/database/database.ts'
import type { Bus } from '../../platform/events/bus.ts'
import { newId } from '../../platform/ids/ids.ts'
import { PartnerEventEntity, type PartnerEventKind } from './partner-event.entity.ts'

/** What may be told of a partner: its history, and what befalls its certificate from above. */
export type PartnerChangeKind = PartnerEventKind | 'CERTIFICATE_UNANCHORED' | 'CERTIFICATE_ANCHORED'

/** What happened to a partner; told to subscribers after the commit, see `tellPartnerChange`. */
export interface PartnerHappening {
  kind: PartnerChangeKind
  partnerId: string
}

/** Topic on the bus. */
export const partnerTopic = 'partner'

/** Appends to a partner's history, in the transaction of what happened. `at` is real time. */
export function recordPartnerEvent(
  tx: Tx,
  event: { partnerId: string; kind: PartnerEventKind; at: Date; actorId: string | null; reason?: string | null },
): void {
  tx.persist(tx.create(PartnerEventEntity, { id: newId(), reason: null, ...event }))
}

/** Tells subscribers once the transaction has committed; nobody hears of what was rolled back. */
export const tellPartnerChange = (tx: Tx, bus: Bus, happening: PartnerHappening): void =>
  bus.after(tx, partnerTopic, happening)
