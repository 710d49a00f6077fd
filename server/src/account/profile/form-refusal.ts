import type { Refusal } from '../../platform/refusal/refusal.ts'
import { refuse, type RefusalCode } from '../../refusals.ts'
import { SHORTEST_PASSWORD } from '../password-policy.ts'
import { fieldOf, longest, type RegistrationFault } from '../registration/registration-form.ts'

const particular: Partial<Record<RegistrationFault, RefusalCode>> = {
  'email.FORMAT': 'EMAIL_FORMAT',
  'phone.FORMAT': 'PHONE_FORMAT',
  'phone.TOO_LONG': 'PHONE_TOO_LONG',
  'type.MISSING': 'PARTNER_TYPE_NOT_HELD',
  'username.TAKEN': 'USERNAME_TAKEN',
  'password.TOO_SHORT': 'PASSWORD_TOO_SHORT',
  'password.GUESSABLE': 'PASSWORD_GUESSABLE',
}

/** What the register page says at a field, as the refusal of a mutation; `path` names the input field. */
export function refusalOf(fault: RegistrationFault, path: readonly string[]): Refusal<RefusalCode> {
  const most = (longest as Partial<Record<string, number>>)[fieldOf(fault)] ?? null
  const code =
    particular[fault] ??
    (fault.endsWith('.MISSING')
      ? 'INPUT_REQUIRED'
      : fault.endsWith('.TOO_LONG')
        ? 'INPUT_TOO_LONG'
        : 'INPUT_CHARACTERS')
  return refuse(code, path, { most, least: SHORTEST_PASSWORD })
}
