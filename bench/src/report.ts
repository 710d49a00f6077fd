import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { resolve } from 'node:path'
import { keeps, type Measurement } from './measurement.ts'

const RESULTS = resolve(import.meta.dirname, '../results.json')
const PAGE = resolve(import.meta.dirname, '../../docs/bench.md')
const HEAD = `# Benchmarks

Ratios taken side by side in one run (ours ÷ the rival named), never absolute promises; how is said in \`bench/README.md\`.
\`npm run bench -- --write\` adds lines.

| Date | Commit | What | Ratio | Rounds from – to | Target | Figures |
|---|---|---|---|---|---|---|
`

/** The measurements as a table for people. */
export function table(measurements: readonly Measurement[]): string {
  const rows = measurements.map(m => [m.name, m.ratio.toFixed(3), spreadOf(m), targetOf(m), verdictOf(m), figuresOf(m)])
  const head = ['what', 'ratio', 'rounds', 'target', '', 'figures']
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map(row => row[i]!.length)))
  return [head, ...rows]
    .map(row =>
      row
        .map((cell, i) => cell.padEnd(widths[i]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** Keeps the last figures of each bench in results.json and adds a dated line for each to docs/bench.md. */
export function write(measurements: readonly Measurement[], now = new Date()): void {
  const date = now.toISOString().slice(0, 10)
  const commit = git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain') ? '+' : '')
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, Node ${process.versions.node}`
  const known = existsSync(RESULTS) ? (JSON.parse(readFileSync(RESULTS, 'utf8')) as Record<string, unknown>) : {}
  for (const m of measurements) known[m.name] = { ...m, date, commit, machine }
  writeFileSync(RESULTS, `${JSON.stringify(known, null, 2)}\n`)
  const page = existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : HEAD
  const lines = measurements.map(
    m =>
      `| ${date} | ${commit} | ${m.name} | ${m.ratio.toFixed(3)} | ${spreadOf(m)} | ${targetOf(m)} | ${figuresOf(m)} |`,
  )
  writeFileSync(PAGE, `${page.trimEnd()}\n${lines.join('\n')}\n`)
}

const spreadOf = ({ spread }: Measurement) => (spread ? `${spread[0].toFixed(2)} – ${spread[1].toFixed(2)}` : '')
const targetOf = ({ target }: Measurement) =>
  !target ? '' : 'least' in target ? `≥ ${target.least}` : `≤ ${target.most}`
const figuresOf = ({ detail }: Measurement) =>
  Object.entries(detail ?? {})
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')
const verdictOf = (m: Measurement) => ({ true: 'kept', false: 'MISSED', undefined: '' })[String(keeps(m)) as 'true']

function git(...args: string[]): string {
  try {
    return execFileSync('git', args, { encoding: 'utf8', cwd: import.meta.dirname }).trim()
  } catch {
    return 'unknown'
  }
}
