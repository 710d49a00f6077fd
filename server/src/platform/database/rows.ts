/** Instants as a driver gives them: milliseconds from SQLite, `YYYY-MM-DD hh:mm:ss.mmm` in UTC from MySQL. */
export type StoredInstant = number | string | Date

export function instantOf(stored: StoredInstant): Date {
  if (typeof stored === 'number') return new Date(stored)
  if (typeof stored === 'string') return new Date(`${stored.replace(' ', 'T')}Z`)
  return stored
}

/** The opposite of `instantOf`, for conditions in SQL. */
export function storedInstant(dialect: 'sqlite' | 'mysql', instant: Date): StoredInstant {
  return dialect === 'sqlite' ? instant.getTime() : instant.toISOString().slice(0, 23).replace('T', ' ')
}
