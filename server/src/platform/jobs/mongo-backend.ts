import type { AgendaBackend, JobRepository } from 'agenda'
import { OperatorFault } from '../operator-fault.ts'
import type { Logger } from '../log/log.ts'

/** Milliseconds to wait for a server that takes the question. */
const PATIENCE = 5_000
const COLLECTION = 'portico_bells'

/** Bells that several servers share. */
export interface MongoBackend extends AgendaBackend {
  /** Whether the database answered when it was last asked. */
  readonly up: boolean
}

/** Connects to MongoDB and hands over Agenda's own backend on it. Throws `OperatorFault` with what to do. */
export async function openMongoBackend(url: string, log: Logger): Promise<MongoBackend> {
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
      repository: withoutStrayFaults(backend.repository, log),
      ownsConnection: true,
      // Agenda would ask for a connection without waiting for its failure; ours stands.
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

/** Agenda gives a bell back without waiting for it: a fault there would end the process. The lock runs out by itself. */
const withoutStrayFaults = (repository: JobRepository, log: Logger): JobRepository =>
  new Proxy(repository, {
    get(target, property) {
      const value = Reflect.get(target, property, target) as unknown
      if (typeof value !== 'function') return value
      if (property !== 'unlockJob') return value.bind(target) as unknown
      return async (...args: Parameters<JobRepository['unlockJob']>) => {
        try {
          await target.unlockJob(...args)
        } catch (error) {
          log.warn({ err: error }, 'a bell could not be given back')
        }
      }
    },
  })
