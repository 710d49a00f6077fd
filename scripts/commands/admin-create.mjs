import { join } from 'node:path'
import { ROOT } from '../setup/paths.mjs'
import { ensureInstalled } from '../setup/install.mjs'
import { ensureBuilt } from '../setup/build.mjs'
import { foreground } from '../setup/run.mjs'

/** Makes an administrator; the server's own command asks for what the arguments do not say. */
export async function run(args) {
  await ensureInstalled()
  await ensureBuilt(['server'])
  return foreground(process.execPath, [join(ROOT, 'server/dist/admin-create.js'), ...args])
}
