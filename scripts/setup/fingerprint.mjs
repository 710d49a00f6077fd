import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { ROOT } from './paths.mjs'

/** Every file below `folder` (absolute) that `wanted(name, isFolder)` keeps, sorted. An absent folder has none. */
export function filesBelow(folder, wanted = () => true) {
  const found = []
  const visit = at => {
    let entries
    try {
      entries = readdirSync(at, { withFileTypes: true })
    } catch {
      return
    }
    for (const entry of entries) {
      if (!wanted(entry.name, entry.isDirectory())) continue
      const path = join(at, entry.name)
      if (entry.isDirectory()) visit(path)
      else if (entry.isFile()) found.push(path)
    }
  }
  visit(folder)
  return found.sort()
}

/** What the file system says about the files: cheap, and different whenever a file was written, added or removed. */
export function outside(files) {
  const hash = createHash('sha256')
  for (const file of files) {
    const stat = statSync(file, { throwIfNoEntry: false })
    hash.update(`${relative(ROOT, file)} ${stat ? `${stat.size} ${stat.mtimeMs}` : 'absent'}\n`)
  }
  return hash.digest('hex')
}

/** What is in the files: the same after a checkout back and forth, though every time stamp changed. */
export function inside(files) {
  const hash = createHash('sha256')
  for (const file of files) {
    hash.update(`${relative(ROOT, file)}\n`)
    try {
      hash.update(readFileSync(file))
    } catch {
      hash.update('absent')
    }
  }
  return hash.digest('hex')
}
