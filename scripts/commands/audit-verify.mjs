import { join } from 'node:path'
import { ROOT } from '../setup/paths.mjs'
import { ensureInstalled } from '../setup/install.mjs'
import { ensureBuilt } from '../setup/build.mjs'
import { foreground } from '../setup/run.mjs'

/** Checks the audit record; only the server's own words come out. */
export async function run(args) {
  await ensureInstalled()
  await ensureBuilt(['server'])
  return foreground(process.execPath, [join(ROOT, 'server/dist/audit-verify.js'), ...args])
}
