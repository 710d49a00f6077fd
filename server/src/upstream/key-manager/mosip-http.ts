import { setTimeout as pause } from 'node:timers/promises'
import type { z } from 'zod'
import type { SignerUnavailable } from '../../partner/certificates/signing/certificate-signer.port.ts'
import type { Clock } from '../../platform/clock/clock.ts'
import { insideUnitOfWork, UnitOfWorkViolation } from '../../platform/database/guard.ts'
import { understand, unavailable, type Answer } from './mosip-answers.ts'
import { TokenRefused, type TokenSource } from './mosip-token.ts'

export interface KernelHttpOptions {
  /** Address of the service with its path, e.g. https://host/v1/keymanager. */
  url: string
  /** Absent: the service asks for none. */
  token?: TokenSource
  /** Seconds for one exchange, its body included. */
  seconds: number
  clock: Clock
  /** Waits between tries; specs hand in one that does not. */
  wait?: (milliseconds: number) => Promise<unknown>
}

export interface KernelRequest<T> {
  path: string
  /** Absent: GET. */
  request?: Record<string, unknown>
  /** Doing it twice has no other effect than doing it once, so that it may be tried again whatever happened. */
  idempotent: boolean
  schema: z.ZodType<T>
}

/** Milliseconds before the second and the third try. */
const delays = [100, 400]
/** A signed chain of ten certificates has some 30 kB. */
const LARGEST = 512 * 1024
/** The connection was never made, so nothing can have happened there: trying again is harmless even for a POST. */
const neverArrived = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])

/** What one exchange came to, and whether another try may help. */
interface Outcome<T> {
  answer: Answer<T>
  again: 'always' | 'if-idempotent' | 'no'
}

/**
 * Speaks with a service of the MOSIP kernel. Tries again, at most twice and at once, what failed quickly; never what
 * was slow, since people wait. Does not follow redirects: the token would go with them.
 */
export class KernelHttp {
  readonly #options: KernelHttpOptions

  constructor(options: KernelHttpOptions) {
    this.#options = options
  }

  /** Throws inside a unit of work: a transaction that waits for another system holds up everybody's. */
  async ask<T>(request: KernelRequest<T>): Promise<Answer<T>> {
    if (insideUnitOfWork()) throw new UnitOfWorkViolation()
    for (let round = 0; ; round++) {
      const { answer, again } = await this.#admitted(request)
      const worthwhile = again === 'always' || (again === 'if-idempotent' && request.idempotent)
      const delay = delays[round]
      if (!worthwhile || delay === undefined) return answer
      await (this.#options.wait ?? pause)(delay)
    }
  }

  /** One exchange with a token; a token that is refused is replaced once. */
  async #admitted<T>(request: KernelRequest<T>): Promise<Outcome<T>> {
    const source = this.#options.token
    if (!source) return this.#exchange(request)
    for (let first = true; ; first = false) {
      const token = await tokenOf(source)
      if (typeof token !== 'string') return { answer: token, again: 'no' }
      const outcome = await this.#exchange(request, token)
      const { answer } = outcome
      if (answer.kind !== 'unavailable' || answer.reason !== 'not-admitted') return outcome
      if (!source.refused(token) || !first) return outcome
    }
  }

  async #exchange<T>({ path, request, schema }: KernelRequest<T>, token?: string): Promise<Outcome<T>> {
    const { url, seconds, clock } = this.#options
    try {
      const response = await fetch(`${url.replace(/\/+$/, '')}/${path}`, {
        method: request ? 'POST' : 'GET',
        headers: {
          accept: 'application/json',
          ...(request ? { 'content-type': 'application/json' } : {}),
          // The kernel reads its token from this cookie alone; a Bearer header is answered with 401.
          ...(token ? { cookie: `Authorization=${token}` } : {}),
        },
        ...(request
          ? {
              body: JSON.stringify({
                id: 'portico.certificate',
                version: '1.0',
                requesttime: clock.now().toISOString(),
                metadata: {},
                request,
              }),
            }
          : {}),
        redirect: 'manual',
        signal: AbortSignal.timeout(seconds * 1_000),
      })
      const body = await readBounded(response)
      if (body === undefined) return { answer: unavailable('not-understood', 'too large'), again: 'no' }
      const passing = response.status === 429 || (response.status >= 502 && response.status <= 504)
      return { answer: understand(response.status, body, schema), again: passing ? 'if-idempotent' : 'no' }
    } catch (error) {
      return failure(error)
    }
  }
}

async function tokenOf(source: TokenSource): Promise<string | SignerUnavailable> {
  try {
    return await source.token()
  } catch (error) {
    if (error instanceof TokenRefused) return unavailable('not-admitted', 'the identity provider gives no token')
    return unavailable('unreachable', 'the identity provider does not answer')
  }
}

/** The body as text; undefined when it is larger than any answer of this kind. */
async function readBounded(response: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > LARGEST) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** What a thrown error of fetch means; anything that is not the network's is ours and thrown on. */
function failure<T>(error: unknown): Outcome<T> {
  if (!(error instanceof Error)) throw error
  if (error.name === 'TimeoutError') return { answer: unavailable('slow', 'no answer in time'), again: 'no' }
  const code = (error.cause as { code?: string } | undefined)?.code
  if (!(error instanceof TypeError) || error.cause === undefined) throw error
  return {
    answer: unavailable('unreachable', code ?? error.message),
    again: code !== undefined && neverArrived.has(code) ? 'always' : 'if-idempotent',
  }
}
