import { ensureInstalled } from '../setup/install.mjs'
import { foreground } from '../setup/run.mjs'

/** Rewrites the named files (all when none is named) in the house style. */
export async function run(args) {
  await ensureInstalled()
  return foreground('oxfmt', args)
}
