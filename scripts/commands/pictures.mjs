import { join } from 'node:path'
import { ROOT } from '../setup/paths.mjs'
import { ensureInstalled } from '../setup/install.mjs'
import { ensureBuilt } from '../setup/build.mjs'
import { foreground } from '../setup/run.mjs'

/** Takes the README's pictures anew, from the running product in Chromium. */
export async function run() {
  await ensureInstalled()
  await ensureBuilt()
  return foreground(process.execPath, ['src/pictures.ts'], { cwd: join(ROOT, 'e2e') })
}
