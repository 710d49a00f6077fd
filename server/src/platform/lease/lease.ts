import type { Clock } from '../clock/clock.ts'
import type { Database } from '../database/database.ts'
import { isUniqueViolation } from '../database/unique-violation.ts'
import { LeaseEntity } from './lease.entity.ts'

/** Held by this server, and by no other as long as it is renewed in time. */
export interface Lease {
  /** Grows with each taking: what is written with an older one came too late. */
  readonly token: number
  /** Takes it for as long again; false when somebody else has taken it meanwhile, so that who was asleep stops. */
  renew(): Promise<boolean>
}

export interface LeaseTerms {
  /** Up to 64 characters. */
  name: string
  /** Real time that the lease outlives a server that died. */
  milliseconds: number
}

/**
 * Does `work` while no other server does any under the same name; 'HELD' when one is at it. The lease is renewed while the
 * work goes on and freed at its end. A server that slept past its lease is not stopped: what must not be done twice
 * asks `lease.renew()` first, or is written so that twice does no harm. Not for use inside of a unit of work.
 */
export async function withLease<T>(
  db: Database,
  clock: Clock,
  terms: LeaseTerms,
  work: (lease: Lease) => Promise<T>,
): Promise<T | 'HELD'> {
  const token = await take(db, clock, terms)
  if (token === null) return 'HELD'
  const set = (milliseconds: number) => {
    const until = new Date(clock.now().getTime() + milliseconds)
    return db.em().nativeUpdate(LeaseEntity, { name: terms.name, token }, { until })
  }
  const renew = async () => (await set(terms.milliseconds)) === 1
  // A renewal that fails is made good by the next, or by somebody else's taking the lease.
  const timer = setInterval(() => void renew().catch(() => false), terms.milliseconds / 3)
  timer.unref()
  try {
    return await work({ token, renew })
  } finally {
    clearInterval(timer)
    // What cannot be freed runs out by itself; the work is done all the same.
    await set(0).catch(() => 0)
  }
}

/** Compare-and-set, one statement a step, so that nobody waits for anybody. The token of the taking; null: it is held. */
async function take(db: Database, clock: Clock, { name, milliseconds }: LeaseTerms): Promise<number | null> {
  const now = clock.now()
  const until = new Date(now.getTime() + milliseconds)
  const held = await db.em().findOne(LeaseEntity, { name })
  if (!held) {
    try {
      await db.em().insert(LeaseEntity, { name, token: 1, until })
      return 1
    } catch (error) {
      if (isUniqueViolation(error)) return null
      throw error
    }
  }
  if (held.until > now) return null
  const token = held.token + 1
  const free = { name, token: held.token, until: { $lte: now } }
  return (await db.em().nativeUpdate(LeaseEntity, free, { token, until })) === 1 ? token : null
}
