import { ensureInstalled } from '../setup/install.mjs'
import { ensureBuilt } from '../setup/build.mjs'

/** Brings the named workspaces (all when none is named) up to date. */
export async function run(args) {
  await ensureInstalled()
  await ensureBuilt(args.length > 0 ? args : undefined)
  return 0
}
