import { type ListSpec, type ListState, pageArguments } from '@portico/web-core'
import type { DeadLettersQueryVariables } from '../gql/graphql.ts'

/** Newest first and unfiltered: there should be few. */
export const DEAD_LETTERS: ListSpec<never, 'NEWEST'> = {
  filters: {},
  orders: { NEWEST: { key: 'createdAt', direction: 'descending' } },
  defaultOrder: 'NEWEST',
}

/** The query of one page. */
export function deadLetterVariables(state: ListState<never, 'NEWEST'>): DeadLettersQueryVariables {
  const { orderBy: _, ...page } = pageArguments(state)
  return page
}
