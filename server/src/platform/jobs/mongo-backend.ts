import type { AgendaBackend } from 'agenda'
import { OperatorFault } from '../operator-fault.ts'

/** Milliseconds to wait for a server that takes the question. */
const PATIENCE = 5_000
const COLLECTION = 'portico_bells'

/** Bells that several servers share. */
export interface MongoBackend extends AgendaBackend {
  /** Whether the database answered when it was last asked. */
  readonly up: boolean
}

/** Connects to MongoDB and hands over Agenda's own backend on it. Throws `OperatorFault` with what to do. */
export async function openMongoBackend(url: string): Promise<MongoBackend> {
  // Loaded where it is used: most houses have one server.
  const { MongoClient } = await import('mongodb')
  const { MongoBackend: Backend } = await import('@agendajs/mongo-backend')
  let client: InstanceType<typeof MongoClient> | undefined
  try {
    client = new MongoClient(url, { serverSelectionTimeoutMS: PATIENCE, connectTimeoutMS: PATIENCE })
    let up = true
    client.on('serverHeartbeatSucceeded', () => (up = true))
    client.on('serverHeartbeatFailed', () => (up = false))
    await client.connect()
    const db = client.db()
    // One bell a job, however many servers hang it up at once.
    await db.collection(COLLECTION).createIndex({ name: 1 }, { unique: true })
    const backend = new Backend({ mongo: db, collection: COLLECTION, ensureIndex: false })
    await backend.connect()
    const open = client
    return {
      name: backend.name,
      repository: backend.repository,
      ownsConnection: true,
      connect: async () => {},
      disconnect: () => open.close(),
      get up() {
        return up
      },
    }
  } catch (error) {
    await client?.close().catch(() => undefined)
    const { code, name } = error as { code?: unknown; name?: string }
    // Up to the last @: a password may hold one.
    throw new OperatorFault(
      `The MongoDB at ${url.replace(/\/\/.*@/s, '//…@')} does not answer (${String(code ?? name)}). Start it, or correct MONGODB_URL.`,
      { cause: error },
    )
  }
}
