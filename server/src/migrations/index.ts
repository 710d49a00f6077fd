import type { Dialect, MigrationEntry } from '../platform/database/database.ts'

/** The committed migrations of both databases, oldest first; made by `create.ts`, never edited after they landed. */
export const migrations: Record<Dialect, readonly MigrationEntry[]> = {
  sqlite: [],
  mysql: [],
}
