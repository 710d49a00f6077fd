import { join } from 'node:path'
import { ROOT } from '../setup/paths.mjs'
import { ensureInstalled } from '../setup/install.mjs'
import { ensureBuilt } from '../setup/build.mjs'
import { foreground } from '../setup/run.mjs'

/** The storm: servers and services killed and stopped at random while a model counts what must be told (e2e/src/chaos). */
export async function run(args) {
  await ensureInstalled()
  await ensureBuilt(['server'])
  return foreground(process.execPath, ['src/chaos/main.ts', ...args], { cwd: join(ROOT, 'e2e') })
}
