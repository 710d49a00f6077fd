// The rival: the same two lists, written by hand on fastify and mysql2 as well as we can. No GraphQL, no ORM, no session:
// prepared statements, rows and count in one round trip, dates left as the text the server sends, the JSON written by a
// compiled serialiser. Started by bench.ts with PEER_PORT, PEER_DATABASE_URL and PEER_POOL.
import fastify from 'fastify'
import { createPool, type RowDataPacket } from 'mysql2/promise'

const pool = createPool({
  uri: process.env['PEER_DATABASE_URL']!,
  connectionLimit: Number(process.env['PEER_POOL'] ?? 10),
  dateStrings: true,
  timezone: 'Z',
})
const app = fastify()

const text = { type: 'string' } as const
const pageInfo = {
  type: 'object',
  properties: {
    hasNextPage: { type: 'boolean' },
    hasPreviousPage: { type: 'boolean' },
    startCursor: { ...text, nullable: true },
    endCursor: { ...text, nullable: true },
  },
} as const
const totalCount = { type: 'object', properties: { value: { type: 'integer' }, capped: { type: 'boolean' } } } as const
const answer = (list: string, node: Record<string, object>) => ({
  200: {
    type: 'object',
    properties: {
      data: {
        type: 'object',
        properties: {
          [list]: {
            type: 'object',
            properties: { nodes: { type: 'array', items: { type: 'object', properties: node } }, pageInfo, totalCount },
          },
        },
      },
    },
  },
})
const asked = {
  type: 'object',
  required: ['first'],
  properties: {
    first: { type: 'integer', minimum: 1, maximum: 100 },
    type: { type: 'string', enum: ['ROOT', 'INTERMEDIATE'] },
  },
} as const

const CAP = 10_000
const instant = (stored: string) => `${stored.replace(' ', 'T')}Z`
const cursor = (column: string, value: string, id: string) =>
  Buffer.from(JSON.stringify([column, value, id])).toString('base64url')
/** The count rides on every row; a first page without rows counts none. */
const counted = ([row]: RowDataPacket[]) => {
  const n = Number(row?.['n'] ?? 0)
  return { value: Math.min(n, CAP), capped: n > CAP }
}

/** Cuts the row too many off and says what pages there are. */
function page(rows: RowDataPacket[], first: number, column: string) {
  const more = rows.length > first
  if (more) rows.length = first
  const at = (row: RowDataPacket | undefined) =>
    row ? cursor(column, row[column] as string, row['id'] as string) : null
  return { hasNextPage: more, hasPreviousPage: false, startCursor: at(rows[0]), endCursor: at(rows.at(-1)) }
}

app.get<{ Querystring: { first: number } }>(
  '/partners',
  {
    schema: {
      querystring: asked,
      response: answer('partners', {
        id: text,
        code: text,
        type: text,
        organisationName: text,
        status: text,
        createdAt: text,
      }),
    },
  },
  async request => {
    const { first } = request.query
    const [rows] = await pool.execute<RowDataPacket[]>(
      `select id, code, type, organisation_name, status, created_at,
        (select count(*) from (select 1 from partner limit ${CAP + 1}) as counted) as n
        from partner order by created_at desc, id desc limit ?`,
      [String(first + 1)],
    )
    const info = page(rows, first, 'created_at')
    const nodes = rows.map(row => ({
      id: row['id'],
      code: row['code'],
      type: row['type'],
      organisationName: row['organisation_name'],
      status: row['status'],
      createdAt: instant(row['created_at'] as string),
    }))
    return { data: { partners: { nodes, pageInfo: info, totalCount: counted(rows) } } }
  },
)

const trustColumns = 'id, code, type, domain, status, issued_to, issued_by, valid_from, valid_to, uploaded_at'
const trustNode = {
  id: text,
  code: text,
  type: text,
  domain: text,
  issuedTo: text,
  issuedBy: text,
  validFrom: text,
  validTo: text,
  uploadedAt: text,
  status: text,
  downloadUrl: { ...text, nullable: true },
}

app.get<{ Querystring: { first: number; type: string } }>(
  '/trust-certificates',
  { schema: { querystring: asked, response: answer('trustCertificates', trustNode) } },
  async request => {
    const { first, type } = request.query
    const [rows] = await pool.execute<RowDataPacket[]>(
      `select ${trustColumns},
        (select count(*) from (select 1 from trust_certificate where type = ? limit ${CAP + 1}) as counted) as n
        from trust_certificate where type = ? order by valid_to asc, id asc limit ?`,
      [type, type, String(first + 1)],
    )
    const info = page(rows, first, 'valid_to')
    const now = new Date()
    const soon = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 31) - 1).toISOString()
    const nodes = rows.map(row => trustRow(row, now.toISOString(), soon))
    return { data: { trustCertificates: { nodes, pageInfo: info, totalCount: counted(rows) } } }
  },
)

/** ISO instants in UTC compare as texts. */
function trustRow(row: RowDataPacket, now: string, soon: string) {
  const validFrom = instant(row['valid_from'] as string)
  const validTo = instant(row['valid_to'] as string)
  const status = standing(row['status'] as string, validFrom, validTo, now, soon)
  return {
    id: row['id'],
    code: row['code'],
    type: row['type'],
    domain: row['domain'],
    issuedTo: row['issued_to'],
    issuedBy: row['issued_by'],
    validFrom,
    validTo,
    uploadedAt: instant(row['uploaded_at'] as string),
    status,
    downloadUrl: status === 'EXPIRED' || status === 'DISTRUSTED' ? null : `/files/trust-store/${row['id']}.p7b`,
  }
}

function standing(state: string, from: string, to: string, now: string, soon: string): string {
  if (state === 'DISTRUSTED') return state
  if (to < now) return 'EXPIRED'
  if (state === 'UNANCHORED') return state
  if (from > now) return 'NOT_YET_VALID'
  return to <= soon ? 'EXPIRES_SOON' : 'TRUSTED'
}

app.get('/health', async () => ({ status: 'up' }))
process.once('SIGTERM', () => void app.close().then(() => pool.end()))
await app.listen({ port: Number(process.env['PEER_PORT']), host: '127.0.0.1' })
