import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const EXAMPLE = join(import.meta.dirname, '../../../../docs/examples/keycloak/realm.json')

export const KEYCLOAK_PASSWORD = 'Keycloak-Spec-Password-1'

/** Somebody whom Keycloak knows; every attribute is one of the realm's profile. */
export interface KeycloakPerson {
  username: string
  roles: string[]
  attributes?: Record<string, string>
  /** Paths of groups. */
  groups?: string[]
}

/** A group that brings roles, to those below it too. */
export interface KeycloakGroup {
  name: string
  realmRoles?: string[]
  subGroups?: KeycloakGroup[]
}

/** A realm of one spec's own in a running Keycloak, made of the example that operators are given. */
export interface Realm {
  /** Ends everything the person is signed in to, as an administrator of Keycloak does. */
  logOut(username: string): Promise<void>
  /** Ends one session. */
  endSession(sid: string): Promise<void>
  setRoles(username: string, roles: string[]): Promise<void>
  setEnabled(username: string, enabled: boolean): Promise<void>
  setAttributes(username: string, attributes: Record<string, string>): Promise<void>
  drop(): Promise<void>
}

interface Representation {
  id: string
  name?: string
  [field: string]: unknown
}

/** Address of a realm that is still to be made. */
export const issuerOf = (keycloak: string, realm: string): string => `${keycloak}/realms/${realm}`

/**
 * Makes the realm for a Portico at `origin`. `admin` is `name:password`; `secret` the client's, whose service account gets
 * the rights of `lookUp` (docs/operating.md).
 */
export async function openRealm(
  {
    keycloak,
    admin,
    realm,
    origin,
    secret,
    lookUp,
    groups = [],
  }: {
    keycloak: string
    admin: string
    realm: string
    origin: string
    secret: string
    lookUp?: readonly string[]
    groups?: readonly KeycloakGroup[]
  },
  people: readonly KeycloakPerson[],
): Promise<Realm> {
  const [username = '', ...password] = admin.split(':')
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    // A token of its own each time: they live for a minute, a spec may take longer.
    const form = { grant_type: 'password', client_id: 'admin-cli', username, password: password.join(':') }
    const signIn = await fetch(`${keycloak}/realms/master/protocol/openid-connect/token`, {
      method: 'POST',
      body: new URLSearchParams(form),
    })
    const { access_token: token } = (await signIn.json()) as { access_token: string }
    const answer = await fetch(`${keycloak}/admin/realms${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`Keycloak answers ${method} ${path} with ${answer.status}: ${text}`)
    return text ? (JSON.parse(text) as unknown) : null
  }
  const example = readFileSync(EXAMPLE, 'utf8')
    .replaceAll('https://portico.example', origin)
    .replaceAll('replace-me', secret)
  const { clients, ...rest } = JSON.parse(example) as { clients: object[] }
  const program = {
    username: 'service-account-portico',
    enabled: true,
    serviceAccountClientId: 'portico',
    clientRoles: { 'realm-management': lookUp },
  }
  await call('POST', '', {
    ...rest,
    clients: clients.map(one => ({ ...one, serviceAccountsEnabled: lookUp !== undefined })),
    realm,
    groups,
    users: people
      .map<object>(({ username: name, roles, attributes = {}, groups: memberOf = [] }) => ({
        username: name,
        groups: memberOf,
        enabled: true,
        emailVerified: true,
        email: `${name}@example.org`,
        firstName: 'Inès',
        lastName: 'Moreau',
        credentials: [{ type: 'password', value: KEYCLOAK_PASSWORD }],
        realmRoles: roles,
        attributes: Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, [value]])),
      }))
      .concat(lookUp ? [program] : []),
  })
  const find = async (name: string): Promise<Representation> =>
    ((await call('GET', `/${realm}/users?exact=true&username=${name}`)) as Representation[])[0]!
  const change = async (name: string, more: object) => {
    const user = await find(name)
    await call('PUT', `/${realm}/users/${user.id}`, { ...user, ...more })
  }
  return {
    async logOut(name) {
      await call('POST', `/${realm}/users/${(await find(name)).id}/logout`)
    },
    async endSession(sid) {
      await call('DELETE', `/${realm}/sessions/${sid}`)
    },
    async setRoles(name, roles) {
      const path = `/${realm}/users/${(await find(name)).id}/role-mappings/realm`
      await call('DELETE', path, await call('GET', path))
      const known = (await call('GET', `/${realm}/roles`)) as Representation[]
      await call(
        'POST',
        path,
        known.filter(role => roles.includes(role.name!)),
      )
    },
    setEnabled: (name, enabled) => change(name, { enabled }),
    setAttributes: (name, attributes) =>
      change(name, {
        attributes: Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, [value]])),
      }),
    async drop() {
      await call('DELETE', `/${realm}`)
    },
  }
}
