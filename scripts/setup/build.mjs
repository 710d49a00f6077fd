import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './paths.mjs'
import { compressAhead } from './compress.mjs'
import { filesBelow } from './fingerprint.mjs'
import { isFresh, stamp, unstamp } from './stamp.mjs'
import { mustSucceed } from './run.mjs'
import { step } from './progress.mjs'
import { does, workspaces } from './workspaces.mjs'

/** Two builds at once: more gain nothing on the two cores this must be quick on. */
const AT_ONCE = 2
const SENT_TO_BROWSERS = /^(?:ui-kit|web-.*)$/
const SHARED = ['package-lock.json', 'tsconfig.base.json', 'schema.graphql']

/**
 * Builds what changed, in the order of dependencies. A workspace is rebuilt when its own sources, those of a workspace it
 * uses, or the shared settings differ from the last build, or when somebody touched what was built.
 * @param {string[] | undefined} only folders of workspaces; all when absent
 */
export async function ensureBuilt(only) {
  const all = workspaces()
  const byFolder = new Map(all.map(w => [w.folder, w]))
  const jobs = all.filter(w => does(w, 'build') && (only?.includes(w.folder) ?? true))
  const started = new Map()
  const slots = []
  const start = workspace => {
    if (!started.has(workspace.folder)) started.set(workspace.folder, run(workspace))
    return started.get(workspace.folder)
  }
  const run = async workspace => {
    // Those it needs first; circles cannot be, npm would refuse them.
    await Promise.all(jobs.filter(job => closure(workspace, byFolder).includes(job.folder)).map(start))
    if (isFresh(`build-${workspace.folder}`, inputsOf(workspace, byFolder), outputsOf(workspace))) return
    while (slots.length >= AT_ONCE) await Promise.race(slots)
    const slot = build(workspace, byFolder).finally(() => slots.splice(slots.indexOf(slot), 1))
    slots.push(slot)
    await slot
  }
  const results = await Promise.allSettled(jobs.map(start))
  const failed = results.find(r => r.status === 'rejected')
  if (failed) throw failed.reason
}

async function build(workspace, byFolder) {
  const { folder } = workspace
  unstamp(`build-${folder}`)
  // What a deleted source once compiled to must not stay behind: a stale migration would be run.
  rmSync(join(ROOT, folder, 'dist'), { recursive: true, force: true })
  const inputs = inputsOf(workspace, byFolder)
  await step(`Building ${folder}`, async () => {
    await mustSucceed(`build-${folder}`, 'npm', ['run', 'build', '--silent', '--workspace', folder], {
      advice: 'Put right what it names above and start again.',
    })
    if (SENT_TO_BROWSERS.test(folder)) await compressAhead(folder)
  })
  stamp(`build-${folder}`, inputs, outputsOf(workspace))
}

function inputsOf(workspace, byFolder) {
  const folders = [workspace.folder, ...closure(workspace, byFolder)]
  return [...SHARED.map(file => join(ROOT, file)), ...folders.flatMap(f => filesBelow(join(ROOT, f), isSource))]
}

function outputsOf({ folder }) {
  return filesBelow(join(ROOT, folder, 'dist'))
}

/** Folders of every workspace it uses, directly or not. */
function closure(workspace, byFolder, seen = new Set()) {
  for (const folder of workspace.needs) {
    if (seen.has(folder)) continue
    seen.add(folder)
    closure(byFolder.get(folder), byFolder, seen)
  }
  return [...seen]
}

const NOT_SOURCE = new Set(['node_modules', 'dist', 'gql', 'coverage', 'shots', 'data'])
function isSource(name, isFolder) {
  if (isFolder) return !NOT_SOURCE.has(name) && !name.startsWith('dist-')
  return !/\.(spec\.ts|md|log)$/.test(name)
}
