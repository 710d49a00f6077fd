import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Absolute folder of the repository. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

/** Where the set-up keeps its own notes: the Node it brought, stamps, logs. Ignored by git; deleting it is harmless. */
export const OWN = join(ROOT, '.portico')

/** Parsed JSON of a file given from the repository's root; undefined when it is absent or broken. */
export function readJson(path) {
  try {
    return JSON.parse(readFileSync(resolve(ROOT, path), 'utf8'))
  } catch {
    return undefined
  }
}
