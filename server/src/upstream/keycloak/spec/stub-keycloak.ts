import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Somebody as Keycloak 26 shows them, or part of it. */
export interface StubPerson {
  id: string
  username: string
  enabled?: boolean
  email?: string
  firstName?: string
  lastName?: string
  attributes?: Record<string, string[]>
}

export interface StubGroup {
  id: string
  members: StubPerson[]
  children?: StubGroup[]
}

type Reply = (response: ServerResponse) => void

const json =
  (status: number, body: unknown): Reply =>
  response =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
const text =
  (status: number, body: string, headers: Record<string, string> = {}): Reply =>
  response =>
    void response.writeHead(status, { 'content-type': 'text/html', ...headers }).end(body)

/** What can go wrong at the admin API, and the code it comes to. The first three are recorded of Keycloak 26.3.5. */
export const faults: Record<string, { reply: Reply; code: string }> = {
  'a service account without the rights': {
    reply: json(403, { error: 'HTTP 403 Forbidden' }),
    code: 'DIRECTORY_REFUSES',
  },
  'a token that is never believed': { reply: json(401, { error: 'HTTP 401 Unauthorized' }), code: 'DIRECTORY_REFUSES' },
  'a realm without the role': {
    reply: json(404, { error: 'Could not find role' }),
    code: 'DIRECTORY_NOT_UNDERSTOOD',
  },
  'a web page': { reply: text(200, '<html>Welcome to nginx!</html>'), code: 'DIRECTORY_NOT_UNDERSTOOD' },
  'an answer of another shape': { reply: json(200, [{ id: 7 }]), code: 'DIRECTORY_NOT_UNDERSTOOD' },
  'half a document': { reply: text(200, '[{"id":"a","user'), code: 'DIRECTORY_NOT_UNDERSTOOD' },
  nothing: { reply: text(200, ''), code: 'DIRECTORY_NOT_UNDERSTOOD' },
  'a redirect': {
    reply: text(302, '', { location: 'http://192.0.2.1/elsewhere' }),
    code: 'DIRECTORY_NOT_UNDERSTOOD',
  },
  'more than anybody reads': {
    reply: response => void response.writeHead(200).end(Buffer.alloc(5_000_000, 0x20)),
    code: 'DIRECTORY_NOT_UNDERSTOOD',
  },
  'a gateway that finds nobody': { reply: text(502, ''), code: 'DIRECTORY_UNREACHABLE' },
  'an error of its own': { reply: json(500, { error: 'unknown_error' }), code: 'DIRECTORY_UNREACHABLE' },
  'a connection that breaks': { reply: response => void response.socket?.destroy(), code: 'DIRECTORY_UNREACHABLE' },
  silence: { reply: () => undefined, code: 'DIRECTORY_UNREACHABLE' },
}

/** The part of Keycloak that administrators are looked up by, in one process with the specification. */
export class StubKeycloak {
  issuer = ''
  url = ''
  direct: StubPerson[] = []
  groups: StubGroup[] = []
  /** Who holds the role by a way that no list tells. */
  otherwise = new Set<string>()
  /** What is answered after so many more true answers of the admin API. */
  fault: { after: number; reply: Reply } | undefined
  /** Every request of the admin API. */
  readonly asked: string[] = []
  /** How many tokens were given; only the latest is believed. */
  tokens = 0
  secret = 'a secret: with % and +'
  readonly #server = createServer((request, response) => this.#answer(request, response))

  async open(): Promise<this> {
    await new Promise<void>(done => this.#server.listen(0, '127.0.0.1', done))
    const origin = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
    this.issuer = `${origin}/realms/spec`
    this.url = `${origin}/admin/realms/spec`
    return this
  }

  close(): Promise<void> {
    this.#server.closeAllConnections()
    return new Promise(done => this.#server.close(() => done()))
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const { pathname, searchParams } = new URL(request.url!, this.url)
    const { authorization = '' } = request.headers
    if (pathname === '/realms/spec/.well-known/openid-configuration')
      return json(200, { issuer: this.issuer, token_endpoint: `${this.issuer}/token` })(response)
    if (pathname === '/realms/spec/token') {
      const [id, secret] = Buffer.from(authorization.slice('Basic '.length), 'base64').toString().split(':')
      if (id !== 'portico' || decodeURIComponent(secret!.replaceAll('+', ' ')) !== this.secret)
        return json(401, { error: 'unauthorized_client', error_description: 'Invalid client credentials' })(response)
      this.tokens += 1
      return json(200, { access_token: `token-${this.tokens}`, expires_in: 300, token_type: 'Bearer' })(response)
    }
    const path = pathname.slice('/admin/realms/spec/'.length)
    this.asked.push(`${path}?${searchParams}`)
    if (this.fault && this.fault.after-- <= 0) return this.fault.reply(response)
    if (authorization !== `Bearer token-${this.tokens}`) return json(401, { error: 'HTTP 401 Unauthorized' })(response)
    const found = this.#at(path)
    if (found === undefined) return json(404, { error: 'User not found' })(response)
    const [first, most] = [Number(searchParams.get('first') ?? 0), Number(searchParams.get('max') ?? 100)]
    json(200, Array.isArray(found) ? found.slice(first, first + most) : found)(response)
  }

  #at(path: string): unknown {
    const [kind, id = '', what] = path.split('/')
    if (path === 'roles/PARTNER_ADMIN/users') return this.direct.map(shown)
    if (path === 'roles/PARTNER_ADMIN/groups') return this.groups.map(({ id: group }) => ({ id: group, name: group }))
    if (kind === 'groups') {
      const group = all(this.groups).find(one => one.id === id)
      return what === 'members' ? group?.members.map(shown) : (group?.children ?? []).map(one => ({ id: one.id }))
    }
    const people = [...this.direct, ...all(this.groups).flatMap(({ members }) => members)]
    const person = people.find(one => one.id === id) ?? (this.otherwise.has(id) ? { id, username: id } : undefined)
    if (kind !== 'users' || !person) return undefined
    return what
      ? [
          { id: 'r', name: 'default-roles-spec' },
          { id: 's', name: 'PARTNER_ADMIN' },
        ]
      : shown(person)
  }
}

const all = (groups: readonly StubGroup[]): StubGroup[] =>
  groups.flatMap(group => [group, ...all(group.children ?? [])])

const shown = (person: StubPerson) => ({ emailVerified: true, enabled: true, totp: false, notBefore: 0, ...person })
