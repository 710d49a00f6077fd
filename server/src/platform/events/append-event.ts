import type { Kysely } from 'kysely'
import type { Tx } from '../database/database.ts'
import { storedInstant, type StoredInstant } from '../database/rows.ts'
import { newId } from '../ids/ids.ts'

interface Tables {
  outbox_event: {
    id: string
    topic: string
    payload: string
    created_at: StoredInstant
    lease_until: StoredInstant
    lease: number
    attempts: number
  }
}

/**
 * Appends an event in a transaction of SQL; the relay finds it within half a second of the commit. `now`: real time.
 * Services of the ORM say `bus.after`, which also wakes the relay. Returns the event's id.
 */
export async function appendEvent(
  into: Tx | Kysely<never>,
  { topic, payload, now }: { topic: string; payload: object; now: Date },
): Promise<string> {
  const db = 'getKysely' in into ? into.getKysely<Tables>() : (into as unknown as Kysely<Tables>)
  // What the adapter can do, and not its class, of which a process may hold two: only SQLite's can return rows.
  const at = storedInstant(db.getExecutor().adapter.supportsReturning ? 'sqlite' : 'mysql', now)
  const id = newId()
  await db
    .insertInto('outbox_event')
    .values({ id, topic, payload: JSON.stringify(payload), created_at: at, lease_until: at, lease: 0, attempts: 0 })
    .execute()
  return id
}
