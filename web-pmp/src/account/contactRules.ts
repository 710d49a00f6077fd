/** Says what is wrong with a value: a message key and its blanks, or null. */
type Problem = { key: string; most?: number } | null

/** Characters a field may hold, as the server counts them (partner-management §2.1, §3.2). */
export const LONGEST = {
  firstName: 128,
  lastName: 128,
  organisationName: 128,
  address: 2000,
  email: 254,
  phone: 16,
  code: 36,
} as const

const PHONE = /^\+?\d[\d -]*$/
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/
const CODE = /^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u

type Name = keyof typeof LONGEST

const FORMAT: Partial<Record<Name, RegExp>> = { phone: PHONE, email: EMAIL, code: CODE }

/**
 * What the page can say of contact data before the server does: missing, too long, and signs that no number, address or id
 * has. The keys are those of the namespace `account`. The server alone decides.
 */
export function contactProblem(name: Name, value: string): Problem {
  const text = value.trim()
  if (!text) return { key: `account.missing.${name}` }
  // The spaces and dashes that people read a phone number by are no part of it.
  const counted = name === 'phone' ? text.replaceAll(/[ -]/g, '') : text
  if (counted.length > LONGEST[name]) return { key: 'account.tooLong', most: LONGEST[name] }
  return FORMAT[name]?.test(text) === false ? { key: `account.format.${name}` } : null
}
