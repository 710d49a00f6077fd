import { LRUCache } from 'lru-cache'
import type { Activity, Principal } from '../../platform/graphql/context.ts'
import { NotLetIn } from '../../platform/http/not-let-in.ts'
import type { Attempts } from '../attempts.ts'
import { hashToken } from '../tokens.ts'
import type { ApiTokens } from './api-token.service.ts'
import { isApiToken } from './token-text.ts'

/** Tokens that were good a moment ago are not counted as tries, and a neighbour's wrong ones do not shut them out. */
const REMEMBERED = 10_000

/** Checks the API tokens that callers show, within a limit of wrong ones an address. */
export class TokenDoor {
  readonly #tokens: ApiTokens
  readonly #attempts: Attempts
  readonly #good = new LRUCache<string, true>({ max: REMEMBERED })

  constructor({ tokens, attempts }: { tokens: ApiTokens; attempts: Attempts }) {
    this.#tokens = tokens
    this.#attempts = attempts
  }

  /** Who the token speaks for. Throws `NotLetIn`. The try is counted before anything is asked, so parallel ones count too. */
  async enter(token: string, address: string, activity: Activity): Promise<Principal> {
    const hash = hashToken(token)
    const remembered = this.#good.has(hash)
    const admission = remembered ? null : await this.#attempts.token(address)
    if (admission && admission.wait > 0) throw new NotLetIn(admission.wait)
    const principal = isApiToken(token) ? await this.#tokens.principal(token, activity) : null
    if (!principal) {
      this.#good.delete(hash)
      throw new NotLetIn()
    }
    if (!remembered) {
      this.#good.set(hash, true)
      await admission?.succeeded()
    }
    return principal
  }
}
