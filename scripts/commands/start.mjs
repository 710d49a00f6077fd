import { join } from 'node:path'
import { OWN, ROOT } from '../setup/paths.mjs'
import { ensureInstalled } from '../setup/install.mjs'
import { ensureBuilt } from '../setup/build.mjs'
import { foreground } from '../setup/run.mjs'

/** Brings everything up to date and serves it until a signal ends it; the server itself migrates, seeds and says where it is. */
export async function run(args) {
  await ensureInstalled()
  await ensureBuilt()
  return foreground(process.execPath, ['--enable-source-maps', join(ROOT, 'server/dist/main.js'), ...args], {
    alone: true,
    // Compiled code is kept between starts: most of a second start's time would go into compiling the same libraries again.
    env: { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(OWN, 'compile-cache') },
  })
}
