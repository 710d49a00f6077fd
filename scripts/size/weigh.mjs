import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { ROOT, readJson } from '../setup/paths.mjs'

/**
 * Prints what the first signed-in page of each portal loads and returns 1 when its JavaScript is above the limit. The limit
 * is in bytes after gzip; 150 kB means 150,000.
 */
export function weigh() {
  const limits = readJson('scripts/size/limits.json')
  let over = false
  for (const [portal, limit] of Object.entries(limits)) {
    const manifest = readJson(`${portal}/dist/.vite/manifest.json`)
    if (!manifest) {
      console.log(`${portal}: no dist/.vite/manifest.json; build.manifest must be on`)
      over = true
      continue
    }
    over = weighPortal(portal, manifest, limit) || over
  }
  return over ? 1 : 0
}

function weighPortal(portal, manifest, { firstPage, always }) {
  const keys = new Set()
  for (const [key, chunk] of Object.entries(manifest)) if (chunk.isEntry) closure(manifest, key, keys)
  // Lazy chunks that the first page asks for at once are part of it. A name that finds nothing is a mistake in limits.json.
  const missing = []
  for (const name of always) {
    const found = Object.keys(manifest).filter(key => key.includes(name) || manifest[key].name?.includes(name))
    if (found.length === 0) missing.push(name)
    for (const key of found) closure(manifest, key, keys)
  }
  const files = new Set([...keys].map(key => manifest[key].file))
  const styles = new Set([...keys].flatMap(key => manifest[key].css ?? []))
  const weights = [...files].filter(f => f.endsWith('.js')).map(file => ({ file, bytes: weight(portal, file) }))
  const script = total(weights)
  const style = total([...styles].map(file => ({ file, bytes: weight(portal, file) })))
  for (const { file, bytes } of weights.sort((a, b) => b.bytes - a.bytes))
    console.log(`  ${kilobytes(bytes).padStart(9)}  ${file}`)
  const verdict = script > firstPage ? 'OVER' : 'good'
  console.log(
    `${portal}: first page ${kilobytes(script)} of JavaScript after gzip, limit ${kilobytes(firstPage)}: ${verdict}; CSS ${kilobytes(style)}`,
  )
  for (const name of missing)
    console.log(`${portal}: no chunk is called "${name}" any more: put scripts/size/limits.json right`)
  return script > firstPage || missing.length > 0
}

function closure(manifest, key, seen) {
  if (seen.has(key)) return
  seen.add(key)
  for (const next of manifest[key]?.imports ?? []) closure(manifest, next, seen)
}

function weight(portal, file) {
  return gzipSync(readFileSync(join(ROOT, portal, 'dist', file)), { level: 9 }).length
}

const total = parts => parts.reduce((sum, { bytes }) => sum + bytes, 0)
const kilobytes = bytes => `${(bytes / 1000).toFixed(1)} kB`
