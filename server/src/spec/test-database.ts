import 'reflect-metadata'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createConnection } from 'mysql2/promise'
import { entities } from '../entities.ts'
import { migrations } from '../migrations/index.ts'
import { migrate, openDatabase, type Database } from '../platform/database/database.ts'

/** An empty database of one spec's own; `drop` removes it. */
export interface FreshDatabase {
  /** As DATABASE_URL takes it; a file's path for SQLite. */
  url: string
  drop(): Promise<void>
}

const freshSqlite = async (): Promise<FreshDatabase> => {
  const folder = mkdtempSync(join(tmpdir(), 'portico-spec-'))
  return { url: join(folder, 'portico.db'), drop: async () => rmSync(folder, { recursive: true, force: true }) }
}

/** On a server; for what needs one, and no file will do. */
export const freshMysql = (server: string) => async (): Promise<FreshDatabase> => {
  const name = `portico_${randomUUID().replaceAll('-', '').slice(0, 16)}`
  const run = async (sql: string) => {
    const connection = await createConnection({ uri: server.replace(/^mariadb:/, 'mysql:') })
    await connection.query(sql)
    await connection.end()
  }
  await run(`create database ${name} character set utf8mb4 collate utf8mb4_bin`)
  return {
    url: Object.assign(new URL(server), { pathname: `/${name}` }).href,
    drop: () => run(`drop database ${name}`),
  }
}

/** Opens and migrates a fresh database. */
export async function openFresh(fresh: FreshDatabase): Promise<Database> {
  const db = await openDatabase({ url: fresh.url, entities, migrations, pool: 5 })
  await migrate(db)
  return db
}

/** A migrated database of its own for one spec file. */
export interface TestDatabase {
  db: Database
  drop(): Promise<void>
}

/**
 * Runs the same specs on every database: SQLite always, MariaDB/MySQL when TEST_MYSQL_URL names a server, else
 * reported as skipped.
 */
export function describeEach(title: string, specs: (fresh: () => Promise<FreshDatabase>) => void): void {
  describe(`${title} (SQLite)`, () => specs(freshSqlite))
  const server = process.env['TEST_MYSQL_URL']
  describe(`${title} (MariaDB)`, () => {
    if (server) specs(freshMysql(server))
    else
      it('runs when TEST_MYSQL_URL names a server', function () {
        this.skip()
      })
  })
}

/** The same, handing out an open, migrated database: `before(async () => ({ db, drop } = await open()))`. */
export const describeDatabases = (title: string, specs: (open: () => Promise<TestDatabase>) => void): void =>
  describeEach(title, fresh =>
    specs(async () => {
      const database = await fresh()
      const db = await openFresh(database)
      return {
        db,
        async drop() {
          await db.close()
          await database.drop()
        },
      }
    }),
  )
