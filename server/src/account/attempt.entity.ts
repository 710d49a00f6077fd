import { defineEntity, p } from '@mikro-orm/core'

/**
 * Counters of rate-limiter-flexible on a database server. Names and order of the columns are the library's:
 * it inserts by position. `expire` is milliseconds since 1970. Keys are hashed; they name nobody.
 */
export const RateLimitEntity = defineEntity({
  name: 'RateLimit',
  tableName: 'rate_limit',
  properties: {
    key: p.string().length(191).primary(),
    points: p.integer().default(0),
    expire: p.bigint('number').unsigned().nullable(),
  },
})
