/** Attempts in all; each loses only to somebody who got ahead meanwhile. */
const TRIES = 5

/** By name, as in `unique-violation.ts`. */
const lost = new Set(['UniqueConstraintViolationException', 'DeadlockException', 'LockWaitTimeoutException'])
/** The same as a server's driver says it of plain SQL, which no ORM translates. */
const lostCodes = new Set(['ER_DUP_ENTRY', 'ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT'])

/**
 * Runs a unit of work again when a database server ended it in favour of another that runs at the same time: the second
 * time it sees what the other one wrote. `work` must leave nothing behind outside of its transaction.
 */
export async function againAfterContention<T>(work: () => Promise<T>): Promise<T> {
  for (let left = TRIES - 1; ; left--)
    try {
      return await work()
    } catch (error) {
      if (left === 0 || !isLost(error)) throw error
    }
}

const isLost = (error: unknown): boolean =>
  error instanceof Error && (lost.has(error.name) || lostCodes.has(String((error as { code?: unknown }).code)))
