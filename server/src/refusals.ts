import { Refusal } from './platform/refusal/refusal.ts'

/** Every refusal of the house, with the original system's code as alias (null: the original knows no such refusal). */
export const refusalCodes = {
  INPUT_REQUIRED: 'PMS_COR_001',
  INPUT_TOO_LONG: 'PMS_COR_002',
  INPUT_TOO_MANY: 'PMS_COR_002',
  INPUT_FORMAT: 'PMS_REQUEST_ERROR_007',
  INPUT_RANGE: 'PMS_REQUEST_ERROR_007',
  INPUT_CHARACTERS: 'PMS_REQUEST_ERROR_007',
  EMAIL_FORMAT: 'PMS_PRT_012',
  PHONE_FORMAT: 'PMS_PRT_013',
  PHONE_TOO_LONG: 'PMS_PRT_013',
  USERNAME_TAKEN: 'PMS_PRT_051',
  PASSWORD_TOO_SHORT: null,
  PASSWORD_GUESSABLE: null,
  PASSWORD_WRONG: null,
  TOO_MANY_TRIES: null,
  SESSION_NOT_FOUND: null,
  PROFILE_NOT_KEPT_HERE: null,
  TERMS_OUTDATED: null,
  ALREADY_REGISTERED: 'PMS_PRT_055',
  PARTNER_TYPE_NOT_HELD: 'PMS_PRT_010',
  TRUST_CERTIFICATE_NOT_FOUND: 'KER-PMS-019',
  TRUST_CERTIFICATE_ALREADY_DISTRUSTED: null,
  TRUST_CERTIFICATE_ALREADY_TRUSTED: null,
  TRUST_CERTIFICATE_EXPIRED: null,
  CERTIFICATE_BUNDLE_TOO_LARGE: null,
  CERTIFICATE_BUNDLE_TOO_MANY: null,
  PARTNER_NOT_FOUND: 'PMS_PMP_005',
  PARTNER_PENDING: 'PMS_PRT_108',
  PARTNER_INACTIVE: 'PMS_PMP_016',
  PARTNER_ALREADY_INACTIVE: 'PMS_PM_063',
  PARTNER_ALREADY_ACTIVE: null,
  POLICY_GROUP_NOT_FOUND: 'PMS_PRT_002',
  POLICY_GROUP_INACTIVE: 'PMS_PMP_023',
  POLICY_GROUP_NOT_NEEDED: 'PMS_PRT_048',
  POLICY_GROUP_FIXED: 'PMS_PRT_050',
  POLICY_GROUP_NEEDED: 'PMS_PRT_054',
  API_TOKEN_NOT_FOUND: null,
  API_TOKEN_ALREADY_REVOKED: null,
  API_TOKEN_PERMISSION: null,
  API_TOKEN_TOO_MANY: null,
  API_TOKEN_NO_OWNER: null,
  TERMS_NOT_ACCEPTED: null,
  KEY_MANAGER_UNAVAILABLE: 'PMS_KKS_001',
  CERTIFICATE_FILE_TOO_LARGE: null,
  CERTIFICATE_FILE_ONE: null,
  PREFLIGHT_DOMAIN: null,
} as const satisfies Record<string, string | null>

export type RefusalCode = keyof typeof refusalCodes

/** Says no: `refuse('INPUT_REQUIRED', ['input', 'reason'])`. */
export const refuse = (
  code: RefusalCode,
  field: readonly string[] = [],
  facts: Refusal['facts'] = {},
): Refusal<RefusalCode> => new Refusal(code, field, facts)
