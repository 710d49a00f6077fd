import { createHash } from 'node:crypto'
import { isIPv6 } from 'node:net'
import { createPool, type Pool } from 'mysql2'
import { RateLimiterMemory, RateLimiterMySQL, RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible'
import type { Database } from '../platform/database/database.ts'

/** Tries a person has before the first wait; after it, one try for each wait. */
export const FREE_TRIES = 5
/** Seconds of the first wait; it doubles up to `LONGEST_WAIT` (NIST SP 800-63B-4 §3.2.2: 30 s … 1 h). */
export const FIRST_WAIT = 30
export const LONGEST_WAIT = 3_600
/** Wrong tries are remembered so long; a right one forgets them. */
const MEMORY = 24 * 3_600
/** Tries of one network address in ten minutes, whomever they name. */
export const TRIES_PER_ADDRESS = 60
const ADDRESS_WINDOW = 600
/** Sign-ins that one network address may begin in a minute: each leaves a row behind. */
export const STARTS_PER_ADDRESS = 240
/** Forms of strangers (register, forgotten, links) that one network address may send in ten minutes, right or wrong. */
export const FORMS_PER_ADDRESS = 60
/** Mails an hour that strangers' forms may cause to one mail address. */
export const MAILS_PER_IDENTITY = 5

/** API tokens unknown to us that one network address may show in ten minutes. */
export const TOKENS_PER_ADDRESS = 60

/** Let in, or told how many seconds to wait. */
export type Admission = { wait: number } | { wait: 0; succeeded(): Promise<void>; failed(): Promise<number> }

export interface Attempts {
  /**
   * Counts one try before anything is checked, so that parallel tries cannot pass more than the limit. `identity` is
   * a keyed hash of what was typed, known or not. A store that is down throws: sign-in fails closed.
   */
  begin(identity: string, address: string): Promise<Admission>
  /** Counts the beginning of a sign-in; the seconds to wait, 0: go on. */
  start(address: string): Promise<number>
  /** Counts an API token that was not known a moment ago; the seconds to wait, 0: look at it. */
  token(address: string): Promise<{ wait: number; succeeded(): Promise<void> }>
  /** Counts a stranger's form; the seconds to wait, 0: go on. */
  form(address: string): Promise<number>
  /** Counts a mail that a stranger's form causes; `identity` as in `begin`. The seconds to wait, 0: go on. */
  mail(identity: string): Promise<number>
  close(): Promise<void>
}

/** Limits by person and by network address, in memory with SQLite, in the database with MySQL/MariaDB. */
export function createAttempts(db: Database): Attempts {
  const store = counters(db)
  const tries = store.limiter('try', FREE_TRIES, 60)
  const strikes = store.limiter('strike', 1_000_000, MEMORY)
  const addresses = store.limiter('address', TRIES_PER_ADDRESS, ADDRESS_WINDOW)
  const starts = store.limiter('start', STARTS_PER_ADDRESS, 60)
  const tokens = store.limiter('token', TOKENS_PER_ADDRESS, ADDRESS_WINDOW)
  const forms = store.limiter('form', FORMS_PER_ADDRESS, ADDRESS_WINDOW)
  const mails = store.limiter('mail', MAILS_PER_IDENTITY, 3_600)

  return {
    async begin(identity, address) {
      const from = hashed(networkOf(address))
      const byAddress = await spend(addresses, from, 1)
      if (byAddress.wait > 0) return { wait: byAddress.wait }
      const earlier = (await strikes.get(identity))?.consumedPoints ?? 0
      const byIdentity = await spend(tries, identity, earlier > 0 ? FREE_TRIES : 1)
      if (byIdentity.wait > 0) return { wait: byIdentity.wait }
      return {
        wait: 0,
        async succeeded() {
          await Promise.all([tries.delete(identity), strikes.delete(identity), addresses.reward(from)])
        },
        async failed() {
          // Exactly one try is the last of its round, however many run at once: only that one makes the wait longer.
          if (byIdentity.left > 0) return 0
          const seconds = Math.min(FIRST_WAIT * 2 ** Math.min(earlier, 20), LONGEST_WAIT)
          await strikes.set(identity, earlier + 1, MEMORY)
          await tries.block(identity, seconds)
          return seconds
        },
      }
    },
    start: async address => (await spend(starts, hashed(networkOf(address)), 1)).wait,
    form: async address => (await spend(forms, hashed(networkOf(address)), 1)).wait,
    mail: async identity => (await spend(mails, identity, 1)).wait,
    async token(address) {
      const from = hashed(networkOf(address))
      const { wait } = await spend(tokens, from, 1)
      return {
        wait,
        async succeeded() {
          await tokens.reward(from)
        },
      }
    },
    close: store.close,
  }
}

/** Takes points; `wait` in seconds when there were none, `left` the points that remain. */
async function spend(
  limiter: RateLimiterAbstract,
  key: string,
  points: number,
): Promise<{ wait: number; left: number }> {
  try {
    return { wait: 0, left: (await limiter.consume(key, points)).remainingPoints }
  } catch (error) {
    if (error instanceof RateLimiterRes) return { wait: Math.max(1, Math.ceil(error.msBeforeNext / 1_000)), left: 0 }
    throw error
  }
}

interface Counters {
  limiter(keyPrefix: string, points: number, duration: number): RateLimiterAbstract
  close(): Promise<void>
}

function counters(db: Database): Counters {
  if (db.dialect === 'sqlite')
    return {
      limiter: (keyPrefix, points, duration) => new RateLimiterMemory({ keyPrefix, points, duration }),
      close: async () => {},
    }
  const pool: Pool = createPool({ uri: db.orm.config.get('clientUrl')!, connectionLimit: 4 })
  return {
    limiter: (keyPrefix, points, duration) =>
      new RateLimiterMySQL({
        storeClient: pool,
        storeType: 'pool',
        dbName: db.orm.config.get('dbName')!,
        tableName: 'rate_limit',
        tableCreated: true,
        keyPrefix,
        points,
        duration,
      }),
    close: () => new Promise((done, fail) => pool.end(error => (error ? fail(error) : done()))),
  }
}

const hashed = (text: string): string => createHash('sha256').update(text).digest('hex')

/** An IPv6 caller owns a whole /64, so that is what counts; IPv4 addresses count one by one. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (mapped) return mapped[1]!
  if (!isIPv6(address)) return address
  const [head = '', tail] = address.split('%')[0]!.toLowerCase().split('::')
  const left = head ? head.split(':') : []
  const right = tail ? tail.split(':') : []
  const middle = tail === undefined ? [] : Array.from({ length: 8 - left.length - right.length }, () => '0')
  return [...left, ...middle, ...right]
    .slice(0, 4)
    .map(group => group.replace(/^0+(?=.)/, ''))
    .join(':')
}
