import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exchangeNamed, exchanges, recordedCertificate, type Exchange } from './recorded.ts'

const PREFIX = '/v1/keymanager'

type Reply = (response: ServerResponse, request: IncomingMessage) => void

const json = (exchange: Pick<Exchange, 'status' | 'body'>): Reply => {
  return response => {
    response.writeHead(exchange.status, { 'content-type': 'application/json;charset=UTF-8' })
    response.end(typeof exchange.body === 'string' ? exchange.body : JSON.stringify(exchange.body))
  }
}
const text = (status: number, body: string, headers: Record<string, string> = {}): Reply => {
  return response => response.writeHead(status, { 'content-type': 'text/html', ...headers }).end(body)
}
const envelope = (response: unknown, errors: unknown = null) =>
  json({ status: 200, body: { id: 'x', version: '1', responsetime: '', metadata: null, response, errors } })
const signed = (name: string) =>
  (exchangeNamed(name).body as { response: { signedCertificateData: string } }).response.signedCertificateData

/** What can go wrong: recorded where a name of the recording stands, made up where no recording can show it. */
export const faults = {
  'two documents glued together': json(exchangeNamed('no token')),
  'a token that is not believed': json(exchangeNamed('bad signature')),
  'a token without the role': json(exchangeNamed('token without role')),
  'a token that is no JWT': json(exchangeNamed('not a JWT')),
  'an error of its own with HTTP 500': json(exchangeNamed('wrong method')),
  'a missing root key with HTTP 200': json(exchangeNamed('generateMasterKey PMS before ROOT')),
  'an error of its own with HTTP 200': envelope(null, [{ errorCode: 'KER-KMS-500', message: 'could not execute' }]),
  'an unknown path': json(exchangeNamed('no such path')),
  'a web page': text(200, '<html><body>Welcome to nginx!</body></html>'),
  'a gateway that finds nobody': text(502, '<html>Bad Gateway</html>'),
  'too many requests': text(429, ''),
  'a redirect': text(302, '', { location: 'http://192.0.2.1/elsewhere' }),
  nothing: text(200, ''),
  'half a document': text(200, '{"id":"string","response":{"certificateId":"5564d2be'),
  'neither answer nor error': envelope(null),
  'an answer of another shape': envelope({ certificateId: 7, signedCertificateData: null }),
  'a bundle that is none': envelope({ certificateId: 'a-b', signedCertificateData: 'bm9uc2Vuc2U' }),
  'a bundle for another key': envelope({
    certificateId: 'a-b',
    signedCertificateData: signed('uploadPartnerCertificate EC key'),
  }),
  'an id that is none': envelope({
    certificateId: '../../secrets',
    signedCertificateData: signed('uploadPartnerCertificate good'),
  }),
  'more than anybody reads': ((response: ServerResponse) => {
    response.writeHead(200).end(Buffer.alloc(2_000_000, 0x20))
  }) as Reply,
  'a connection that breaks': ((response: ServerResponse) => void response.socket?.destroy()) as Reply,
  'a connection that breaks half-way': ((response: ServerResponse) => {
    response.writeHead(200, { 'content-length': '1000' })
    response.write('{"id":', () => response.socket?.destroy())
  }) as Reply,
  silence: (() => undefined) as Reply,
} satisfies Record<string, Reply>

export type FaultName = keyof typeof faults

/**
 * A Key Manager on loopback that says what the real one was recorded saying. It knows the certificates of the
 * recording only; like the real one it must first be told of their authorities.
 */
export class StubKeyManager {
  readonly #server = createServer((request, response) => void this.#handle(request, response))
  readonly #known = new Set<string>()
  readonly #signed = new Set<string>()
  #fault: { name: FaultName; left: number } | undefined
  #token: string | undefined
  #issued = 0
  /** What was asked, in order: `POST /uploadPartnerCertificate`. */
  readonly asked: string[] = []

  async start(): Promise<this> {
    await new Promise<void>(done => this.#server.listen(0, '127.0.0.1', done))
    return this
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** As KEYMANAGER_URL takes it. */
  get url(): string {
    return `${this.origin}${PREFIX}`
  }

  /** Knows the authorities of the recording already. */
  knowsAuthorities(): this {
    for (const name of ['root', 'sub']) this.#known.add(recordedCertificate(name))
    return this
  }

  /** Answers the next `times` requests wrongly. */
  fail(name: FaultName, times = Number.POSITIVE_INFINITY): void {
    this.#fault = { name, left: times }
  }

  recover(): void {
    this.#fault = undefined
  }

  /** Lets in only the bearer of the newest token its own token endpoint gave; `renew` makes older ones worthless. */
  renewToken(): void {
    this.#token = `token-${this.#issued + 1}`
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise(done => this.#server.close(done))
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url!.replace(PREFIX, '')
    this.asked.push(`${request.method} ${path}`)
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks).toString()
    if (path === '/token') return this.#giveToken(body, response)
    if (this.#fault && this.#fault.left-- > 0) return faults[this.#fault.name](response, request)
    if (this.#token !== undefined && request.headers.cookie !== `Authorization=${this.#token}`)
      return faults[request.headers.cookie ? 'a token that is not believed' : 'two documents glued together'](
        response,
        request,
      )
    json(this.#answer(request.method!, path, body))(response, request)
  }

  #giveToken(body: string, response: ServerResponse): void {
    const given = new URLSearchParams(body)
    if (given.get('grant_type') !== 'client_credentials' || given.get('client_secret') !== 'right')
      return json({ status: 401, body: { error: 'invalid_client' } })(response, {} as IncomingMessage)
    this.#issued += 1
    const token = { access_token: `token-${this.#issued}`, token_type: 'Bearer', expires_in: 300 }
    json({ status: 200, body: token })(response, {} as IncomingMessage)
  }

  #answer(method: string, path: string, body: string): Pick<Exchange, 'status' | 'body'> {
    if (path.startsWith('/getPartnerCertificate/'))
      return exchanges.find(exchange => exchange.path === path) ?? exchangeNamed('getPartnerCertificate unknown id')
    if (method !== 'POST' || !/^\/upload(CA|Partner)Certificate$/.test(path)) return exchangeNamed('no such path')
    const { request } = JSON.parse(body) as { request: Record<string, string> }
    return path === '/uploadCACertificate' ? this.#learn(request) : this.#sign(request)
  }

  #learn({ certificateData }: Record<string, string>): Exchange {
    const [root, sub] = ['root', 'sub'].map(recordedCertificate)
    if (this.#known.has(certificateData!)) return exchangeNamed('uploadCACertificate root AUTH again')
    if (certificateData === sub && !this.#known.has(root!)) return exchangeNamed('uploadCACertificate sub before root')
    this.#known.add(certificateData!)
    return exchangeNamed(certificateData === root ? 'uploadCACertificate root AUTH' : 'uploadCACertificate sub AUTH')
  }

  #sign(request: Record<string, string>): Exchange {
    const same = (exchange: Exchange) =>
      exchange.path === '/uploadPartnerCertificate' &&
      ['certificateData', 'organizationName', 'partnerDomain'].every(key => exchange.request?.[key] === request[key])
    const [first, again] = exchanges.filter(same)
    if (!first) throw new Error(`nothing like this was recorded: ${JSON.stringify(request)}`)
    const signs = (first.body as { response: unknown }).response !== null
    if (signs && !this.#known.has(recordedCertificate('sub')))
      return exchangeNamed('uploadPartnerCertificate b-unknownca')
    const key = `${request['partnerDomain']} ${request['certificateData']}`
    const answer = this.#signed.has(key) ? (again ?? first) : first
    this.#signed.add(key)
    return answer
  }
}
