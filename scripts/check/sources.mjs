import { readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { ROOT } from '../setup/paths.mjs'
import { filesBelow } from '../setup/fingerprint.mjs'

const NOT_OURS = new Set(['node_modules', 'dist', 'gql', 'shots', 'coverage', 'data'])

/**
 * Our own files below the given folders whose names end as asked.
 * @returns {{ path: string, text: string }[]} path from the root with `/`
 */
export function sources(folders, endings) {
  return folders
    .flatMap(folder =>
      filesBelow(join(ROOT, folder), (name, isFolder) =>
        isFolder ? !NOT_OURS.has(name) : endings.some(e => name.endsWith(e)),
      ),
    )
    .map(file => ({ path: relative(ROOT, file).split(sep).join('/'), text: readFileSync(file, 'utf8') }))
}

/** Line (1-based) of an offset in a text. */
export function lineAt(text, offset) {
  return text.slice(0, offset).split('\n').length
}
