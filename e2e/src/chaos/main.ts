import { parseArgs } from 'node:util'
import { absent } from './daemons.ts'
import { type Mutant, storm } from './storm.ts'

const MUTANTS: readonly Mutant[] = ['no-unique-key', 'sent-before-sending']
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '20261122' },
    actions: { type: 'string', default: '320' },
    minutes: { type: 'string', default: '20' },
    mutant: { type: 'string' },
  },
})
const lacking = absent()
const mutant = MUTANTS.find(name => name === values.mutant)
if (lacking.length > 0 || (values.mutant && !mutant)) {
  console.error(
    values.mutant && !mutant
      ? `There is no mutant ${values.mutant}. There are: ${MUTANTS.join(', ')}`
      : `Not on this machine: ${lacking.join(', ')}. See scripts/services.`,
  )
  process.exit(2)
}
const report = await storm({
  seed: Number(values.seed),
  actions: Number(values.actions),
  atMost: Number(values.minutes) * 60_000,
  say: line => console.log(line),
  ...(mutant ? { mutant } : {}),
})
console.log(report.done, report.counts)
for (const fault of report.faults) console.error(`WRONG: ${fault}`)
if (report.folder) console.error(`Logs: ${report.folder}`)
console.log(report.faults.length === 0 ? 'Nothing lost, nothing doubled.' : `${report.faults.length} faults.`)
process.exit(report.faults.length === 0 ? 0 : 1)
