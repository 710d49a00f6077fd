import { join } from 'node:path'
import { ROOT } from '../setup/paths.mjs'
import { ensureInstalled } from '../setup/install.mjs'
import { ensureBuilt } from '../setup/build.mjs'
import { foreground } from '../setup/run.mjs'

/** Runs the named benches (all when none is named); what each needs and how it is measured is said in bench/README.md. */
export async function run(args) {
  await ensureInstalled()
  await ensureBuilt(['server'])
  return foreground('tsx', ['--tsconfig', '../server/tsconfig.json', 'src/main.ts', ...args], {
    cwd: join(ROOT, 'bench'),
  })
}
