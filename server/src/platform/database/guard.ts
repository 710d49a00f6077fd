import { AsyncLocalStorage } from 'node:async_hooks'
import type { DatabaseConnection, Dialect, Driver } from 'kysely'

/** What the current asynchronous flow may do with the database. */
interface Flow {
  /** True while a unit of work holds the flow's transaction. */
  inUnitOfWork: boolean
  /** True while the unit of work opens its own transaction. */
  opening: boolean
}

const flow = new AsyncLocalStorage<Flow>()
const counter = new AsyncLocalStorage<{ statements: string[] }>()

/** Thrown when code inside a unit of work reaches past its transaction: SQLite has one writer and would wait for ever. */
export class UnitOfWorkViolation extends Error {
  constructor() {
    super(
      'Inside a unit of work only its own transaction may query. Pass `tx` down instead of opening another manager.',
    )
    this.name = 'UnitOfWorkViolation'
  }
}

export const insideUnitOfWork = (): boolean => flow.getStore()?.inUnitOfWork ?? false

/** Runs `work` as a flow whose next connection is its transaction's, and the only one. */
export const enterUnitOfWork = <T>(work: () => Promise<T>): Promise<T> => {
  if (insideUnitOfWork()) throw new UnitOfWorkViolation()
  const state: Flow = { inUnitOfWork: true, opening: true }
  // What was started inside and runs on after the commit (an event's listeners) is free again.
  return flow.run(state, () => work().finally(() => (state.inUnitOfWork = false)))
}

/** Runs `work` and returns every SQL statement that it sent; for query-count specs. */
export async function countStatements<T>(work: () => Promise<T>): Promise<{ result: T; statements: string[] }> {
  const statements: string[] = []
  const result = await counter.run({ statements }, work)
  return { result, statements }
}

/**
 * Wraps a Kysely dialect so that ORM and raw queries alike pass one door: connections are refused to a flow that is
 * inside a unit of work (its transaction already holds one), and statements are counted where a spec asks.
 */
export function guardDialect(dialect: Dialect): Dialect {
  return {
    createAdapter: () => {
      const adapter = dialect.createAdapter()
      // Kysely queues for a single connection before it asks the driver; the driver's own queue serves as well,
      // and a violation must be refused before any waiting begins.
      return new Proxy(adapter, {
        get: (target, property) =>
          property === 'supportsMultipleConnections' ? true : (Reflect.get(target, property, target) as unknown),
      })
    },
    createIntrospector: db => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createDriver: () => guardDriver(dialect.createDriver()),
  }
}

function guardDriver(driver: Driver): Driver {
  const wrapped = new WeakMap<DatabaseConnection, DatabaseConnection>()
  const inner = new WeakMap<DatabaseConnection, DatabaseConnection>()
  const unwrap = (connection: DatabaseConnection) => inner.get(connection) ?? connection
  return new Proxy(driver, {
    get(target, property) {
      if (property === 'acquireConnection') {
        return async (...args: Parameters<Driver['acquireConnection']>) => {
          const current = flow.getStore()
          if (current?.inUnitOfWork) {
            if (!current.opening) throw new UnitOfWorkViolation()
            current.opening = false
          }
          const connection = await target.acquireConnection(...args)
          let outer = wrapped.get(connection)
          if (!outer) {
            outer = countingConnection(connection)
            wrapped.set(connection, outer)
            inner.set(outer, connection)
          }
          return outer
        }
      }
      const value = Reflect.get(target, property, target) as unknown
      if (typeof value !== 'function') return value
      return (first: unknown, ...rest: unknown[]) =>
        Reflect.apply(value, target, [isConnection(first) ? unwrap(first) : first, ...rest])
    },
  })
}

const isConnection = (value: unknown): value is DatabaseConnection =>
  typeof value === 'object' && value !== null && 'executeQuery' in value

function countingConnection(connection: DatabaseConnection): DatabaseConnection {
  return new Proxy(connection, {
    get(target, property) {
      const value = Reflect.get(target, property, target) as unknown
      if (typeof value !== 'function') return value
      if (property !== 'executeQuery') return value.bind(target) as unknown
      return (...args: Parameters<DatabaseConnection['executeQuery']>) => {
        counter.getStore()?.statements.push(args[0].sql)
        return target.executeQuery(...args)
      }
    },
  })
}
