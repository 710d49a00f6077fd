import type { PartnerDomain, PartnerType } from '../gql/graphql.ts'

/**
 * What a certificate of each partner type must belong to (partner-management §1.2), as the server has it; null where a
 * type brings none. The one list of types in the portal: a type the server adds is an error here until it is named.
 */
export const PARTNER_TYPE_DOMAIN: Record<PartnerType, PartnerDomain | null> = {
  Auth_Partner: 'AUTH',
  Credential_Partner: 'AUTH',
  Online_Verification_Partner: 'AUTH',
  ABIS_Partner: 'AUTH',
  Manual_Adjudication: 'AUTH',
  Print_Partner: 'AUTH',
  Internal_Partner: 'AUTH',
  Binding_Partner: 'AUTH',
  SDK_Partner: 'AUTH',
  MISP_Partner: 'MISP',
  Device_Provider: 'DEVICE',
  FTM_Provider: 'FTM',
  Partner_Admin: null,
}

export const PARTNER_TYPES = Object.keys(PARTNER_TYPE_DOMAIN) as PartnerType[]
