import type { Language } from '../platform/i18n/languages.ts'
import { Refusal } from '../platform/refusal/refusal.ts'
import { passwordFault, SHORTEST_PASSWORD } from './password-policy.ts'
import { LONGEST_PASSWORD } from './passwords.ts'
import type { Role } from './permissions.ts'
import type { MembershipKind } from './user.entity.ts'

export interface NewUser {
  /** 1–36 letters, digits, dots, dashes or underscores; no @, so it is never taken for an address. */
  username: string
  email: string
  firstName: string
  lastName: string
  phone?: string | null
  /** Mails are written in it; English when left out. */
  language?: Language
  password: string
  roles: readonly Role[]
  organisation?: { id: string; kind: MembershipKind } | null
}

/** A person to be added who has been checked already. */
export interface CheckedPerson extends Omit<NewUser, 'password'> {
  id: string
  passwordHash: string
}

export type NewUserRefusal =
  | 'INPUT_REQUIRED'
  | 'INPUT_TOO_LONG'
  | 'INPUT_FORMAT'
  | 'USERNAME_TAKEN'
  | 'EMAIL_TAKEN'
  | 'PASSWORD_TOO_SHORT'
  | 'PASSWORD_GUESSABLE'

/** Addresses compare without case; the column holds a keyed hash of this form. */
export const emailKey = (email: string): string => email.normalize('NFKC').trim().toLowerCase()

/** What is wrong with a new person; null when nothing is. */
export function checkNewUser(input: NewUser): Refusal<NewUserRefusal> | null {
  const limits = { username: 36, email: 254, firstName: 128, lastName: 128, password: LONGEST_PASSWORD } as const
  for (const [field, maximum] of Object.entries(limits) as [keyof typeof limits, number][]) {
    if (!input[field].trim()) return new Refusal('INPUT_REQUIRED', [field])
    if (input[field].length > maximum) return new Refusal('INPUT_TOO_LONG', [field], { maximum })
  }
  if (!/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u.test(input.username)) return new Refusal('INPUT_FORMAT', ['username'])
  if (!/^[^\s@]+@[^\s@]+$/u.test(input.email)) return new Refusal('INPUT_FORMAT', ['email'])
  if ((input.phone?.length ?? 0) > 32) return new Refusal('INPUT_TOO_LONG', ['phone'], { maximum: 32 })
  const { username, email, firstName, lastName } = input
  const fault = passwordFault(input.password, [username, email, firstName, lastName])
  if (fault) return new Refusal(fault, ['password'], { minimum: SHORTEST_PASSWORD, maximum: LONGEST_PASSWORD })
  return null
}
