import type { ZxcvbnFactory } from '@zxcvbn-ts/core'

/** As the server counts (password-policy.ts there); it alone decides. */
export const SHORTEST_PASSWORD = 12
const WEAKEST_SCORE = 3
const RATED_CHARACTERS = 100

export type Strength = 'short' | 'guessable' | 'good' | 'strong'

/** What a score from 0 to 4 means for somebody choosing a password; shorter ones are short whatever they score. */
export function strengthOf(password: string, score: number): Strength {
  if ([...password].length < SHORTEST_PASSWORD) return 'short'
  if (score < WEAKEST_SCORE) return 'guessable'
  return score > WEAKEST_SCORE ? 'strong' : 'good'
}

let loading: Promise<ZxcvbnFactory> | undefined

/** The same rating as the server's, with its lists of common words: half a megabyte, so it comes with the first key typed. */
async function rating(): Promise<ZxcvbnFactory> {
  loading ??= Promise.all([import('@zxcvbn-ts/core'), import('@zxcvbn-ts/language-common')]).then(
    ([{ ZxcvbnFactory }, { adjacencyGraphs, dictionary }]) =>
      new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs }),
  )
  return loading
}

/** How hard a password is to guess by somebody who knows `personal` (names, addresses). */
export async function rate(password: string, personal: readonly string[]): Promise<Strength> {
  const parts = personal.flatMap(text => [text, ...text.split(/[@.\s]+/)]).map(text => text.toLowerCase())
  const { score } = (await rating()).check(password.slice(0, RATED_CHARACTERS), parts.filter(Boolean))
  return strengthOf(password, score)
}
