import { spawn } from 'node:child_process'
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { OWN, ROOT } from './paths.mjs'
import { failure } from './failure.mjs'
import { say } from './progress.mjs'

/** A terminal's Ctrl-C reaches us from the terminal and once more from npm: what comes within this time is the same wish. */
const SAME_WISH = 1000

/**
 * The environment for children: `node` and `npm` mean the Node that runs us, and what npm told *this* script about its own
 * package and options is not handed on (a nested npm would obey it). Settings of the person's .npmrc stay in force, because
 * npm reads those files itself.
 */
export function childEnvironment(extra = {}) {
  const env = { ...process.env }
  for (const name of Object.keys(env)) {
    if (
      /^npm_(package|lifecycle|command|config_(prefix|local_prefix|global|workspace|workspaces|node_gyp|noproxy|save))/i.test(
        name,
      )
    ) {
      delete env[name]
    }
  }
  const separator = process.platform === 'win32' ? ';' : ':'
  const path = [dirname(process.execPath), join(ROOT, 'node_modules', '.bin'), env.PATH ?? ''].join(separator)
  return { ...env, PATH: path, ...extra }
}

/**
 * Runs a command with its output in `.portico/logs/<log>.log`. Resolves to its exit code; a command that cannot be started
 * counts as 127.
 * @returns {Promise<{ code: number, output: string, path: string }>}
 */
export function logged(log, command, args, { cwd = ROOT, env = {} } = {}) {
  const path = join(OWN, 'logs', `${log}.log`)
  mkdirSync(dirname(path), { recursive: true })
  const file = createWriteStream(path)
  return new Promise(done => {
    const child = spawn(command, args, {
      cwd,
      env: childEnvironment(env),
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    })
    child.stdout.pipe(file, { end: false })
    child.stderr.pipe(file, { end: false })
    const finish = (code, text = '') => {
      file.end(text, () => done({ code, output: readFileSync(path, 'utf8'), path }))
    }
    child.once('error', error => finish(127, `${command}: ${error.message}\n`))
    child.once('close', (code, signal) => finish(code ?? 128 + signalNumber(signal)))
  })
}

/** As `logged`, but a failure throws one clear line, the end of the log and what to do. */
export async function mustSucceed(log, command, args, { advice, ...options } = {}) {
  const { code, output, path } = await logged(log, command, args, options)
  if (code === 0) return output
  throw failure(
    `\n${inShort(output)}\n\n"${command} ${args.join(' ')}" failed with code ${code}. ${advice ?? ''}\nThe whole log: ${path}`,
  )
}

/** Compilers say what matters first, npm last but one: both ends of a long log. */
function inShort(output) {
  const lines = output.trimEnd().split('\n')
  return lines.length <= 50 ? lines.join('\n') : [...lines.slice(0, 20), '…', ...lines.slice(-30)].join('\n')
}

/**
 * Runs a command in the foreground with our own input and output and resolves to its exit code. SIGINT, SIGTERM and SIGHUP
 * are passed on exactly once and waited for; asking again after a second ends it at once.
 *
 * `alone` puts the child in a process group of its own, so that a terminal's Ctrl-C does not reach it a second time past us:
 * for the server, which stops in order on the first signal.
 */
export function foreground(command, args, { cwd = ROOT, env = {}, alone = false } = {}) {
  return new Promise(done => {
    const child = spawn(command, args, { cwd, env: childEnvironment(env), stdio: 'inherit', detached: alone })
    let asked
    const pass = signal => {
      const now = performance.now()
      if (asked === undefined) {
        asked = now
        child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal)
      } else if (now - asked > SAME_WISH) {
        say('Asked twice: ending it now.')
        child.kill('SIGKILL')
      }
    }
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
    for (const signal of signals) process.on(signal, pass)
    // npm passes SIGTERM to a shell between us, which dies of it without a word: then nobody waits for us any more.
    const parent = process.ppid
    const orphaned = setInterval(() => {
      if (process.ppid === parent) return
      clearInterval(orphaned)
      pass('SIGTERM')
    }, 500)
    const finish = code => {
      clearInterval(orphaned)
      for (const signal of signals) process.off(signal, pass)
      done(code)
    }
    child.once('error', error => {
      say(`${command}: ${error.message}`)
      finish(127)
    })
    child.once('exit', (code, signal) => finish(code ?? 128 + signalNumber(signal)))
  })
}

function signalNumber(signal) {
  return constants.signals[signal] ?? 0
}
