import { defineEntity, p } from '@mikro-orm/core'

/** Work that one server at a time does, by name. */
export const LeaseEntity = defineEntity({
  name: 'Lease',
  tableName: 'lease',
  properties: {
    name: p.string().length(64).primary(),
    /** Fencing token: grows with each taking, so that who comes back late is known (decisions §1). */
    token: p.integer(),
    /** Real time; in the past: free. */
    until: p.datetime(3),
  },
})
