import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../setup/paths.mjs'
import { logged } from '../setup/run.mjs'

/** schema.graphql is reviewed like source, so it must be what the code prints today. */
export async function problems() {
  const { code, output } = await logged('check-schema', 'tsx', ['server/src/print-schema.ts'])
  if (code !== 0) return [output.trim()]
  const printed = output.trim().split('\n')
  const written = readFileSync(join(ROOT, 'schema.graphql'), 'utf8').trim().split('\n')
  const at = printed.findIndex((line, index) => line !== written[index])
  if (at === -1 && printed.length === written.length) return []
  const line = at === -1 ? printed.length : at
  return [
    `schema.graphql:${line + 1} is not what the code prints:`,
    `  written: ${written[line] ?? '(nothing)'}`,
    `  printed: ${printed[line] ?? '(nothing)'}`,
    'Look at the difference, then: npx tsx server/src/print-schema.ts > schema.graphql',
  ]
}
