import { Refusal } from './platform/refusal/refusal.ts'

/** Every refusal of the house, with the original system's code as alias (null: the original knows no such refusal). */
export const refusalCodes = {
  INPUT_REQUIRED: 'PMS_COR_001',
  INPUT_TOO_LONG: 'PMS_COR_002',
  INPUT_TOO_MANY: 'PMS_COR_002',
  INPUT_FORMAT: 'PMS_REQUEST_ERROR_007',
  TRUST_CERTIFICATE_NOT_FOUND: 'KER-PMS-019',
  TRUST_CERTIFICATE_ALREADY_DISTRUSTED: null,
  TRUST_CERTIFICATE_ALREADY_TRUSTED: null,
  TRUST_CERTIFICATE_EXPIRED: null,
  CERTIFICATE_BUNDLE_TOO_LARGE: null,
  CERTIFICATE_BUNDLE_TOO_MANY: null,
} as const satisfies Record<string, string | null>

export type RefusalCode = keyof typeof refusalCodes

/** Says no: `refuse('INPUT_REQUIRED', ['input', 'reason'])`. */
export const refuse = (
  code: RefusalCode,
  field: readonly string[] = [],
  facts: Refusal['facts'] = {},
): Refusal<RefusalCode> => new Refusal(code, field, facts)
