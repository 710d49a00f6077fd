import { sql, type RawBuilder } from 'kysely'

/** Seconds that a statement of a nightly run may take: the limit of the others is made for people who wait. */
const SECONDS = 600

/**
 * Before a statement that writes as many rows as there are: raises the limit that MariaDB ends statements at, for this
 * one. To the others it is a comment: MySQL limits reads only, and SQLite nothing.
 */
export const unhurried: RawBuilder<unknown> = sql.raw(`/*M! set statement max_statement_time = ${SECONDS} for */`)
