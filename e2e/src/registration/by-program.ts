import type { Product } from '../product.ts'
import { signedIn, Visitor } from '../visitor.ts'
import { linkIn, mailTo } from './inbox.ts'
import type { Person } from './person.ts'

/** Registers somebody without a browser, where the registration itself is not what is looked at; the link of the mail. */
export async function registered(product: Product, person: Person): Promise<string> {
  const fields = new URLSearchParams({ ...person, passwordAgain: person.password })
  const { status, html } = await post(new Visitor(product.origin), '/auth/partner/register', fields)
  if (status !== 200) throw new Error(`The registration was answered by ${status}:\n${html}`)
  return linkIn(await mailTo(product, person.email), '/auth/partner/confirm')
}

/** Registers somebody and confirms by the mailed link: they can sign in, and the terms wait for them. */
export async function confirmed(product: Product, person: Person): Promise<void> {
  const link = await registered(product, person)
  const { status, html } = await post(
    new Visitor(product.origin),
    link,
    // In another browser than the one that registered, the password is asked for.
    new URLSearchParams({ password: person.password }),
  )
  if (status !== 200) throw new Error(`The confirmation was answered by ${status}:\n${html}`)
}

/** The same with the terms accepted: the policy group waits. */
export async function accepted(product: Product, person: Person): Promise<void> {
  await confirmed(product, person)
  const visitor = await signedIn(product.origin, person.username, person.password)
  const { data } = await visitor.graphql<{ terms: { version: string } }>('{ terms { version } }')
  const accept = 'mutation ($version: String!) { acceptTerms(version: $version) { __typename } }'
  const answer = await visitor.graphql(accept, { version: data?.terms.version })
  if (!answer.text.includes('Viewer')) throw new Error(`The terms were not accepted: ${answer.text}`)
}

/** Asks for a new password; the link of the mail. */
export async function forgotten(product: Product, address: string): Promise<string> {
  await post(new Visitor(product.origin), '/auth/partner/forgotten', new URLSearchParams({ email: address }))
  return linkIn(await mailTo(product, address), '/auth/partner/reset')
}

const post = (visitor: Visitor, path: string, body: URLSearchParams) =>
  visitor.visit(path, { method: 'POST', body, headers: { origin: visitor.origin, 'sec-fetch-site': 'same-origin' } })
