import type { Meaning } from '@portico/ui-kit'
import type { ApiTokenStatus } from '../gql/graphql.ts'

/** How each status looks. */
export const TOKEN_STATUS: Record<ApiTokenStatus, Meaning> = {
  ACTIVE: 'positive',
  EXPIRED: 'negative',
  REVOKED: 'neutral',
}
