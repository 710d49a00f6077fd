import { type ListSpec, type ListState, pageArguments } from '@portico/web-core'
import type { TrustCertificateOrder, TrustCertificatesQueryVariables, TrustCertificateType } from '../gql/graphql.ts'
import { DOMAINS, STATUSES } from './statusMeaning.ts'

export type TrustFilter = 'issuedTo' | 'issuedBy' | 'code' | 'domain' | 'status' | 'expires'

/** Windows offered for "expires within": the notice thresholds people know (R-ENV-07 allows 1–30). */
export const WINDOWS = ['7', '15', '30'] as const

export const TRUST_LIST: ListSpec<TrustFilter, TrustCertificateOrder> = {
  filters: {
    issuedTo: 'text',
    issuedBy: 'text',
    code: 'text',
    domain: DOMAINS,
    status: STATUSES,
    expires: WINDOWS,
  },
  orders: {
    VALID_TO_ASC: { key: 'validTo', direction: 'ascending' },
    VALID_TO_DESC: { key: 'validTo', direction: 'descending' },
    VALID_FROM_ASC: { key: 'validFrom', direction: 'ascending' },
    VALID_FROM_DESC: { key: 'validFrom', direction: 'descending' },
    UPLOADED_AT_DESC: { key: 'uploadedAt', direction: 'descending' },
    UPLOADED_AT_ASC: { key: 'uploadedAt', direction: 'ascending' },
    ISSUED_TO_ASC: { key: 'issuedTo', direction: 'ascending' },
    ISSUED_TO_DESC: { key: 'issuedTo', direction: 'descending' },
    ISSUED_BY_ASC: { key: 'issuedBy', direction: 'ascending' },
    ISSUED_BY_DESC: { key: 'issuedBy', direction: 'descending' },
    DOMAIN_ASC: { key: 'domain', direction: 'ascending' },
    DOMAIN_DESC: { key: 'domain', direction: 'descending' },
  },
  // The soonest to expire first: what needs somebody stands on top.
  defaultOrder: 'VALID_TO_ASC',
}

type State = ListState<TrustFilter, TrustCertificateOrder>

/** The query of one state of the list. */
export function trustListVariables(type: TrustCertificateType, state: State): TrustCertificatesQueryVariables {
  const { issuedTo, issuedBy, code, domain, status, expires } = state.filters
  return {
    ...pageArguments(state),
    filter: {
      type,
      ...(issuedTo ? { issuedTo } : {}),
      ...(issuedBy ? { issuedBy } : {}),
      ...(code ? { code } : {}),
      ...(domain ? { domain: DOMAINS.find(known => known === domain) } : {}),
      ...(status ? { status: STATUSES.find(known => known === status) } : {}),
      ...(expires ? { expiresWithinDays: Number(expires) } : {}),
    },
  }
}
