import { spawn } from 'node:child_process'
import { signedIn } from '@portico/e2e/visitor'
const port = 4300
const p = spawn('node', ['--cpu-prof', '--cpu-prof-dir=/tmp/prof', 'server/dist/main.js'], { env: { ...process.env, PORTICO_DATA: '/tmp/pdm', PORT: String(port), LOG_LEVEL: 'error', NODE_ENV: 'production', DATABASE_URL: 'mysql://portico:portico@127.0.0.1:3399/portico_bench', PORTICO_POINTS_PER_MINUTE: '1000000000' }, stdio: 'inherit' })
const origin = `http://localhost:${port}`
for (;;) { try { if ((await fetch(origin + '/health/ready')).ok) break } catch {} await new Promise(r => setTimeout(r, 50)) }
const { cookie } = await signedIn(origin, 'admin', 'Portico-Sandbox-1')
const page = 'pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount { value capped }'
const body = JSON.stringify({ query: `query Trust($first: Int, $filter: TrustCertificateFilter) { trustCertificates(first: $first, filter: $filter, orderBy: VALID_TO_ASC) { nodes { id code type domain issuedTo issuedBy validFrom validTo uploadedAt status downloadUrl } ${page} } }`, variables: { first: 50, filter: { type: 'ROOT' } } })
const one = () => fetch(origin + '/graphql', { method: 'POST', headers: { 'content-type': 'application/json', cookie, origin, 'x-portico-portal': 'partner' }, body }).then(r => r.text())
console.log((await one()).slice(0, 200))
const t = performance.now(); let n = 0
await Promise.all(Array.from({ length: 8 }, async () => { while (performance.now() - t < 8000) { await one(); n++ } }))
console.log(n / 8, 'req/s')
p.kill('SIGTERM'); await new Promise(r => p.on('exit', r))
