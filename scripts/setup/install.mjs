import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, readJson } from './paths.mjs'
import { isFresh, stamp, unstamp } from './stamp.mjs'
import { mustSucceed } from './run.mjs'
import { step } from './progress.mjs'
import { workspaces } from './workspaces.mjs'

/**
 * Installs the packages of package-lock.json, and only when they are not what is installed. `npm install --no-save` keeps to
 * the lock and leaves it alone, like `npm ci`; but `npm ci` refuses the whole lock where a registry's mirror lacks a package
 * for another operating system, and it would empty the folder under those who run from it.
 */
export async function ensureInstalled() {
  const inputs = ['package-lock.json', 'package.json', ...workspaces().map(w => `${w.folder}/package.json`)].map(p =>
    join(ROOT, p),
  )
  const present = existsSync(join(ROOT, 'node_modules', '.package-lock.json'))
  if (present && isFresh('install', inputs)) return
  if (!present || !isWhatTheLockSays()) {
    unstamp('install')
    await step('Installing packages', () =>
      mustSucceed('install', 'npm', ['install', '--no-save', '--no-audit', '--no-fund'], {
        advice: 'Check the network and the free space, then try again; nothing else was changed.',
      }),
    )
  }
  stamp('install', inputs)
}

/** npm's own record of node_modules names the same versions as the lock (packages for other platforms are optional). */
function isWhatTheLockSays() {
  const wanted = readJson('package-lock.json')?.packages
  const have = readJson('node_modules/.package-lock.json')?.packages
  if (!wanted || !have) return false
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.startsWith('node_modules/') && !path.includes('/node_modules/')) return true
    const own = have[path]
    if (!own) return Boolean(entry.extraneous || entry.optional || entry.devOptional || entry.peer)
    return own.version === entry.version && own.integrity === entry.integrity
  })
}
