import { hash, parseOptions, verify } from '@node-rs/argon2'
import { Turns } from './turns.ts'

/** The library's default is argon2id. OWASP's first choice for it is 46 MiB and one pass; four passes cost a guesser four times as much. */
const COST = { memoryCost: 46 * 1024, timeCost: 4, parallelism: 1 } as const

/** Hashes at once: each takes 46 MiB, so a crowd of sign-ins must not take all memory (quality §2.3). */
const AT_ONCE = 8
/** Sign-ins that may wait for their turn; one more is turned away at once. */
const MAY_WAIT = 64

/** Characters of a password that count; longer input is refused where passwords are set. */
export const LONGEST_PASSWORD = 256

export interface Passwords {
  hash(password: string): Promise<string>
  /** Whether it fits. Without a stored hash it costs the same and answers false. Throws `TooManyWaiting`. */
  verify(stored: string | null, password: string): Promise<boolean>
  /** Whether the hash was made at a lower cost than today's. */
  isOutdated(stored: string): boolean
}

/** argon2id with a bounded number of hashes at once. */
export async function createPasswords(): Promise<Passwords> {
  const turns = new Turns(AT_ONCE, MAY_WAIT)
  const nobodys = await hash('no password has this hash', COST)
  const form = (password: string) => password.normalize('NFKC').slice(0, LONGEST_PASSWORD)
  return {
    hash: password => turns.take(() => hash(form(password), COST)),
    verify: (stored, password) =>
      turns.take(async () => {
        const fits = await verify(stored ?? nobodys, form(password))
        return stored !== null && fits
      }),
    isOutdated(stored) {
      const { memoryCost, timeCost, parallelism } = parseOptions(stored)
      return memoryCost < COST.memoryCost || timeCost < COST.timeCost || parallelism < COST.parallelism
    },
  }
}
