import type { Dialect, MigrationEntry } from '../platform/database/database.ts'
import { Migration202611220634_initial as InitialMysql } from './mysql/Migration202611220634_initial.ts'
import { Migration202611220634_initial as InitialSqlite } from './sqlite/Migration202611220634_initial.ts'

/** The committed migrations of both databases, oldest first; made by `create.ts`, never edited after they landed. */
export const migrations: Record<Dialect, readonly MigrationEntry[]> = {
  sqlite: [{ name: '202611220634_initial', class: InitialSqlite }],
  mysql: [{ name: '202611220634_initial', class: InitialMysql }],
}
