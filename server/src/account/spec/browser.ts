import { request } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  setCookies: string[]
  url: string
  text: string
  /** Where a redirect leads, absolute. */
  location: string | undefined
}

interface Cookie {
  name: string
  value: string
  path: string
}

/**
 * A small browser: keeps cookies by name and path, follows redirects, sends what browsers send with a form. It speaks
 * to a loopback port whatever the address says, as a reverse proxy in front of the server would.
 */
export class Browser {
  readonly #origin: string
  readonly #port: number
  readonly #jar = new Map<string, Cookie>()
  /** Every answer on the way, newest last. */
  readonly visited: Answer[] = []
  headers: Record<string, string>

  constructor({ origin, port, headers = {} }: { origin: string; port: number; headers?: Record<string, string> }) {
    this.#origin = origin
    this.#port = port
    this.headers = headers
  }

  cookieHeader(path = '/'): string {
    return [...this.#jar.values()]
      .filter(cookie => path.startsWith(cookie.path))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ')
  }

  cookie(name: string): string | undefined {
    return this.#jar.get(`${name} /`)?.value
  }

  setCookie(name: string, value: string): void {
    this.#jar.set(`${name} /`, { name, value, path: '/' })
  }

  /** One request, no redirects followed. */
  async send(
    method: string,
    address: string,
    { headers = {}, body }: { headers?: Record<string, string>; body?: string } = {},
  ): Promise<Answer> {
    const url = new URL(address, this.#origin)
    const cookies = this.cookieHeader(url.pathname)
    const answer = await new Promise<Answer>((done, fail) => {
      const call = request(
        {
          host: '127.0.0.1',
          port: url.origin === this.#origin ? this.#port : url.port,
          method,
          path: url.pathname + url.search,
          agent: false,
          headers: {
            host: url.host,
            accept: 'text/html',
            ...(cookies ? { cookie: cookies } : {}),
            ...this.headers,
            ...headers,
          },
        },
        response => {
          const chunks: Buffer[] = []
          response.on('data', (chunk: Buffer) => chunks.push(chunk))
          response.on('error', fail)
          response.on('end', () =>
            done({
              status: response.statusCode!,
              headers: response.headers,
              setCookies: response.headers['set-cookie'] ?? [],
              url: url.href,
              text: Buffer.concat(chunks).toString(),
              location: response.headers.location && new URL(response.headers.location, url).href,
            }),
          )
        },
      )
      call.on('error', fail)
      call.end(body)
    })
    for (const line of answer.setCookies) this.#keep(line, url)
    this.visited.push(answer)
    return answer
  }

  /** Goes to an address and follows redirects, at most ten, until it is where it should stop. */
  async go(address: string, until: (answer: Answer) => boolean = () => false): Promise<Answer> {
    let answer = await this.send('GET', address)
    for (let hop = 0; hop < 10 && answer.location && !until(answer); hop++)
      answer = await this.send('GET', answer.location)
    return answer
  }

  /** Sends the form of a page as a browser does, without following. */
  submit(page: Answer, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> {
    const action = /<form[^>]+action="([^"]+)"/.exec(page.text)?.[1]?.replaceAll(/&(#38|amp);/g, '&')
    if (!action) throw new Error(`no form on ${page.url}: ${page.text.slice(0, 300)}`)
    return this.send('POST', new URL(action, page.url).href, {
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        origin: this.#origin,
        'sec-fetch-site': 'same-origin',
        ...headers,
      },
      body: new URLSearchParams(fields).toString(),
    })
  }

  #keep(line: string, url: URL): void {
    const [pair = '', ...attributes] = line.split(';').map(part => part.trim())
    const name = pair.slice(0, pair.indexOf('='))
    const value = pair.slice(pair.indexOf('=') + 1)
    const attribute = (wanted: string) =>
      attributes.find(text => text.toLowerCase().startsWith(`${wanted}=`))?.slice(wanted.length + 1)
    const expires = attribute('expires')
    const gone = attribute('max-age') === '0' || (expires !== undefined && new Date(expires) < new Date())
    const path = attribute('path') ?? url.pathname
    if (gone) this.#jar.delete(`${name} ${path}`)
    else this.#jar.set(`${name} ${path}`, { name, value, path })
  }
}
