/** Somebody without a browser: keeps cookies, follows redirects, fills in forms. For what HTTP alone must prove. */
export class Visitor {
  readonly origin: string
  readonly #cookies = new Map<string, string>()

  constructor(origin: string) {
    this.origin = origin
  }

  /** The `Cookie` header it would send, empty when it has none. */
  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  /** One request, cookies in and out, redirects not followed. */
  async request(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    if (this.cookie && !headers.has('cookie')) headers.set('cookie', this.cookie)
    const answer = await fetch(new URL(path, this.origin), { ...init, headers, redirect: 'manual' })
    for (const line of answer.headers.getSetCookie()) this.#keep(line)
    return answer
  }

  /** A page as a browser reaches it, over redirects. */
  async visit(path: string, init: RequestInit = {}): Promise<{ url: URL; status: number; html: string }> {
    let url = new URL(path, this.origin)
    let answer = await this.request(url.href, init)
    for (let hops = 0; answer.status >= 300 && answer.status < 400; hops += 1) {
      if (hops > 15) throw new Error(`Too many redirects, last to ${url.href}`)
      url = new URL(answer.headers.get('location') ?? '', url)
      answer = await this.request(url.href)
    }
    return { url, status: answer.status, html: await answer.text() }
  }

  /** Sends the first form of a page with a password in it, filled in; returns the page after it. */
  async submitSignIn(
    page: { url: URL; html: string },
    username: string,
    password: string,
  ): ReturnType<Visitor['visit']> {
    const form = [...page.html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/gi)].find(match =>
      /type="?password/i.test(match[2]!),
    )
    if (!form) throw new Error(`There is no sign-in form at ${page.url.href}:\n${page.html.slice(0, 2_000)}`)
    const fields = new URLSearchParams()
    for (const [tag] of form[2]!.matchAll(/<input\b[^>]*>/gi)) {
      const name = attribute(tag, 'name')
      if (!name) continue
      const type = attribute(tag, 'type') ?? 'text'
      if (type === 'hidden') fields.set(name, attribute(tag, 'value') ?? '')
      else if (type === 'password') fields.set(name, password)
      else if (type === 'text' || type === 'email') fields.set(name, username)
    }
    return this.visit(new URL(attribute(form[1]!, 'action') ?? '', page.url).href, {
      method: 'POST',
      body: fields,
      headers: { origin: this.origin, 'sec-fetch-site': 'same-origin' },
    })
  }

  /** Asks GraphQL as the partner portal does; `headers` replaces or adds, an empty text takes one away. */
  async graphql<T = Record<string, unknown>>(
    query: string,
    variables: Record<string, unknown> = {},
    headers: Record<string, string> = {},
  ): Promise<GraphQLAnswer<T>> {
    const all = { 'content-type': 'application/json', origin: this.origin, 'x-portico-portal': 'partner', ...headers }
    const kept = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''))
    const answer = await this.request('/graphql', {
      method: 'POST',
      headers: kept,
      body: JSON.stringify({ query, variables }),
    })
    const text = await answer.text()
    const body = parse(text) as { data?: T | null; errors?: { message: string; extensions?: { code?: string } }[] }
    return {
      status: answer.status,
      data: body.data ?? null,
      codes: (body.errors ?? []).map(e => e.extensions?.code ?? 'none'),
      text,
    }
  }

  #keep(line: string): void {
    const [pair = ''] = line.split(';')
    const name = pair.slice(0, pair.indexOf('='))
    const value = pair.slice(pair.indexOf('=') + 1)
    if (!value || /;\s*max-age=0\b/i.test(line) || /expires=thu, 01 jan 1970/i.test(line)) this.#cookies.delete(name)
    else this.#cookies.set(name, value)
  }
}

export interface GraphQLAnswer<T> {
  status: number
  data: T | null
  /** `extensions.code` of every error. */
  codes: string[]
  text: string
}

/** A visitor who has signed in at the partner portal. Throws when the sign-in page stays. */
export async function signedIn(origin: string, username: string, password: string): Promise<Visitor> {
  const visitor = new Visitor(origin)
  const page = await visitor.visit('/auth/partner/login?return_to=%2Fpartner%2F')
  const after = await visitor.submitSignIn(page, username, password)
  if (!after.url.pathname.startsWith('/partner/'))
    throw new Error(
      `Signing in as ${username} ended at ${after.url.href} (${after.status}):\n${after.html.slice(0, 2_000)}`,
    )
  return visitor
}

function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`\\b${name}="([^"]*)"`, 'i').exec(tag)
  return found?.[1]?.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'")
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}
