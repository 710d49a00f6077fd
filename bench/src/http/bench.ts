import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { freePort } from '@portico/e2e/product'
import { administrator, password } from '@portico/e2e/sandbox'
import { signedIn } from '@portico/e2e/visitor'
import type { Measurement } from '../measurement.ts'
import { emptyDatabase, fill } from './data.ts'
import { compare, type Endpoint } from './interleaved.ts'
import { leaveServersCore, startOnOwnCore } from './load-processes.ts'

const MAIN = resolve(import.meta.dirname, '../../../server/dist/main.js')
const PEER = resolve(import.meta.dirname, 'peer.ts')
const POOL = '10'
const PARTNERS = Number(process.env['BENCH_PARTNERS'] ?? 100_000)
/** Best known for GraphQL on this kind of stack beside hand-written endpoints (quality §5.2). */
const BEST_KNOWN = 0.44

const page = 'pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount { value capped }'
const PARTNERS_QUERY = `query Partners($first: Int) { partners(first: $first, orderBy: CREATED_AT_DESC) { nodes { id code type organisationName status createdAt } ${page} } }`
const TRUST_QUERY = `query Trust($first: Int, $filter: TrustCertificateFilter) { trustCertificates(first: $first, filter: $filter, orderBy: VALID_TO_ASC) { nodes { id code type domain issuedTo issuedBy validFrom validTo uploadedAt status downloadUrl } ${page} } }`

/** The product and its rival on one MariaDB, each with the first core to itself while the other idles. */
export async function run(): Promise<Measurement[]> {
  const database = await emptyDatabase(process.env['TEST_MYSQL_URL']!)
  const data = mkdtempSync(join(tmpdir(), 'portico-bench-'))
  const [port, peerPort] = [await freePort(), await freePort()]
  const origin = `http://localhost:${port}`
  const peerOrigin = `http://127.0.0.1:${peerPort}`
  const settings = {
    PORT: String(port),
    PORTICO_DATA: data,
    DATABASE_URL: database,
    DATABASE_POOL: POOL,
    LOG_LEVEL: 'error',
    NODE_ENV: 'production',
    // Limits against abuse would answer a load test, rightly, with 429.
    PORTICO_POINTS_PER_MINUTE: '1000000000',
  }
  const ours = await startOnOwnCore(['--enable-source-maps', MAIN], settings, `${origin}/health/ready`)
  try {
    await fill(database, PARTNERS)
    const peerSettings = {
      PEER_PORT: String(peerPort),
      PEER_DATABASE_URL: database,
      PEER_POOL: POOL,
      NODE_ENV: 'production',
    }
    const peer = await startOnOwnCore([PEER], peerSettings, `${peerOrigin}/health`)
    try {
      leaveServersCore()
      const { cookie } = await signedIn(origin, administrator.username, password)
      const graphql = (query: string, variables: object): Endpoint => ({
        url: `${origin}/graphql`,
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie, origin, 'x-portico-portal': 'partner' },
        body: JSON.stringify({ query, variables }),
      })
      const rest = (path: string): Endpoint => ({ url: `${peerOrigin}${path}`, method: 'GET', headers: {} })
      const target = { least: BEST_KNOWN }
      return [
        await compare(
          'trust-store list of 50',
          graphql(TRUST_QUERY, { first: 50, filter: { type: 'ROOT' } }),
          rest('/trust-certificates?first=50&type=ROOT'),
          target,
        ),
        await compare(
          `list of 50 of ${PARTNERS.toLocaleString('en')} partners`,
          graphql(PARTNERS_QUERY, { first: 50 }),
          rest('/partners?first=50'),
          target,
        ),
      ]
    } finally {
      await peer.stop()
    }
  } finally {
    await ours.stop()
    rmSync(data, { recursive: true, force: true })
  }
}
