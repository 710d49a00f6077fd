import { ensureInstalled } from '../setup/install.mjs'
import { ensureBuilt } from '../setup/build.mjs'

/** Weighs each portal's first page against `scripts/size/limits.json`. */
export async function run() {
  await ensureInstalled()
  await ensureBuilt(['web-pmp'])
  const { weigh } = await import('../size/weigh.mjs')
  return weigh()
}
