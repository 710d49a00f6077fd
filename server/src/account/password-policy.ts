import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common'
import { LONGEST_PASSWORD } from './passwords.ts'

/** Characters a new password has at least (NIST SP 800-63B-4 asks for 8; ours is the only factor). */
export const SHORTEST_PASSWORD = 12

/** Of 0 to 4: from 3 on, a thief of the hashes needs more than 10⁸ guesses before each of them costs argon2. */
export const WEAKEST_SCORE = 3

/** The rating's time grows with the square of the length; what these leave undecided no more characters decide. */
const RATED_CHARACTERS = 100

export type PasswordFault = 'PASSWORD_TOO_SHORT' | 'INPUT_TOO_LONG' | 'PASSWORD_GUESSABLE'

let rating: ZxcvbnFactory | undefined

/** How hard a password is to guess, 0 to 4, by somebody who knows `personal`. */
export function scoreOf(password: string, personal: readonly string[] = []): number {
  // Made at the first use: the list of common passwords takes 30 ms to unpack.
  rating ??= new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs })
  return rating.check(password.slice(0, RATED_CHARACTERS), personal.filter(Boolean)).score
}

/** What is wrong with a new password; null when nothing is. `personal`: name, address and the like, which are guessed first. */
export function passwordFault(password: string, personal: readonly string[]): PasswordFault | null {
  const length = [...password].length
  if (length < SHORTEST_PASSWORD) return 'PASSWORD_TOO_SHORT'
  if (password.length > LONGEST_PASSWORD) return 'INPUT_TOO_LONG'
  const parts = personal.flatMap(text => [text, ...text.split(/[@.\s]+/)]).map(text => text.toLowerCase())
  return scoreOf(password, parts) < WEAKEST_SCORE ? 'PASSWORD_GUESSABLE' : null
}
