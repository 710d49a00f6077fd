import { isLanguage } from '../../platform/i18n/languages.ts'
import { passwordFault, SHORTEST_PASSWORD } from '../password-policy.ts'
import { LONGEST_PASSWORD } from '../passwords.ts'
import type { PartnerTypeTable } from './partner-registrar.port.ts'

/** The fields of the register page, in its order; names of inputs as well. */
export const registrationFields = [
  'firstName',
  'lastName',
  'organisation',
  'type',
  'address',
  'email',
  'phone',
  'language',
  'username',
  'password',
  'passwordAgain',
] as const

export type RegistrationField = (typeof registrationFields)[number]
export type RegistrationForm = Record<RegistrationField, string>

/** Characters a field may hold (partner-management §2.1, §3.2). */
export const longest = {
  firstName: 128,
  lastName: 128,
  organisation: 128,
  address: 2_000,
  email: 254,
  /** Without the spaces and dashes that people read it by. */
  phone: 16,
  username: 36,
  password: LONGEST_PASSWORD,
} as const

/** What may be wrong with a field; each has a text in every language. */
export type RegistrationFault =
  | `${'firstName' | 'lastName'}.${'MISSING' | 'TOO_LONG'}`
  | `organisation.${'MISSING' | 'TOO_LONG' | 'CHARACTERS'}`
  | 'type.MISSING'
  | `address.${'MISSING' | 'TOO_LONG' | 'CHARACTERS'}`
  | `email.${'MISSING' | 'TOO_LONG' | 'FORMAT'}`
  | `phone.${'MISSING' | 'TOO_LONG' | 'FORMAT'}`
  | 'language.UNKNOWN'
  | `username.${'MISSING' | 'SPACES' | 'TOO_LONG' | 'CHARACTERS' | 'TAKEN'}`
  | `password.${'MISSING' | 'TOO_SHORT' | 'TOO_LONG' | 'GUESSABLE'}`
  | 'passwordAgain.DIFFERENT'

/** R-ENV-04: letters, digits and marks of every script, spaces, and these signs; here also the typographic apostrophe. */
const FREE_TEXT = /^[\p{L}\p{N}\p{M}\s.,@#&()\-'’?!":;=]+$/u
/** Addresses have slashes and degrees as well, as in “12/3” and “n° 5”. */
const ADDRESS = /^[\p{L}\p{N}\p{M}\s.,@#&()\-'’?!":;=/°º_+]+$/u
/** One @, something on both sides, a dot behind it; what lies between is for the mail to find out. */
const EMAIL = /^[^\s@<>(),;:"\\[\]\p{Cc}]+@[^\s@<>(),;:"\\[\]\p{Cc}.]+(\.[^\s@<>(),;:"\\[\]\p{Cc}.]+)+$/u
const PHONE = /^\+?\d[\d -]*$/
/** The limit counts the number (E.164: + and 15 digits), not the spaces and dashes that people read it by. */
const PHONE_LENGTH = /^(?:[ -]*[^ -]){0,16}[ -]*$/
/** No @, so a username is never taken for an address. */
const USERNAME = /^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u

/** What was typed, without the blanks around it; passwords as they are. */
export const tidied = (form: RegistrationForm): RegistrationForm => ({
  ...(Object.fromEntries(
    Object.entries(form).map(([name, value]) => [name, value.replaceAll('\r\n', '\n').trim()]),
  ) as RegistrationForm),
  password: form.password,
  passwordAgain: form.passwordAgain,
})

/** Personal names hold no control characters and are not empty. */
const named = (form: RegistrationForm, field: 'firstName' | 'lastName'): RegistrationFault | null =>
  !form[field] || /\p{Cc}/u.test(form[field])
    ? `${field}.MISSING`
    : form[field].length > longest[field]
      ? `${field}.TOO_LONG`
      : null

type Check = (form: RegistrationForm, types: PartnerTypeTable) => RegistrationFault | null

/** What is checked of contact data alone; the profile asks the same. In the order of §3.2. */
const contactChecks = {
  phone: ({ phone }) =>
    !phone
      ? 'phone.MISSING'
      : !PHONE_LENGTH.test(phone) || phone.length > 2 * longest.phone
        ? 'phone.TOO_LONG'
        : PHONE.test(phone)
          ? null
          : 'phone.FORMAT',
  address: ({ address }) =>
    !address
      ? 'address.MISSING'
      : address.length > longest.address
        ? 'address.TOO_LONG'
        : ADDRESS.test(address)
          ? null
          : 'address.CHARACTERS',
  email: ({ email }) =>
    !email
      ? 'email.MISSING'
      : email.length > longest.email
        ? 'email.TOO_LONG'
        : EMAIL.test(email)
          ? null
          : 'email.FORMAT',
  firstName: form => named(form, 'firstName'),
  lastName: form => named(form, 'lastName'),
  language: ({ language }) => (isLanguage(language) ? null : 'language.UNKNOWN'),
} satisfies Partial<Record<RegistrationField, Check>>

/** What is wrong with one answer of the contact data; null when nothing is. */
export const contactFault = (
  field: 'phone' | 'address' | 'email' | 'firstName' | 'lastName',
  value: string,
): RegistrationFault | null => contactChecks[field]({ [field]: value } as RegistrationForm)

const usernameFault = (username: string): RegistrationFault | null =>
  !username
    ? 'username.MISSING'
    : /\s/u.test(username)
      ? 'username.SPACES'
      : username.length > longest.username
        ? 'username.TOO_LONG'
        : USERNAME.test(username)
          ? null
          : 'username.CHARACTERS'

/** What is wrong with an organisation that somebody registers who can sign in already; in the order of §3.2. */
export const organisationFaults = ({
  phone,
  username,
  organisation,
  address,
}: Pick<RegistrationForm, 'phone' | 'username' | 'organisation' | 'address'>): RegistrationFault[] =>
  [
    contactFault('phone', phone),
    usernameFault(username),
    organisationFault(organisation),
    contactFault('address', address),
  ].filter(fault => fault !== null)

/** The checks in the order of the original's table (§3.2); what a database has to say comes after them. */
const checks: readonly Check[] = [
  contactChecks.phone,
  contactChecks.email,
  ({ username }) => usernameFault(username),
  contactChecks.language,
  ({ type }, types) => (Object.hasOwn(types, type) && types[type]!.selfRegistered ? null : 'type.MISSING'),
  ({ organisation }) => organisationFault(organisation),
  contactChecks.address,
  contactChecks.firstName,
  contactChecks.lastName,
  form => passwordProblem(form),
  ({ password, passwordAgain }) => (password && password !== passwordAgain ? 'passwordAgain.DIFFERENT' : null),
]

const organisationFault = (organisation: string): RegistrationFault | null =>
  !organisation
    ? 'organisation.MISSING'
    : organisation.length > longest.organisation
      ? 'organisation.TOO_LONG'
      : FREE_TEXT.test(organisation)
        ? null
        : 'organisation.CHARACTERS'

function passwordProblem({ password, ...form }: RegistrationForm): RegistrationFault | null {
  if (!password) return 'password.MISSING'
  const { username, email, firstName, lastName, organisation } = form
  switch (passwordFault(password, [username, email, firstName, lastName, organisation])) {
    case 'PASSWORD_TOO_SHORT':
      return 'password.TOO_SHORT'
    case 'PASSWORD_GUESSABLE':
      return 'password.GUESSABLE'
    case 'INPUT_TOO_LONG':
      return 'password.TOO_LONG'
    default:
      return null
  }
}

/** Everything that is wrong with a registration, in the order of §3.2; the form is `tidied`. */
export const registrationFaults = (form: RegistrationForm, types: PartnerTypeTable): RegistrationFault[] =>
  checks.map(check => check(form, types)).filter(fault => fault !== null)

export const fieldOf = (fault: RegistrationFault): RegistrationField => fault.split('.')[0] as RegistrationField

const within = (most: number): string => `^[^]{0,${most}}$`

/**
 * The same rules for the script of the page, which says at once what the server would say: patterns (flag u) that the
 * value must match, each with the fault it stands for. The server alone decides.
 */
export const patternsOf: Partial<Record<RegistrationField, readonly [pattern: string, fault: RegistrationFault][]>> = {
  firstName: [
    [String.raw`\S`, 'firstName.MISSING'],
    [within(longest.firstName), 'firstName.TOO_LONG'],
  ],
  lastName: [
    [String.raw`\S`, 'lastName.MISSING'],
    [within(longest.lastName), 'lastName.TOO_LONG'],
  ],
  organisation: [
    [String.raw`\S`, 'organisation.MISSING'],
    [within(longest.organisation), 'organisation.TOO_LONG'],
    [FREE_TEXT.source, 'organisation.CHARACTERS'],
  ],
  type: [[String.raw`\S`, 'type.MISSING']],
  address: [
    [String.raw`\S`, 'address.MISSING'],
    [within(longest.address), 'address.TOO_LONG'],
    [ADDRESS.source, 'address.CHARACTERS'],
  ],
  email: [
    [String.raw`\S`, 'email.MISSING'],
    [within(longest.email), 'email.TOO_LONG'],
    [EMAIL.source, 'email.FORMAT'],
  ],
  phone: [
    [String.raw`\S`, 'phone.MISSING'],
    [PHONE_LENGTH.source, 'phone.TOO_LONG'],
    [PHONE.source, 'phone.FORMAT'],
  ],
  username: [
    [String.raw`\S`, 'username.MISSING'],
    [String.raw`^\S*$`, 'username.SPACES'],
    [within(longest.username), 'username.TOO_LONG'],
    [USERNAME.source, 'username.CHARACTERS'],
  ],
  password: [
    [String.raw`[^]`, 'password.MISSING'],
    [`[^]{${SHORTEST_PASSWORD}}`, 'password.TOO_SHORT'],
    [within(longest.password), 'password.TOO_LONG'],
  ],
}
