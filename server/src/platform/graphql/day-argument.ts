import { DAY } from '../clock/clock.ts'
import { fault } from './errors.ts'

/** A UTC day as its first instant and the first instant after it. */
export interface UtcDay {
  begins: Date
  ends: Date
}

/** Reads a day written yyyy-MM-dd. Throws BAD_USER_INPUT naming the field for everything else, 30 February too. */
export function dayArgument(text: string, field: readonly string[]): UtcDay {
  const begins = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00.000Z`) : null
  if (!begins || Number.isNaN(begins.getTime()) || !begins.toISOString().startsWith(text))
    throw fault('BAD_USER_INPUT', 'A day is written like 2026-11-22.', { field })
  return { begins, ends: new Date(begins.getTime() + DAY) }
}
