/** The partner types of the ecosystem, as codes (partner-management §1.2). */
export const partnerTypes = [
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

export type PartnerType = (typeof partnerTypes)[number]
