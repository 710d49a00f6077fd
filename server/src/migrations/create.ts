import 'reflect-metadata'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createConnection } from 'mysql2/promise'
import { entities } from '../entities.ts'
import { migrate, openDatabase, type Database, type Dialect } from '../platform/database/database.ts'
import { migrations } from './index.ts'

/** What the entities want and the migrations do not give yet, as SQL statements. Empty: no drift. */
export async function missing(db: Database): Promise<{ up: string[]; down: string[] }> {
  const diff = await db.orm.schema.getUpdateSchemaMigrationSQL({ wrap: false, dropTables: false })
  const statements = (sql: string) => sql.split(/;\s*\n/).map(line => line.trim().replace(/;$/, '')).filter(Boolean)
  return { up: statements(diff.up), down: statements(diff.down) }
}

/** Opens an empty, migrated scratch database of the dialect; null when there is no server for it. */
export async function scratch(dialect: Dialect): Promise<Database | null> {
  const server = process.env['TEST_MYSQL_URL']
  if (dialect === 'mysql' && !server) return null
  let url = ':memory:'
  if (dialect === 'mysql') {
    const connection = await createConnection({ uri: server!.replace(/^mariadb:/, 'mysql:') })
    await connection.query('drop database if exists portico_scratch')
    await connection.query('create database portico_scratch character set utf8mb4 collate utf8mb4_bin')
    await connection.end()
    url = Object.assign(new URL(server!), { pathname: '/portico_scratch' }).href
  }
  const db = await openDatabase({ url, entities, migrations })
  await migrate(db)
  return db
}

function source(className: string, { up, down }: { up: string[]; down: string[] }): string {
  const calls = (statements: string[]) => statements.map(sql => `    this.addSql(${JSON.stringify(sql)})`).join('\n')
  return `import { Migration } from '@mikro-orm/migrations'

export class ${className} extends Migration {
  override up(): void {
${calls(up)}
  }

  override down(): void {
${calls(down)}
  }
}
`
}

/** `npx tsx server/src/migrations/create.ts <name>`: writes one migration per database; list them in index.ts. */
async function main(name: string): Promise<void> {
  const stamp = new Date().toISOString().replaceAll(/[-:T]/g, '').slice(0, 12)
  for (const dialect of ['sqlite', 'mysql'] as const) {
    const db = await scratch(dialect)
    if (!db) {
      console.error('TEST_MYSQL_URL names no server: no migration for MariaDB/MySQL was made.')
      process.exitCode = 1
      continue
    }
    const diff = await missing(db)
    await db.close()
    if (diff.up.length === 0) {
      console.error(`${dialect}: nothing to do`)
      continue
    }
    const className = `Migration${stamp}_${name}`
    writeFileSync(join(import.meta.dirname, dialect, `${className}.ts`), source(className, diff))
    console.error(`${dialect}: ${diff.up.length} statements in ${className}.ts`)
  }
}

if (process.argv[1] === import.meta.filename && process.argv[2]) await main(process.argv[2])
