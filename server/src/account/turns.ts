/** The queue is full: come back in a moment. */
export class TooManyWaiting extends Error {}

/** Lets so many run at once and so many wait; everybody gets a turn in the order they came. */
export class Turns {
  readonly #mayWait: number
  readonly #waiting: (() => void)[] = []
  #free: number

  constructor(atOnce: number, mayWait: number) {
    this.#free = atOnce
    this.#mayWait = mayWait
  }

  /** Runs `work` when its turn comes. Throws `TooManyWaiting` at once when the queue is full. */
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free--
    else {
      if (this.#waiting.length >= this.#mayWait) throw new TooManyWaiting()
      await new Promise<void>(go => this.#waiting.push(go))
    }
    try {
      return await work()
    } finally {
      const next = this.#waiting.shift()
      if (next) next()
      else this.#free++
    }
  }
}
