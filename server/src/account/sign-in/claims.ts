import { chooseLanguage, languages, type Language } from '../../platform/i18n/languages.ts'
import type { FederatedPerson } from '../users.service.ts'

/** Where Keycloak lists a person's roles unless told otherwise. */
export const ROLES_CLAIM = 'realm_access.roles'

/** What a provider may say of the organisation that somebody registers for; names are those of MOSIP's realm. */
export interface FederatedOrganisation {
  name: string
  address: string
  /** A partner type's code or a role, as the provider has it; empty: it says nothing. */
  type: string
}

type Claims = Readonly<Record<string, unknown>>

/** The verified claims of ID token and userinfo as a person. */
export function personOf(issuer: string, subject: string, claims: Claims, rolesClaim: string): FederatedPerson {
  const text = (...names: string[]) => textAt(claims, ...names)
  return {
    issuer,
    subject,
    username: text('preferred_username', 'email') || subject,
    email: text('email') || null,
    phone: text('phone_number', 'phoneNumber', 'mobile') || null,
    firstName: text('given_name', 'name'),
    lastName: text('family_name'),
    language: languageOf(text('locale')),
    roles: rolesAt(claims, rolesClaim),
  }
}

/** What the verified claims say of the person's organisation. */
export function organisationOf(claims: Claims): FederatedOrganisation {
  return {
    name: textAt(claims, 'organizationName', 'organisationName'),
    address: textAt(claims, 'address.formatted', 'address'),
    type: textAt(claims, 'partnerType'),
  }
}

/** The first of these claims that says something. */
function textAt(claims: Claims, ...names: string[]): string {
  for (const name of names) {
    const value = claimAt(claims, name)
    if (typeof value === 'string' && value.trim()) return value.trim()
  }
  return ''
}

/** The list of names at a dotted path of the claims; empty when there is none. */
export function rolesAt(claims: Claims, path: string): string[] {
  const at = claimAt(claims, path)
  return Array.isArray(at) ? at.filter(name => typeof name === 'string') : []
}

function claimAt(claims: Claims, path: string): unknown {
  // Some providers name a claim by an address, dots and all.
  if (Object.hasOwn(claims, path)) return claims[path]
  let at: unknown = claims
  for (const step of path.split('.'))
    at =
      typeof at === 'object' && at !== null && Object.hasOwn(at, step)
        ? (at as Record<string, unknown>)[step]
        : undefined
  return at
}

/** An installed language; null for one that is not, so that what the person chose here stays. */
export function languageOf(locale: string): Language | null {
  const tag = locale.split(/[-_]/)[0]!.toLowerCase()
  return (languages as readonly string[]).includes(tag) ? chooseLanguage(tag) : null
}
