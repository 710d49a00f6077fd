import { randomBytes } from 'node:crypto'
import { createConnection, type Connection } from 'mysql2/promise'

const BATCH = 2_000
const TYPES = ['Auth_Partner', 'Credential_Partner', 'Device_Provider', 'FTM_Provider', 'MISP_Partner']
const WORDS = ['North', 'Kestrel', 'Halden', 'Veridia', 'Ministère', 'Blue', 'Identity', 'Systems', 'Élan', 'Trust']

/** An empty database for the bench on the server of `url`; returns its own URL. */
export async function emptyDatabase(url: string, name = 'portico_bench'): Promise<string> {
  const connection = await createConnection(url)
  await connection.query(`drop database if exists ${name}`)
  await connection.query(`create database ${name} character set utf8mb4 collate utf8mb4_bin`)
  await connection.end()
  return Object.assign(new URL(url), { pathname: `/${name}` }).href
}

/** Rows as the product would have made them, by plain multi-row inserts: `partners` partners, 200 roots. */
export async function fill(url: string, partners: number): Promise<void> {
  const connection = await createConnection(url)
  for (let from = 0; from < partners; from += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, partners - from) }, (_, i) => partnerRow(from + i))
    await insert(
      connection,
      'organisation',
      ['id', 'name', 'name_key', 'created_at'],
      rows.map(r => [r.organisationId, r.name, r.key, r.at]),
    )
    await insert(
      connection,
      'partner',
      ['id', 'code', 'organisation_id', 'organisation_name', 'organisation_name_key', 'type', 'status', 'created_at'],
      rows.map(r => [r.id, r.code, r.organisationId, r.name, r.key, r.type, r.status, r.at]),
    )
  }
  await insert(
    connection,
    'trust_certificate',
    TRUST_COLUMNS,
    Array.from({ length: 200 }, (_, i) => trustRow(i)),
  )
  await connection.query('analyze table organisation, partner, trust_certificate')
  await connection.end()
}

async function insert(connection: Connection, table: string, columns: string[], rows: unknown[][]): Promise<void> {
  await connection.query(`insert into ${table} (${columns.join(', ')}) values ?`, [rows])
}

function partnerRow(n: number) {
  const name = `${WORDS[n % 10]} ${WORDS[Math.floor(n / 10) % 10]} ${String(n).padStart(6, '0')}`
  return {
    id: id(n),
    organisationId: id(n),
    code: `bench-${String(n).padStart(6, '0')}`,
    name,
    key: name.normalize('NFKC').toLowerCase(),
    type: TYPES[n % TYPES.length],
    status: n % 30 === 0 ? 'INACTIVE' : 'ACTIVE',
    at: when(-n * 60_000),
  }
}

const TRUST_COLUMNS =
  'id code type domain status issued_to issued_to_key issued_by issued_by_key issuer_id thumbprint_sha256 valid_from valid_to der uploaded_at uploaded_by version'.split(
    ' ',
  )

function trustRow(n: number): unknown[] {
  const name = `Bench Root CA ${String(n).padStart(3, '0')}`
  const key = name.toLowerCase()
  const print = randomBytes(32).toString('hex')
  const code = `RCA-${print.slice(0, 4)}-${print.slice(4, 8)}`.toUpperCase()
  const [from, to] = [when(-400 * DAY), when((n - 20) * 5 * DAY)]
  const domain = ['AUTH', 'DEVICE', 'FTM', 'MISP'][n % 4]
  return [
    id(n),
    code,
    'ROOT',
    domain,
    'TRUSTED',
    name,
    key,
    name,
    key,
    null,
    print,
    from,
    to,
    randomBytes(900),
    when(0),
    null,
    1,
  ]
}

const DAY = 86_400_000
const start = Date.now()
const when = (offset: number) => new Date(start + offset).toISOString().slice(0, 23).replace('T', ' ')

/** A UUIDv7 of a minute in the past, so that ids arrive in no particular order of the key. */
function id(n: number): string {
  const time = (start - n * 60_000).toString(16).padStart(12, '0')
  const rest = randomBytes(10).toString('hex')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${rest.slice(0, 3)}-8${rest.slice(3, 6)}-${rest.slice(6, 18)}`
}
