import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

/** What the storm takes of the built server by hand, beside what it runs of it. */
export interface BuiltServer {
  compose(config: { port: number }, options: { clock: { now(): Date; businessNow(): Date } }): Promise<BuiltHouse>
  readConfig(environment: NodeJS.ProcessEnv, folder: string): { port: number }
  createVault(key: unknown): { seal(table: string, column: string, rowId: string, value: string): string }
  deriveDataKey(secret: Buffer): unknown
}

export interface BuiltHouse {
  app: { listen(at: { port: number; host: string }): Promise<unknown> }
  jobs: { start(): Promise<void> }
  close(): Promise<void>
}

const load = (path: string): Promise<Partial<BuiltServer>> =>
  import(pathToFileURL(resolve(import.meta.dirname, '../../../server/dist', path)).href)

/** The parts of `server/dist` that are in these modules. */
export const built = async (...paths: string[]): Promise<BuiltServer> =>
  Object.assign({}, ...(await Promise.all(paths.map(load)))) as BuiltServer
