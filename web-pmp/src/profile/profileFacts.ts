import { languageOf } from '@portico/web-core'
import type { ProfileFragment } from '../gql/graphql.ts'

interface Fact {
  /** Also the message key of its label: `profile.<key>`. */
  key: string
  value: string | null
  mono?: boolean
}

/** What the profile shows, in the order of R-SES-04; roles and the language of mails are ours and come last. */
export function profileFacts(profile: ProfileFragment, types: string | null, roles: string | null): Fact[] {
  return [
    { key: 'firstName', value: profile.firstName },
    { key: 'lastName', value: profile.lastName },
    { key: 'organisation', value: profile.organisationName },
    { key: 'address', value: profile.address },
    { key: 'partnerType', value: types },
    { key: 'phone', value: profile.phone, mono: true },
    { key: 'email', value: profile.email, mono: true },
    { key: 'username', value: profile.username, mono: true },
    { key: 'roles', value: roles },
    { key: 'language', value: languageOf(profile.language).name },
  ]
}
