import { expect } from 'chai'
import { buildSchema, parse } from 'graphql'
import { Admission, validateDocument } from './admission.ts'
import type { Principal } from './context.ts'
import { fingerprint } from './trusted-documents.ts'

const schema = buildSchema('type Query { a: Int b: Int }')
const own = fingerprint(parse('query Own { a }'))
const trusted = { has: (document: ReturnType<typeof parse>) => fingerprint(document) === own, size: 1 }
const caller = (kind: Principal['kind']): Principal => ({
  kind,
  userId: 'u',
  permissions: new Set(),
  partnerIds: [],
  sessionId: 's',
  expiresAt: new Date(),
})

describe('a document in production', () => {
  const admission = new Admission(trusted, true)
  const foreign = '{ b }'

  for (const [who, principal] of Object.entries({ 'a session': caller('session'), 'a stranger': null }))
    it(`of ${who} must be one of the portals’ own`, () => {
      expect(admission.admit('query Own { a }', principal).trusted).to.equal(true)
      expect(() => admission.admit(foreign, principal)).to.throw(/operations of the portals/)
    })

  it('of an API token may be any within the limits, and stays refused to a session afterwards', () => {
    expect(admission.admit(foreign, caller('token')).trusted).to.equal(false)
    expect(() => admission.admit(foreign, caller('session'))).to.throw(/operations of the portals/)
    expect(() => admission.admit(`{ ${'a '.repeat(2_000)} }`, caller('token'))).to.throw(/tokens|root fields/)
  })

  it('does not describe the schema over the WebSocket where introspection is off', () => {
    const question = parse('{ __schema { queryType { name } } }')
    expect(validateDocument(schema, question, { introspection: true })).to.deep.equal([])
    expect(validateDocument(schema, question, { introspection: false })[0]?.message).to.match(/introspection/)
  })
})
