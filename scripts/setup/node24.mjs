import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { OWN } from './paths.mjs'
import { foreground, mustSucceed } from './run.mjs'
import { step } from './progress.mjs'

const WANTED = 24
const VERSION = '24.21.0'
const HOME = join(OWN, 'node24')

/** Whether the Node that runs us is new enough (MikroORM 7, Vue's tools and type stripping want 24). */
export function isRightNode() {
  return Number(process.versions.node.split('.')[0]) >= WANTED
}

/**
 * Brings Node 24 by npm when it is not there yet and runs this command again under it. Packages are installed by that Node
 * too: under an older one npm quietly picks older releases that fit its engines.
 */
export async function rerunUnderRightNode(args) {
  const node = executable()
  if (!existsSync(node)) await step(`Fetching Node ${VERSION} (this machine has ${process.versions.node})`, fetchNode)
  return foreground(node, [fileURLToPath(new URL('../portico.mjs', import.meta.url)), ...args])
}

/**
 * The npm package `node` is an empty shell whose install script runs a second npm to fetch the package of the platform. That
 * breaks where scripts are switched off, so the platform's package is taken by its own name.
 */
function platformPackage() {
  const platform = process.platform === 'win32' ? 'win' : process.platform
  const prefix = process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node'
  return `${prefix}-${platform}-${process.arch}`
}

function executable() {
  return join(HOME, 'node_modules', platformPackage(), 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
}

function fetchNode() {
  const flags = ['--no-save', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', HOME]
  return mustSucceed('node24', 'npm', ['install', ...flags, `${platformPackage()}@${VERSION}`], {
    advice: `Check that npm reaches its registry, or install Node ${WANTED} or newer yourself, and try again.`,
  })
}
