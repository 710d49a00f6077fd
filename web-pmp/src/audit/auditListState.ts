import { type ListSpec, type ListState, pageArguments } from '@portico/web-core'
import type { AuditRecordOrder, AuditRecordsQueryVariables } from '../gql/graphql.ts'

export type AuditFilter = 'event' | 'actor' | 'code' | 'subjectType' | 'subjectId' | 'from' | 'to'

/** What records can be about. */
export const SUBJECTS = [
  'api-token',
  'job',
  'notice',
  'notice-dismissal',
  'outbox-message',
  'partner',
  'partner-certificate',
  'registration',
  'session',
  'trust-certificate',
  'user',
  'weekly-summary',
] as const

export const AUDIT_LIST: ListSpec<AuditFilter, AuditRecordOrder> = {
  filters: {
    event: 'text',
    actor: 'text',
    code: 'text',
    subjectType: SUBJECTS,
    subjectId: 'text',
    from: 'date',
    to: 'date',
  },
  orders: {
    AT_DESC: { key: 'at', direction: 'descending' },
    AT_ASC: { key: 'at', direction: 'ascending' },
  },
  defaultOrder: 'AT_DESC',
  defaultSize: 25,
}

/** The query of one state of the list. */
export function auditVariables(state: ListState<AuditFilter, AuditRecordOrder>): AuditRecordsQueryVariables {
  const { orderBy: order, ...page } = pageArguments(state)
  return { ...page, order, filter: { ...state.filters } }
}
