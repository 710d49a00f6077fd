import { join } from 'node:path'
import { mkdirSync, rmSync } from 'node:fs'
import { OWN, ROOT, readJson } from '../setup/paths.mjs'
import { failure } from '../setup/failure.mjs'
import { ensureInstalled } from '../setup/install.mjs'
import { ensureBuilt } from '../setup/build.mjs'
import { foreground } from '../setup/run.mjs'
import { say, seconds } from '../setup/progress.mjs'
import { does, workspaces } from '../setup/workspaces.mjs'
import { present } from '../test/machine.mjs'
import { byVariable, exitCode, lastLine, longest, sum } from '../test/summary.mjs'

const REPORTS = join(OWN, 'reports')
/** Suites whose time is told at the end, and milliseconds from which it is worth telling. */
const LONGEST = 12
const LONG = 10_000
/** The set-up's own specifications are no workspace: they run from the root. */
const SCRIPTS = { folder: 'scripts', cwd: ROOT, args: ['scripts/**/*.spec.mjs'] }

/**
 * Runs the specifications of every workspace (or of those named) one after the other, so that each has both cores, and ends
 * with the one line of figures. What the machine lacks is skipped and the variable that turns it on is said.
 */
export async function run(names) {
  await ensureInstalled()
  await ensureBuilt()
  const all = [SCRIPTS, ...workspaces().filter(w => does(w, 'test'))]
  const unknown = names.filter(name => !all.some(w => w.folder === name))
  if (unknown.length > 0)
    throw failure(`No specifications in ${unknown.join(', ')}. There are: ${all.map(w => w.folder).join(', ')}`)
  rmSync(REPORTS, { recursive: true, force: true })
  mkdirSync(REPORTS, { recursive: true })

  const runs = []
  for (const workspace of all.filter(w => names.length === 0 || names.includes(w.folder)))
    runs.push(await specs(workspace))
  return conclude(sum(runs))
}

async function specs({ folder, cwd = join(ROOT, folder), args = [] }) {
  const file = join(REPORTS, `${folder}.json`)
  const started = performance.now()
  say(`\n── ${folder}`)
  const reporter = ['--reporter', join(ROOT, 'scripts/test/reporter.mjs'), '--reporter-option', `file=${file}`]
  const mocha = join(ROOT, 'node_modules/mocha/bin/mocha.js')
  const code = await foreground(process.execPath, [mocha, ...reporter, ...args], { cwd, env: present() })
  say(`── ${folder}: ${seconds(performance.now() - started)}`)
  return { folder, code, report: readJson(file) }
}

function conclude(total) {
  const long = total.suites.filter(({ milliseconds }) => milliseconds >= LONG)
  for (const { title, milliseconds } of longest(long, LONGEST)) say(`${seconds(milliseconds)}: ${title}`)
  // Once more at the end: whoever reads only the last lines of a long run learns what to look at.
  for (const fault of total.faults) say(`Failed: ${fault}`)
  for (const folder of total.broken) say(`${folder}: the run ended without finishing; see its output above.`)
  for (const [variable, titles] of byVariable(total.titles)) {
    if (variable) say(`Skipped ${titles.length}: set ${variable} to run them.`)
    else for (const title of titles) say(`Skipped: ${title}`)
  }
  if (total.passed + total.failed === 0) say('Nothing ran.')
  console.log(lastLine(total))
  return exitCode(total)
}
