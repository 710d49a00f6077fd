/** What a partner type means (partner-management §1.2). */
interface PartnerTypeFacts {
  /** The role its people hold; the name is Keycloak's where the original has one. */
  role: string | null
  /** The Key Manager's domain its certificate must belong to; null for a type that brings none. */
  domain: 'AUTH' | 'DEVICE' | 'FTM' | 'MISP' | null
  needsPolicyGroup: boolean
  /** Offered to whoever registers; the others are made by administrators (decisions §2). */
  selfRegistered: boolean
}

const type = (
  role: string | null,
  domain: PartnerTypeFacts['domain'],
  { group = true, self = true }: { group?: boolean; self?: boolean } = {},
): PartnerTypeFacts => ({ role, domain, needsPolicyGroup: group, selfRegistered: self })

/** The partner types of the ecosystem by their codes. Print and binding partners got a role of their own, so that they can sign in to something. */
export const partnerTypeFacts = {
  Auth_Partner: type('AUTH_PARTNER', 'AUTH'),
  Credential_Partner: type('CREDENTIAL_PARTNER', 'AUTH'),
  Online_Verification_Partner: type('ONLINE_VERIFICATION_PARTNER', 'AUTH'),
  ABIS_Partner: type('ABIS_PARTNER', 'AUTH'),
  Manual_Adjudication: type('MANUAL_ADJUDICATION', 'AUTH'),
  Print_Partner: type('PRINT_PARTNER', 'AUTH'),
  Internal_Partner: type(null, 'AUTH', { self: false }),
  Binding_Partner: type('BINDING_PARTNER', 'AUTH'),
  SDK_Partner: type('SDK_PARTNER', 'AUTH', { group: false }),
  MISP_Partner: type('MISP_PARTNER', 'MISP', { group: false }),
  Device_Provider: type('DEVICE_PROVIDER', 'DEVICE', { group: false }),
  FTM_Provider: type('FTM_PROVIDER', 'FTM', { group: false }),
  Partner_Admin: type('PARTNER_ADMIN', null, { group: false, self: false }),
} as const satisfies Record<string, PartnerTypeFacts>

export type PartnerType = keyof typeof partnerTypeFacts

export const partnerTypes = Object.keys(partnerTypeFacts) as PartnerType[]

export const isPartnerType = (code: string): code is PartnerType => Object.hasOwn(partnerTypeFacts, code)
