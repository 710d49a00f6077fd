import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { promisify } from 'node:util'
import { ROOT } from './paths.mjs'
import { filesBelow } from './fingerprint.mjs'

/** Below this many bytes the headers outweigh what is saved. */
const SMALLEST = 1_000
const SQUEEZABLE = /\.(?:js|css|html|svg|json|txt)$/

/**
 * Lays a `.br` and a `.gz` beside every text of a built folder that browsers fetch; the server sends those, so that nothing is
 * compressed while somebody waits.
 */
export async function compressAhead(workspace) {
  const files = filesBelow(join(ROOT, workspace, 'dist'), (name, isFolder) =>
    isFolder ? name !== '.vite' : SQUEEZABLE.test(name),
  )
  await Promise.all(files.map(compress))
}

async function compress(file) {
  const content = readFileSync(file)
  if (content.length < SMALLEST) return
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(content, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
    }),
    promisify(gzip)(content, { level: 9 }),
  ])
  writeFileSync(`${file}.br`, br)
  writeFileSync(`${file}.gz`, gz)
}
