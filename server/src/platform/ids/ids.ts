import { v7 } from 'uuid'

/** A new UUIDv7: sorts by the time it was made, so primary keys append (decisions §1, Ids). */
export const newId = (): string => v7()

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Whether the text has the form of an id; anything else cannot name a row and need not reach the database. */
export const isId = (text: string): boolean => UUID.test(text)
