import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { OperationContext } from './context.ts'
import { fault } from './errors.ts'

/** Points a caller may spend a minute: by session, and by address for strangers. Against abuse, not against people. */
export class PointsBudget {
  readonly #sessions: RateLimiterMemory
  readonly #strangers: RateLimiterMemory

  constructor(pointsPerMinute: number) {
    this.#sessions = new RateLimiterMemory({ points: pointsPerMinute, duration: 60 })
    this.#strangers = new RateLimiterMemory({ points: Math.ceil(pointsPerMinute / 10), duration: 60 })
  }

  /** Throws RATE_LIMITED with the seconds to wait when the budget is used up. */
  async spend(context: OperationContext, points: number): Promise<void> {
    const { principal } = context
    try {
      if (principal) await this.#sessions.consume(principal.sessionId, points)
      else await this.#strangers.consume(String(context.memo.get('ip')), points)
    } catch (reason) {
      if (reason instanceof Error) throw reason
      const seconds = Math.ceil((reason as { msBeforeNext: number }).msBeforeNext / 1_000)
      throw fault('RATE_LIMITED', `Too many requests. Try again in ${seconds} seconds.`, { retryAfterSeconds: seconds })
    }
  }
}
