import { expect } from 'chai'
import { FAULT_CODES, toFault } from './fault.ts'

const graphql = (...extensions: object[]) => ({ errors: extensions.map(e => ({ message: 'secret', extensions: e })) })

describe('what went wrong, as a page may say it', () => {
  for (const code of FAULT_CODES.slice(0, 8)) {
    it(`keeps the server's ${code}`, () => expect(toFault(graphql({ code })).code).to.equal(code))
  }
  it('keeps the reference and drops the text', () => {
    const fault = toFault(graphql({ code: 'INTERNAL', reference: 'PRT-4K7Q-20' }))
    expect(fault).to.deep.equal({ code: 'INTERNAL', reference: 'PRT-4K7Q-20' })
  })
  it('calls an unknown code INTERNAL', () => {
    expect(toFault(graphql({ code: 'GRAPHQL_PARSE_FAILED' })).code).to.equal('INTERNAL')
    expect(toFault({ errors: [] }).code).to.equal('INTERNAL')
  })
  it('puts a lost session before every other error', () => {
    expect(toFault(graphql({ code: 'INTERNAL' }, { code: 'UNAUTHENTICATED' })).code).to.equal('UNAUTHENTICATED')
  })
  it('reads the status of an answer that is not GraphQL', () => {
    expect(toFault({ statusCode: 503, bodyText: '<html>' }).code).to.equal('UPSTREAM_UNAVAILABLE')
    expect(toFault({ statusCode: 429 }).code).to.equal('RATE_LIMITED')
    expect(toFault({ statusCode: 418 }).code).to.equal('INTERNAL')
  })
  it('reads the GraphQL errors inside a refused request', () => {
    const bodyText = JSON.stringify(graphql({ code: 'FORBIDDEN' }))
    expect(toFault({ statusCode: 400, bodyText }).code).to.equal('FORBIDDEN')
  })
  it('tells a broken line from a slow one', () => {
    expect(toFault(new TypeError('Failed to fetch')).code).to.equal('NETWORK')
    expect(toFault(new DOMException('late', 'TimeoutError')).code).to.equal('TIMEOUT')
  })
  it('survives anything thrown', () => {
    for (const thrown of [null, undefined, 'text', 7, {}]) expect(toFault(thrown).code).to.equal('INTERNAL')
  })
})
