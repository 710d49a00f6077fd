import type { Meaning } from '@portico/ui-kit'
import { type ListSpec, type ListState, pageArguments } from '@portico/web-core'
import type { CertificatePresence, PartnerOrder, PartnersQueryVariables, PartnerStatus } from '../gql/graphql.ts'
import { PARTNER_TYPES } from './partnerTypes.ts'

export type PartnerFilterName =
  | 'code'
  | 'organisationName'
  | 'policyGroup'
  | 'email'
  | 'type'
  | 'certificate'
  | 'status'

export const PARTNER_STATUS: Record<PartnerStatus, Meaning> = {
  ACTIVE: 'positive',
  INACTIVE: 'neutral',
  PENDING: 'caution',
}
export const PARTNER_STATUSES = Object.keys(PARTNER_STATUS) as PartnerStatus[]

export const CERTIFICATE_PRESENCE = ['UPLOADED', 'NOT_UPLOADED'] as const satisfies CertificatePresence[]

export const PARTNER_LIST: ListSpec<PartnerFilterName, PartnerOrder> = {
  filters: {
    code: 'text',
    organisationName: 'text',
    policyGroup: 'text',
    email: 'text',
    type: PARTNER_TYPES,
    certificate: CERTIFICATE_PRESENCE,
    status: PARTNER_STATUSES,
  },
  orders: {
    CREATED_AT_DESC: { key: 'createdAt', direction: 'descending' },
    CREATED_AT_ASC: { key: 'createdAt', direction: 'ascending' },
    ORGANISATION_ASC: { key: 'organisation', direction: 'ascending' },
    ORGANISATION_DESC: { key: 'organisation', direction: 'descending' },
    CODE_ASC: { key: 'code', direction: 'ascending' },
    CODE_DESC: { key: 'code', direction: 'descending' },
    TYPE_ASC: { key: 'type', direction: 'ascending' },
    TYPE_DESC: { key: 'type', direction: 'descending' },
    STATUS_ASC: { key: 'status', direction: 'ascending' },
    STATUS_DESC: { key: 'status', direction: 'descending' },
  },
  defaultOrder: 'CREATED_AT_DESC',
  personal: ['email'],
}

/** The query of one state of the list. */
export function partnerListVariables(state: ListState<PartnerFilterName, PartnerOrder>): PartnersQueryVariables {
  const { status, type, certificate, ...typed } = state.filters
  return {
    ...pageArguments(state),
    filter: {
      ...typed,
      ...(type ? { type: PARTNER_TYPES.find(known => known === type) } : {}),
      ...(certificate ? { certificate: CERTIFICATE_PRESENCE.find(known => known === certificate) } : {}),
      ...(status ? { status: PARTNER_STATUSES.find(known => known === status) } : {}),
    },
  }
}
