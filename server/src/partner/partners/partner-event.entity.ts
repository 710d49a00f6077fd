import { defineEntity, p } from '@mikro-orm/core'

/** What happened to a partner, and why; shown as its history. */
export const PartnerEventEntity = defineEntity({
  name: 'PartnerEvent',
  tableName: 'partner_event',
  indexes: [{ properties: ['partnerId', 'at', 'id'] }],
  properties: {
    id: p.string().length(36).primary(),
    partnerId: p.string().length(36),
    /** `PartnerEventKind`. */
    kind: p.string().length(32),
    at: p.datetime(3),
    /** The person who did it; null when the house did. */
    actorId: p.string().length(36).nullable(),
    reason: p.string().length(500).nullable(),
  },
})

export type PartnerEventKind =
  | 'REGISTERED'
  | 'POLICY_GROUP_CHOSEN'
  | 'CERTIFICATE_UPLOADED'
  | 'ACTIVATED'
  | 'CONTACT_CHANGED'
  | 'DEACTIVATED'
  | 'REACTIVATED'
