import { sql } from 'kysely'
import { nameKey } from './name-key.ts'

/** A LIKE pattern for a prefix, compared on a `…_key` column; what the user typed counts literally, % and _ too. */
export const namePrefix = (text: string) => sql<string>`${`${nameKey(text).replaceAll(/[!%_]/g, '!$&')}%`} escape '!'`
