import type { Meaning } from '@portico/ui-kit'
import { type ListSpec, type ListState, pageArguments } from '@portico/web-core'
import type { PartnerOrder, PartnersQueryVariables, PartnerStatus } from '../gql/graphql.ts'

export type PartnerFilterName = 'code' | 'organisationName' | 'type' | 'status'

/** Types of partner (partner-management §1.2), by the codes the server uses. */
export const PARTNER_TYPES = [
  'Auth_Partner',
  'Credential_Partner',
  'Online_Verification_Partner',
  'ABIS_Partner',
  'Manual_Adjudication',
  'Print_Partner',
  'Internal_Partner',
  'Binding_Partner',
  'SDK_Partner',
  'MISP_Partner',
  'Device_Provider',
  'FTM_Provider',
  'Partner_Admin',
] as const

export const PARTNER_STATUS: Record<PartnerStatus, Meaning> = {
  ACTIVE: 'positive',
  INACTIVE: 'neutral',
  PENDING: 'caution',
}
export const PARTNER_STATUSES = Object.keys(PARTNER_STATUS) as PartnerStatus[]

export const PARTNER_LIST: ListSpec<PartnerFilterName, PartnerOrder> = {
  filters: { code: 'text', organisationName: 'text', type: PARTNER_TYPES, status: PARTNER_STATUSES },
  orders: {
    CREATED_AT_DESC: { key: 'createdAt', direction: 'descending' },
    CREATED_AT_ASC: { key: 'createdAt', direction: 'ascending' },
    ORGANISATION_ASC: { key: 'organisation', direction: 'ascending' },
    ORGANISATION_DESC: { key: 'organisation', direction: 'descending' },
    CODE_ASC: { key: 'code', direction: 'ascending' },
    CODE_DESC: { key: 'code', direction: 'descending' },
  },
  defaultOrder: 'CREATED_AT_DESC',
}

/** The query of one state of the list. */
export function partnerListVariables(state: ListState<PartnerFilterName, PartnerOrder>): PartnersQueryVariables {
  const { status, ...filters } = state.filters
  return {
    ...pageArguments(state),
    filter: { ...filters, ...(status ? { status: PARTNER_STATUSES.find(known => known === status) } : {}) },
  }
}
