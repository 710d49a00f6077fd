import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, readJson } from './paths.mjs'

/**
 * The workspaces of the root package.json.
 * @returns {{ folder: string, name: string, scripts: Record<string, string>, needs: string[] }[]} `needs` are the folders of
 *   those it depends on, directly
 */
export function workspaces() {
  const found = (readJson('package.json')?.workspaces ?? [])
    .filter(folder => existsSync(join(ROOT, folder, 'package.json')))
    .map(folder => ({ folder, manifest: readJson(`${folder}/package.json`) }))
  const folderOf = new Map(found.map(({ folder, manifest }) => [manifest.name, folder]))
  return found.map(({ folder, manifest }) => ({
    folder,
    name: manifest.name,
    scripts: manifest.scripts ?? {},
    needs: Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }).flatMap(n => folderOf.get(n) ?? []),
  }))
}

/** Whether a script does anything: workspaces without a build keep an empty one, so that every script exists everywhere. */
export function does(workspace, script) {
  const text = workspace.scripts[script]
  return Boolean(text) && !text.startsWith('node --eval ""')
}
