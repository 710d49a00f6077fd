import { sql, type RawBuilder } from 'kysely'

/**
 * A new UUIDv7 in each row of a statement that writes many at once: the milliseconds of `now`, and 72 random bits of the
 * database's own generator.
 */
export function newIdSql(dialect: 'sqlite' | 'mysql', now: Date): RawBuilder<string> {
  const time = now.getTime().toString(16).padStart(12, '0')
  const head = `${time.slice(0, 8)}-${time.slice(8)}-7`
  return dialect === 'sqlite'
    ? sql`(${head} || substr(lower(hex(randomblob(2))), 2) || '-8' || substr(lower(hex(randomblob(2))), 2) || '-' || lower(hex(randomblob(6))))`
    : sql`concat(${head}, substr(lower(hex(random_bytes(2))), 2), '-8', substr(lower(hex(random_bytes(2))), 2), '-', lower(hex(random_bytes(6))))`
}
