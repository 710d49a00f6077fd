import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ROOT } from '../setup/paths.mjs'
import { ensureInstalled } from '../setup/install.mjs'
import { ensureBuilt } from '../setup/build.mjs'
import { childEnvironment } from '../setup/run.mjs'
import { say } from '../setup/progress.mjs'

/**
 * For working on the house: the server from its sources, restarted on change, and the portal's Vite server with hot reload in
 * front of it. Both end together.
 */
export async function run() {
  await ensureInstalled()
  await ensureBuilt(['ui-kit'])
  const children = [
    spawn('tsx', ['watch', 'src/main.ts'], { cwd: join(ROOT, 'server'), env: childEnvironment(), stdio: 'inherit' }),
    spawn('vite', [], { cwd: join(ROOT, 'web-pmp'), env: childEnvironment(), stdio: 'inherit' }),
  ]
  const stop = () => children.forEach(child => child.kill('SIGTERM'))
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, stop)
  const codes = await Promise.all(
    children.map(
      child =>
        new Promise(done => {
          child.once('error', error => {
            say(error.message)
            done(127)
          })
          child.once('exit', code => {
            stop()
            done(code ?? 0)
          })
        }),
    ),
  )
  return Math.max(...codes)
}
