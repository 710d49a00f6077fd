import { expect } from 'chai'
import { startProduct, type Product } from './product.ts'
import { administrator, password, withoutTrust } from './sandbox.ts'
import { subscribe } from './socket.ts'
import { signedIn, Visitor } from './visitor.ts'

const DASHBOARD = '{ dashboard { trustStore { roots } } }'
const LIST = '{ trustCertificates(first: 1) { totalCount { value } } }'
const EVENTS = 'subscription { trustStoreChanged { kind } }'
const DISTRUST = 'mutation ($id: ID!) { distrustCertificate(input: { id: $id, reason: "x" }) { __typename } }'
const AGAIN = 'mutation ($id: ID!) { trustCertificateAgain(input: { id: $id, reason: "x" }) { __typename } }'
const UPLOAD =
  'mutation { uploadTrustCertificates(input: { domain: AUTH, files: [{ name: "a", content: "AA==" }] }) { __typename } }'
const CHECK =
  'mutation { checkTrustCertificates(input: { domain: AUTH, files: [{ name: "a", content: "AA==" }] }) { __typename } }'
const id = '00000000-0000-7000-8000-000000000000'

describe('who is turned away, over HTTP and WebSocket', () => {
  let product: Product
  let admin: Visitor

  before(async () => {
    product = await startProduct()
    admin = await signedIn(product.origin, administrator.username, password)
  })
  after(() => product?.stop())

  const socket = (headers: Record<string, string>, init: Record<string, unknown> = { portal: 'partner' }) =>
    subscribe({ origin: product.origin, headers, init, query: EVENTS, milliseconds: 3_000 })

  it('lets the administrator in, by either name', async () => {
    expect((await admin.graphql(DASHBOARD)).codes).to.deep.equal([])
    const byMail = await signedIn(product.origin, administrator.email, password)
    expect((await byMail.graphql(LIST)).data).to.have.property('trustCertificates')
  })

  it('refuses a stranger every root field that is not public', async () => {
    const stranger = new Visitor(product.origin)
    for (const [query, variables] of [
      [DASHBOARD],
      [LIST],
      [DISTRUST, { id }],
      [AGAIN, { id }],
      [UPLOAD],
      [CHECK],
    ] as const) {
      const answer = await stranger.graphql(query, variables)
      expect(answer.codes, query).to.deep.equal(['UNAUTHENTICATED'])
      expect(answer.data === null || Object.values(answer.data).every(v => v === null), query).to.equal(true)
    }
    expect((await stranger.graphql<{ viewer: null }>('{ viewer { id } }')).data).to.deep.equal({ viewer: null })
  })

  it('refuses a wrong password and says no more than that', async () => {
    const visitor = new Visitor(product.origin)
    const page = await visitor.visit('/auth/partner/login?return_to=%2Fpartner%2F')
    const wrong = await visitor.submitSignIn(page, administrator.username, 'not this one')
    const unknown = await new Visitor(product.origin).visit('/auth/partner/login?return_to=%2Fpartner%2F')
    expect(wrong.url.pathname).to.not.match(/^\/partner\//)
    expect(wrong.html).to.include('role="alert"')
    expect(unknown.html).to.not.include('role="alert"')
  })

  it('refuses a role without the permission, reading and writing', async () => {
    const other = await signedIn(product.origin, withoutTrust.username, password)
    for (const [query, variables] of [[LIST], [DISTRUST, { id }], [AGAIN, { id }], [UPLOAD], [CHECK]] as const) {
      expect((await other.graphql(query, variables)).codes, query).to.deep.equal(['FORBIDDEN'])
    }
    const { messages } = await socket({ cookie: other.cookie, origin: product.origin })
    expect(JSON.stringify(messages)).to.include('FORBIDDEN')
  })

  it('refuses a session that does not name its portal, or names another', async () => {
    expect(await admin.graphql(DASHBOARD, {}, { 'x-portico-portal': '' })).to.include({ status: 403 })
    expect((await admin.graphql(DASHBOARD, {}, { 'x-portico-portal': 'resident' })).codes).to.deep.equal([
      'UNAUTHENTICATED',
    ])
  })

  it('refuses requests led here by another site', async () => {
    const foreign: Record<string, string>[] = [
      { origin: 'https://elsewhere.example' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]
    for (const headers of foreign) {
      const answer = await admin.graphql(DASHBOARD, {}, headers)
      expect(answer, JSON.stringify(headers)).to.include({ status: 403 })
      expect(answer.codes).to.deep.equal(['FORBIDDEN'])
      expect(answer.data).to.equal(null)
    }
  })

  it('refuses what a plain form of another site could send', async () => {
    const body = new URLSearchParams({ query: DASHBOARD })
    const form = await admin.request('/graphql', { method: 'POST', body, headers: { 'x-portico-portal': 'partner' } })
    expect(form.status).to.be.within(400, 499)
    const get = await admin.request(`/graphql?query=${encodeURIComponent(DASHBOARD)}`, {
      headers: { 'x-portico-portal': 'partner', accept: 'application/json' },
    })
    expect(await get.text()).to.not.include('"dashboard"')
  })

  it('grants no other origin anything by CORS', async () => {
    const answer = await admin.request('/graphql', {
      method: 'OPTIONS',
      headers: {
        origin: 'https://elsewhere.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'x-portico-portal',
      },
    })
    expect(answer.headers.get('access-control-allow-origin')).to.equal(null)
  })

  it('opens a socket to a session of the portal, from our own pages only', async () => {
    const own = await socket({ cookie: admin.cookie, origin: product.origin })
    expect(own.messages.map(m => m.type)).to.include('connection_ack')
    const elsewhere = await socket({ cookie: admin.cookie, origin: 'https://elsewhere.example' })
    expect(elsewhere).to.deep.include({ opened: false, messages: [] })
  })

  it('closes a socket without session, without portal and with the wrong portal', async () => {
    const attempts = [
      await socket({ origin: product.origin }),
      await socket({ cookie: admin.cookie, origin: product.origin }, {}),
      await socket({ cookie: admin.cookie, origin: product.origin }, { portal: 'resident' }),
    ]
    for (const attempt of attempts) {
      expect(attempt.messages.map(m => m.type)).to.not.include('connection_ack')
      expect(attempt.closed).to.equal(4403)
    }
  })

  it('forgets the session at sign-out, over both', async () => {
    const visitor = await signedIn(product.origin, administrator.username, password)
    const before = visitor.cookie
    const out = await visitor.request('/auth/partner/logout', {
      method: 'POST',
      headers: { origin: product.origin, 'x-portico-portal': 'partner' },
    })
    expect(out.ok).to.equal(true)
    const thief = new Visitor(product.origin)
    expect((await thief.graphql(DASHBOARD, {}, { cookie: before })).codes).to.deep.equal(['UNAUTHENTICATED'])
    expect((await socket({ cookie: before, origin: product.origin })).closed).to.equal(4403)
  })
})
