import { ref } from 'vue'

/** Answers of the server travel: a difference below this is the way, not the clock. */
const TOLERANCE = 5000

export interface BusinessClock {
  /** The server's business time now, in milliseconds since 1970; it goes on with the real one. */
  now(): number
  /** Sets it by what the server said just now. */
  set(iso: string): void
}

/**
 * The clock that expiry is counted by (decisions §1 "Clock"): the sandbox can move it, so it is the server's and not
 * the browser's. Until the server has told its own it is the real one. Reading it in a template redraws on a move.
 * @param real milliseconds since 1970
 */
export function createBusinessClock(real: () => number): BusinessClock {
  const ahead = ref(0)
  return {
    now: () => real() + ahead.value,
    set(iso) {
      const found = Date.parse(iso) - real()
      if (Number.isFinite(found) && Math.abs(found - ahead.value) > TOLERANCE) ahead.value = found
    },
  }
}
