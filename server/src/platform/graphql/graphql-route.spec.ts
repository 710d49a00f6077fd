import { expect } from 'chai'
import { buildSchema, GraphQLError } from 'graphql'
import { pino } from 'pino'
import { createHttpServer } from '../http/http-server.ts'
import { Admission } from './admission.ts'
import { graphqlRoute } from './graphql-route.ts'
import type { PointsBudget } from './points-budget.ts'

const sdl = `type Query { fine(n: Int, on: Boolean): Int broken: Int odd: Int foreign: Int never: Int! }
  type Subscription { told: Int }`

describe('an answer over HTTP', () => {
  const logged: string[] = []
  let spend = async () => {}

  const open = async () => {
    const schema = buildSchema(sdl)
    const fields = schema.getQueryType()!.getFields()
    fields['fine']!.resolve = (_source, { n }: { n?: number }) => n ?? 1
    fields['broken']!.resolve = () => {
      throw new Error('select secret from place')
    }
    fields['odd']!.resolve = () => {
      // oxlint-disable-next-line no-throw-literal
      throw 'secret'
    }
    fields['foreign']!.resolve = () => {
      throw new GraphQLError('secret of a library', { extensions: { code: 'SOMETHING' } })
    }
    fields['never']!.resolve = () => null
    const log = pino({ level: 'debug' }, { write: (line: string) => logged.push(line) })
    const app = await createHttpServer({ log, origin: 'http://localhost', trustProxy: '' })
    await graphqlRoute(app, {
      schema,
      log,
      origin: 'http://localhost',
      introspection: true,
      admission: new Admission({ has: () => false, size: 0 }, false),
      budget: { spend: () => spend() } as unknown as PointsBudget,
      recognise: async () => null,
      addressOf: () => '',
    })
    return app
  }
  let app: Awaited<ReturnType<typeof open>>
  before(async () => {
    app = await open()
  })
  beforeEach(() => {
    logged.length = 0
    spend = async () => {}
  })
  after(() => app.close())

  const ask = async (payload: object) => {
    const answer = await app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { 'content-type': 'application/json' },
      payload,
    })
    const { data, errors } = answer.json<{
      data?: unknown
      errors?: { message: string; extensions: Record<string, unknown> }[]
    }>()
    return { status: answer.statusCode, text: answer.body, data, errors, id: answer.headers['x-request-id'] }
  }

  for (const field of ['broken', 'odd', 'foreign', 'never'])
    it(`says nothing but a reference of what went wrong (${field}), and the log knows the rest by it`, async () => {
      const { errors, id, text } = await ask({ query: `{ ${field} }` })
      expect(errors![0]!.extensions).to.deep.equal({ code: 'INTERNAL', reference: id })
      expect(text).not.to.match(/secret|select|non-nullable/i)
      expect(logged.some(line => line.includes(String(id)) && line.includes('operation failed'))).to.equal(true)
    })

  it('says as little when it is not a resolver that failed', async () => {
    spend = async () => {
      throw new Error('secret of the budget')
    }
    const { errors, id, text, status } = await ask({ query: '{ fine }' })
    expect(status).to.equal(500)
    expect(errors![0]!.extensions).to.deep.equal({ code: 'INTERNAL', reference: id })
    expect(text).not.to.include('secret')
    expect(logged.some(line => line.includes(String(id)) && line.includes('secret of the budget'))).to.equal(true)
  })

  for (const [what, payload] of Object.entries({
    'a subscription': { query: 'subscription { told }' },
    'a variable of a wrong type': { query: 'query ($n: Int) { fine(n: $n) }', variables: { n: 'x' } },
    'a missing variable': { query: 'query ($n: Int!) { fine(n: $n) }' },
    'variables that are a text': { query: '{ fine }', variables: 'x' },
    'variables that are a list': { query: 'query ($n: Int!) { fine(n: $n) }', variables: [1] },
    'an operation that is not there': { query: 'query A { fine }', operationName: 'B' },
    'two operations and no name': { query: 'query A { fine } query B { fine }' },
    'a name that is a number': { query: 'query A { fine }', operationName: 5 },
    'a document that is a list': { query: ['{ fine }'] },
    'a list of operations': [{ query: '{ fine }' }],
    'an unknown field': { query: '{ fin }' },
    'no document': {},
  }))
    it(`refuses ${what} as the caller's mistake`, async () => {
      const { errors, status } = await ask(payload)
      expect(errors?.map(({ extensions }) => extensions['code'])).to.include('BAD_USER_INPUT')
      expect(status).to.be.within(200, 499)
      expect(logged.some(line => line.includes('"level":50'))).to.equal(false)
    })

  it('heeds @skip and @include, by variable too', async () => {
    const query =
      'query ($on: Boolean!) { a: fine @include(if: $on) b: fine @skip(if: $on) ... @include(if: $on) { c: fine } }'
    expect((await ask({ query, variables: { on: true } })).data).to.deep.equal({ a: 1, c: 1 })
    expect((await ask({ query, variables: { on: false } })).data).to.deep.equal({ b: 1 })
  })

  it('gives defaults and null their own meaning', async () => {
    const query = 'query ($n: Int = 7) { fine(n: $n) }'
    expect((await ask({ query })).data).to.deep.equal({ fine: 7 })
    expect((await ask({ query, variables: { n: null } })).data).to.deep.equal({ fine: 1 })
  })
})
