/**
 * Whether a statement was refused because the row exists already. By name, not by class: a test runner that both
 * requires and imports holds the library's classes twice.
 */
export const isUniqueViolation = (error: unknown): boolean =>
  error instanceof Error && error.name === 'UniqueConstraintViolationException'
