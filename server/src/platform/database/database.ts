import { accessSync, constants, existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type { EntityManager, EntitySchema, MikroORM } from '@mikro-orm/sql'
import type { DatabaseConnection, Kysely } from 'kysely'
import { collectAfterCommit } from './after-commit.ts'
import { alone } from './alone.ts'
import { enterUnitOfWork, guardDialect } from './guard.ts'
import { OperatorFault } from '../operator-fault.ts'
import { isRefusal, type Refusal } from '../refusal/refusal.ts'

export type Dialect = 'sqlite' | 'mysql'

/** The transaction's manager: inside a unit of work the only thing that may query. */
export type Tx = EntityManager

export interface DatabaseOptions {
  /** Empty or a path: SQLite file (`:memory:` for specs). `mysql://` or `mariadb://`: a server. */
  url: string
  entities: readonly EntitySchema[]
  /** Migration classes of each dialect, in order. */
  migrations: Record<Dialect, readonly MigrationEntry[]>
  /** Connections of the pool (servers only). */
  pool?: number
  /** Seconds a read may run before the server ends it (servers only). */
  statementSeconds?: number
}

export interface MigrationEntry {
  name: string
  class: new (...args: never[]) => unknown
}

/** The relational database, whichever it is: SQLite embedded or MySQL/MariaDB (architecture §2). */
export class Database {
  readonly orm: MikroORM
  readonly dialect: Dialect

  constructor(orm: MikroORM, dialect: Dialect) {
    this.orm = orm
    this.dialect = dialect
  }

  /** A fresh manager for one operation's reads. */
  em(): EntityManager {
    return this.orm.em.fork() as EntityManager
  }

  /** Typed SQL for read paths that need no entities. Rows come as the driver gives them; see `rows.ts`. */
  sql<Tables>(): Kysely<Tables> {
    return (this.orm.em.getConnection() as unknown as { getClient(): Kysely<Tables> }).getClient()
  }

  /** One round trip, for readiness. Throws when the database does not answer. */
  async ping(): Promise<void> {
    const check = await this.orm.em.getConnection().checkConnection()
    if (!check.ok) throw new Error(check.reason)
  }

  async close(): Promise<void> {
    await this.orm.close(true)
  }
}

export interface UnitOfWorkOptions {
  /**
   * Servers only: each statement sees what was committed before it, and ranges are not locked against inserts. For
   * set-based work that would hold up everybody else, or waits for a lock to see what its holder wrote.
   */
  readCommitted?: boolean
}

/**
 * Runs `work` in one transaction. A throw or a returned `Refusal` rolls back, so nothing is half-saved
 * (architecture §3, rule 3); what must survive a refusal is written in a unit of work of its own.
 */
export async function unitOfWork<T>(
  db: Database,
  work: (tx: Tx) => Promise<T | Refusal>,
  { readCommitted = false }: UnitOfWorkOptions = {},
): Promise<T | Refusal> {
  // SQLite has one writer, and no levels.
  const isolation = readCommitted && db.dialect === 'mysql' ? { isolationLevel: 'read committed' as const } : {}
  let refused: Refusal | undefined
  let committed = () => {}
  try {
    const done = await enterUnitOfWork(() =>
      (db.orm.em.fork() as EntityManager).transactional(async tx => {
        committed = collectAfterCommit(tx as Tx)
        const result = await work(tx as Tx)
        if (isRefusal(result)) {
          refused = result
          throw new RolledBack()
        }
        return result
      }, isolation),
    )
    committed()
    return done
  } catch (error) {
    if (error instanceof RolledBack && refused) return refused
    throw error
  }
}

/** Carries a refusal out of the ORM's transaction so that it rolls back; never seen outside. */
class RolledBack extends Error {}

/** Opens the database; does not migrate. Throws `DatabaseUnreachable` with what to do. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const flavour = /^(mysql|mariadb):\/\//.test(options.url) ? await flavourOf(options.url) : undefined
  const dialect: Dialect = flavour ? 'mysql' : 'sqlite'
  const { MikroORM: Orm } = await import('@mikro-orm/sql')
  const { Migrator } = await import('@mikro-orm/migrations')
  const common = {
    entities: [...options.entities],
    discovery: { checkDuplicateTableNames: true },
    extensions: [Migrator],
    migrations: {
      migrationsList: options.migrations[dialect].map(({ name, class: migration }) => ({
        name,
        class: migration as never,
      })),
      snapshot: false,
      silent: true,
      tableName: 'schema_migration',
    },
    forceUtcTimezone: true,
    // One place for every string column's form; MariaDB compares bytes as SQLite does (decisions §1, Names).
    charset: 'utf8mb4',
    collate: 'utf8mb4_bin',
  }
  const orm = flavour
    ? new Orm({ ...common, driver: await serverDriver(flavour), ...serverOptions(options, flavour) })
    : new Orm({
        ...common,
        driver: (await import('@mikro-orm/libsql')).LibSqlDriver as never,
        ...sqliteOptions(options.url),
      })
  const connection = orm.em.getConnection() as unknown as { createKyselyDialect(o: object): unknown }
  const create = connection.createKyselyDialect.bind(connection)
  connection.createKyselyDialect = overrides => {
    const dialect = create(overrides)
    return dialect instanceof Promise ? dialect.then(guardDialect) : guardDialect(dialect as never)
  }
  try {
    await orm.connect()
    await new Database(orm as MikroORM, dialect).ping()
  } catch (error) {
    throw new DatabaseUnreachable(options.url, { cause: error })
  }
  return new Database(orm as MikroORM, dialect)
}

/** Which of the two server products answers: they are spoken to alike but differ in types and in time limits. */
async function flavourOf(url: string): Promise<'mariadb' | 'mysql'> {
  const { createConnection } = await import('mysql2/promise')
  try {
    const connection = await createConnection({ uri: url.replace(/^mariadb:/, 'mysql:'), connectTimeout: 5_000 })
    const [rows] = await connection.query('select version() as version')
    await connection.end()
    return /mariadb/i.test(String((rows as { version: string }[])[0]?.version)) ? 'mariadb' : 'mysql'
  } catch (error) {
    throw new DatabaseUnreachable(url, { cause: error })
  }
}

const serverDriver = async (flavour: 'mariadb' | 'mysql'): Promise<never> =>
  (flavour === 'mariadb'
    ? (await import('@mikro-orm/mariadb')).MariaDbDriver
    : (await import('@mikro-orm/mysql')).MySqlDriver) as never

const serverOptions = ({ url, pool, statementSeconds = 10 }: DatabaseOptions, flavour: 'mariadb' | 'mysql') => ({
  clientUrl: url.replace(/^mariadb:/, 'mysql:'),
  pool: { min: 0, max: pool ?? 10 },
  driverOptions: { connectTimeout: 5_000 },
  onCreateConnection: (connection: unknown) =>
    runAll(connection, [
      flavour === 'mariadb'
        ? `set session max_statement_time = ${statementSeconds}`
        : `set session max_execution_time = ${statementSeconds * 1_000}`,
    ]),
})

async function runAll(connection: unknown, statements: readonly string[]): Promise<void> {
  const { CompiledQuery } = await import('kysely')
  for (const statement of statements)
    await (connection as DatabaseConnection).executeQuery(CompiledQuery.raw(statement))
}

function sqliteOptions(path: string) {
  if (path !== ':memory:') askForFile(path)
  return {
    dbName: path,
    onCreateConnection: (connection: unknown) =>
      runAll(connection, [
        'pragma journal_mode = wal',
        'pragma synchronous = normal',
        'pragma foreign_keys = on',
        'pragma busy_timeout = 5000',
      ]),
  }
}

/** Makes the folder, and asks for the rights that writing ahead takes: in the folder too. Throws `DatabaseUnreachable`. */
function askForFile(path: string): void {
  const { R_OK, W_OK, X_OK } = constants
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    accessSync(dirname(path), W_OK | X_OK)
    if (existsSync(path)) accessSync(path, R_OK | W_OK)
  } catch (error) {
    throw new DatabaseUnreachable(path, { cause: error })
  }
}

export class DatabaseUnreachable extends OperatorFault {
  constructor(url: string, { cause }: ErrorOptions) {
    super(complaint(url, causeCode(cause)), { cause })
    this.name = 'DatabaseUnreachable'
  }
}

/** The driver's code, which the ORM's own error wraps. */
function causeCode(error: unknown): string {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown }
  return typeof code === 'string' ? code : cause ? causeCode(cause) : ''
}

function complaint(url: string, code: string): string {
  if (!/^\w+:\/\//.test(url))
    return `The database file ${url} cannot be opened for writing${code && ` (${code})`}. Give this account the right to write it and its folder, or choose another folder: PORTICO_DATA=…`
  // Up to the last @: a password may hold one.
  const at = `The database at ${url.replace(/\/\/.*@/s, '//…@')}`
  if (code === 'ER_ACCESS_DENIED_ERROR' || code === 'ER_DBACCESS_DENIED_ERROR')
    return `${at} refuses this user. Correct name and password in DATABASE_URL, or grant the user its rights there.`
  if (code === 'ER_BAD_DB_ERROR')
    return `${at} does not exist on that server. Create it (character set utf8mb4), or correct DATABASE_URL.`
  return `${at} does not answer${code && ` (${code})`}. Start it, or correct DATABASE_URL.`
}

/** Brings the schema up to date; of servers that start together one does, and the others find it done. */
export async function migrate(db: Database): Promise<string[]> {
  const applied = await alone(db, () => db.orm.migrator.up())
  return applied.map(step => step.name)
}
