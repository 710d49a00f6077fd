/** The two times of the house (decisions §1, Clock). */
export interface Clock {
  /** Real time: sessions, tokens, leases, rate limits and ids. */
  now(): Date
  /** Real time plus the sandbox's offset: expiry, schedules, certificates and validity. */
  businessNow(): Date
}

export const systemClock: Clock = {
  now: () => new Date(),
  businessNow: () => new Date(),
}

/** A clock that stands still until told otherwise; for specs. */
export class FakeClock implements Clock {
  #now: Date
  #offset = 0

  constructor(now: Date | string) {
    this.#now = new Date(now)
  }

  now(): Date {
    return new Date(this.#now)
  }

  businessNow(): Date {
    return new Date(this.#now.getTime() + this.#offset)
  }

  /** Moves both times. */
  advance(milliseconds: number): void {
    this.#now = new Date(this.#now.getTime() + milliseconds)
  }

  /** Moves business time alone, as the sandbox's clock does. */
  moveBusiness(milliseconds: number): void {
    this.#offset += milliseconds
  }
}

export const DAY = 86_400_000
