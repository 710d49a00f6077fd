import { createConnection } from 'mysql2/promise'
import { OperatorFault } from '../operator-fault.ts'
import type { Database } from './database.ts'

/** Seconds to wait for another server that prepares the same database. */
const PATIENCE = 120

/**
 * Runs `work` while no other server on the same database runs any: migrations and seeds, which cannot share a
 * transaction. The lock belongs to a connection, so it ends with a server that dies. SQLite has one server only.
 */
export async function alone<T>(db: Database, work: () => Promise<T>): Promise<T> {
  if (db.dialect === 'sqlite') return work()
  const connection = await createConnection({ uri: db.orm.config.get('clientUrl')!, connectTimeout: 5_000 })
  try {
    // Names of locks are the whole server's, databases are not; 64 characters at most.
    const [rows] = await connection.query(
      "select get_lock(concat('portico ', left(sha2(database(), 256), 40)), ?) as held",
      [PATIENCE],
    )
    if (Number((rows as { held: unknown }[])[0]?.held) !== 1)
      throw new OperatorFault(
        `Another server has been preparing this database for ${PATIENCE} seconds. See what it does, then start again.`,
      )
    return await work()
  } finally {
    connection.destroy()
  }
}
