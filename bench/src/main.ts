import { keeps, type Bench, type Measurement } from './measurement.ts'
import { table, write } from './report.ts'

/** Loaded one by one: a bench that is not asked for must not need what it needs. */
const benches: Bench[] = [
  {
    name: 'engine',
    about: 'the certificate engine on a chain of three against its raw signature verifications',
    run: async () => (await import('./engine.ts')).run(),
  },
  {
    name: 'http',
    about: 'the trust-store list and a list of 100,000 partners against hand-written fastify + mysql2',
    needs: 'TEST_MYSQL_URL',
    run: async () => (await import('./http/bench.ts')).run(),
  },
  {
    name: 'sweep',
    about: 'the nightly sweep over 1,000,000 certificates against a bare INSERT … SELECT',
    run: async () => (await import('./sweep/bench.ts')).run(),
  },
]

const args = process.argv.slice(2)
const flags = args.filter(arg => arg.startsWith('--'))
const names = args.filter(arg => !arg.startsWith('--'))
const unknown = [...names.filter(name => !benches.some(b => b.name === name)), ...flags.filter(f => f !== '--write')]
if (unknown.length > 0) {
  console.error(
    `What is ${unknown.join(', ')}? There are:\n${benches.map(b => `  ${b.name}  ${b.about}`).join('\n')}\n  --write  keeps the figures`,
  )
  process.exit(2)
}

const measured: Measurement[] = []
for (const bench of benches.filter(b => names.length === 0 || names.includes(b.name))) {
  if (bench.needs && !process.env[bench.needs]) {
    console.error(`${bench.name}: skipped, set ${bench.needs}.`)
    if (names.includes(bench.name)) process.exitCode = 1
    continue
  }
  console.error(`${bench.name}: ${bench.about} …`)
  measured.push(...[await bench.run()].flat())
}
if (measured.length > 0) console.log(table(measured))
if (flags.includes('--write')) write(measured)
if (measured.some(m => keeps(m) === false)) process.exitCode = 1
