import { randomUUID } from 'node:crypto'
import { createConnection } from 'mysql2/promise'
import { entities } from '../../../entities.ts'
import { migrations } from '../../../migrations/index.ts'
import { migrate, openDatabase, type Database } from '../database.ts'

/** A migrated database of its own for one spec file. */
export interface TestDatabase {
  db: Database
  drop(): Promise<void>
}

const sqlite = async (): Promise<TestDatabase> => {
  const db = await openDatabase({ url: ':memory:', entities, migrations })
  await migrate(db)
  return { db, drop: () => db.close() }
}

const mysql = async (server: string): Promise<TestDatabase> => {
  const name = `portico_${randomUUID().replaceAll('-', '').slice(0, 16)}`
  const url = new URL(server)
  const run = async (sql: string) => {
    const connection = await createConnection({ uri: server.replace(/^mariadb:/, 'mysql:') })
    await connection.query(sql)
    await connection.end()
  }
  await run(`create database ${name} character set utf8mb4 collate utf8mb4_bin`)
  url.pathname = `/${name}`
  const db = await openDatabase({ url: url.href, entities, migrations, pool: 5 })
  await migrate(db)
  return {
    db,
    async drop() {
      await db.close()
      await run(`drop database ${name}`)
    },
  }
}

/**
 * Runs the same specs on every database: SQLite always, MariaDB/MySQL when TEST_MYSQL_URL names a server, else
 * reported as skipped. `describeDatabases('trust store', open => { … before(async () => { ({ db, drop } = await open()) }) })`
 */
export function describeDatabases(title: string, specs: (open: () => Promise<TestDatabase>) => void): void {
  describe(`${title} (SQLite)`, () => specs(sqlite))
  const server = process.env['TEST_MYSQL_URL']
  if (server) describe(`${title} (MariaDB)`, () => specs(() => mysql(server)))
  else
    describe(`${title} (MariaDB)`, () => {
      it('runs when TEST_MYSQL_URL names a server', function () {
        this.skip()
      })
    })
}
