import 'reflect-metadata'
import { missing, scratch } from './migrations/create.ts'

/** Exit code 1 when the entities want more than the committed migrations give; MariaDB only where TEST_MYSQL_URL is set. */
for (const dialect of ['sqlite', 'mysql'] as const) {
  const db = await scratch(dialect)
  if (!db) {
    process.stdout.write('MariaDB skipped: TEST_MYSQL_URL names no server\n')
    continue
  }
  const { up } = await missing(db)
  await db.close()
  if (up.length === 0) continue
  process.stdout.write(`${dialect}: the entities and the migrations differ:\n${up.map(sql => `  ${sql}\n`).join('')}`)
  process.exitCode = 1
}
