import type { Clock } from '../../platform/clock/clock.ts'

/** The house's clock in the sandbox: business time may stand before or after the real one (decisions §1, Clock). */
export class MovableClock implements Clock {
  readonly #base: Clock
  /** Milliseconds that business time is ahead of the clock below. */
  offset = 0

  constructor(base: Clock) {
    this.#base = base
  }

  now(): Date {
    return this.#base.now()
  }

  businessNow(): Date {
    return new Date(this.#base.businessNow().getTime() + this.offset)
  }
}
