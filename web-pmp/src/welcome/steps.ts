import type { AccountTask } from '../gql/graphql.ts'

const ORDER: readonly AccountTask[] = ['COMPLETE_REGISTRATION', 'ACCEPT_TERMS', 'CHOOSE_POLICY_GROUP']

/** All steps of this visit, done and open, in the order they are taken; a step may come up only after another. */
export const stepsOf = (seen: ReadonlySet<AccountTask>): AccountTask[] => ORDER.filter(task => seen.has(task))

/** The step to take now; undefined when nothing is left. */
export const nextStep = (tasks: readonly AccountTask[]): AccountTask | undefined =>
  ORDER.find(task => tasks.includes(task))

/** Where one wanted to go: a path of this portal other than these steps, else home. */
export function wantedPath(query: unknown): string {
  const path = typeof query === 'string' ? query : ''
  return /^\/(?![/\\])/.test(path) && !path.startsWith('/welcome') ? path : '/'
}
