import * as client from 'openid-client'
import { z } from 'zod'
import {
  SourceFault,
  type AdministratorSource,
  type ListedPerson,
} from '../../account/directory/administrator-source.port.ts'
import type { Clock } from '../../platform/clock/clock.ts'
import { insideUnitOfWork, UnitOfWorkViolation } from '../../platform/database/guard.ts'

export interface KeycloakAdministratorsOptions {
  /** The realm's issuer, where people sign in. */
  issuer: string
  /** The realm's admin API, e.g. https://keycloak.example/admin/realms/portico. */
  url: string
  /** A confidential client whose service account may `view-users` and `view-realm`. */
  clientId: string
  clientSecret: string
  clock: Clock
  /** For specifications: seconds for one exchange, and people of a page. */
  seconds?: number
  page?: number
}

const ROLE = 'PARTNER_ADMIN'
/** Seconds for one exchange, its body included. */
const PATIENCE = 10
/** People, groups or roles asked for at once. */
const PAGE = 100
/** How Keycloak begins the names of clients' own accounts, which are no people. */
const PROGRAM = 'service-account-'
/** A page of people with all their attributes has some 100 kB. */
const LARGEST = 4 * 1024 * 1024

const user = z.object({
  id: z.string().min(1).max(191),
  username: z.string(),
  enabled: z.boolean(),
  email: z.string().nullish(),
  firstName: z.string().nullish(),
  lastName: z.string().nullish(),
  attributes: z.object({ locale: z.array(z.string()).nullish() }).nullish(),
})
const group = z.object({ id: z.string().min(1) })
const role = z.object({ name: z.string() })

type Query = Record<string, string>

/**
 * Keycloak's admin API (26): people with the role of the realm by themselves, and members of groups that bring it, groups
 * below those included. Whoever has it by another way, a composite role or a rule of Keycloak's, is known from the first
 * sign-in on and not taken for gone.
 */
export class KeycloakAdministrators implements AdministratorSource {
  readonly #options: KeycloakAdministratorsOptions
  #discovered: client.Configuration | undefined
  #token: { value: string; until: number } | undefined

  constructor(options: KeycloakAdministratorsOptions) {
    this.#options = options
  }

  async issuer(): Promise<string> {
    return (await this.#configuration()).serverMetadata().issuer
  }

  async *listed(): AsyncGenerator<readonly ListedPerson[]> {
    for await (const people of this.#pages(`roles/${ROLE}/users`, user)) yield people.flatMap(personOf)
    const groups: string[] = []
    for await (const found of this.#pages(`roles/${ROLE}/groups`, group)) groups.push(...found.map(({ id }) => id))
    const seen = new Set(groups)
    // Grows while it is walked: what a group brings, those below it bring too.
    for (const id of groups) {
      for await (const people of this.#pages(`groups/${encodeURIComponent(id)}/members`, user))
        yield people.flatMap(personOf)
      for await (const below of this.#pages(`groups/${encodeURIComponent(id)}/children`, group))
        for (const child of below)
          if (!seen.has(child.id)) {
            seen.add(child.id)
            groups.push(child.id)
          }
    }
  }

  async holds(subject: string): Promise<boolean> {
    const path = `users/${encodeURIComponent(subject)}`
    const found = await this.#ask(path, {}, user.nullable())
    if (!found?.enabled) return false
    const roles = await this.#ask(`${path}/role-mappings/realm/composite`, {}, z.array(role).nullable())
    return roles?.some(({ name }) => name === ROLE) ?? false
  }

  /** Pages by position. Somebody who moves meanwhile is missed at most, and `holds` asks again before anything is lost. */
  async *#pages<T extends { id: string }>(path: string, one: z.ZodType<T>): AsyncGenerator<T[]> {
    const { page = PAGE } = this.#options
    for (let first = 0; ; first += page) {
      const query = { first: String(first), max: String(page), briefRepresentation: 'false' }
      const found = await this.#ask(path, query, z.array(one).nullable())
      if (!found) throw new SourceFault('DIRECTORY_NOT_UNDERSTOOD', `404 for ${path.replace(/\/[^/]{20,}/, '/…')}`)
      yield found
      if (found.length < page) return
    }
  }

  /** Null for what is not there. A token that is refused is replaced once. */
  async #ask<T>(path: string, query: Query, schema: z.ZodType<T>): Promise<T> {
    if (insideUnitOfWork()) throw new UnitOfWorkViolation()
    let response = await this.#get(path, query)
    if (response.status === 401) {
      this.#token = undefined
      response = await this.#get(path, query)
    }
    const { status, text } = response
    if (status === 401 || status === 403)
      throw new SourceFault('DIRECTORY_REFUSES', `${status}: does the service account hold view-users and view-realm?`)
    if (status === 429 || status >= 500) throw new SourceFault('DIRECTORY_UNREACHABLE', String(status))
    if (status !== 200 && status !== 404) throw new SourceFault('DIRECTORY_NOT_UNDERSTOOD', String(status))
    const answer = schema.safeParse(status === 404 ? null : parsed(text))
    if (answer.success) return answer.data
    throw new SourceFault('DIRECTORY_NOT_UNDERSTOOD', 'an answer of another shape')
  }

  async #get(path: string, query: Query): Promise<{ status: number; text: string }> {
    const { url, seconds = PATIENCE } = this.#options
    const token = await this.#accessToken()
    try {
      const response = await fetch(`${url.replace(/\/+$/, '')}/${path}?${new URLSearchParams(query)}`, {
        headers: { accept: 'application/json', authorization: `Bearer ${token}` },
        // The token would go with it.
        redirect: 'manual',
        signal: AbortSignal.timeout(seconds * 1_000),
      })
      return { status: response.status, text: await readBounded(response) }
    } catch (error) {
      throw faultOf(error)
    }
  }

  /** By client credentials (RFC 6749 §4.4); kept for half of its life. */
  async #accessToken(): Promise<string> {
    const now = this.#options.clock.now().getTime()
    if (this.#token && now < this.#token.until) return this.#token.value
    const configuration = await this.#configuration()
    try {
      const { access_token: value, expires_in: life = 60 } = await client.clientCredentialsGrant(configuration)
      this.#token = { value, until: now + life * 500 }
      return value
    } catch (error) {
      throw faultOf(error)
    }
  }

  async #configuration(): Promise<client.Configuration> {
    const { issuer, clientId, clientSecret, seconds = PATIENCE } = this.#options
    try {
      return (this.#discovered ??= await client.discovery(
        new URL(issuer),
        clientId,
        undefined,
        client.ClientSecretBasic(clientSecret),
        // The operator's address decides whether it is spoken to without TLS.
        { timeout: seconds, execute: issuer.startsWith('http:') ? [client.allowInsecureRequests] : [] },
      ))
    } catch (error) {
      throw faultOf(error)
    }
  }
}

const personOf = (found: z.output<typeof user>): ListedPerson[] =>
  found.enabled && !found.username.startsWith(PROGRAM)
    ? [
        {
          subject: found.id,
          username: found.username,
          email: found.email?.trim() || null,
          firstName: found.firstName ?? '',
          lastName: found.lastName ?? '',
          locale: found.attributes?.locale?.[0] ?? null,
        },
      ]
    : []

async function readBounded(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > LARGEST) throw new SourceFault('DIRECTORY_NOT_UNDERSTOOD', 'too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** An answer that says no is told from none at all; texts of others stay out of it. */
function faultOf(error: unknown): SourceFault {
  if (error instanceof SourceFault) return error
  if (error instanceof client.ResponseBodyError)
    return new SourceFault('DIRECTORY_REFUSES', `no token: ${error.status} ${error.error}`)
  if (error instanceof client.WWWAuthenticateChallengeError)
    return new SourceFault('DIRECTORY_REFUSES', `no token: ${error.status}`)
  const { name, code, cause } = error as Error & { code?: unknown; cause?: { code?: unknown } }
  const detail = [cause?.code, code].find(one => typeof one === 'string') ?? name
  return new SourceFault('DIRECTORY_UNREACHABLE', String(detail))
}
