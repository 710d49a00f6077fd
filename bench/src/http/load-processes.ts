import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'

/** Whether processes can be pinned: Linux's taskset and a second core for the load. */
const pinned = spawnSync('taskset', ['-cp', String(process.pid)], { encoding: 'utf8' }).status === 0

/** A Node process under measurement. It alone has the first core; whoever loads it stays off that core. */
export interface Server {
  stop(): Promise<void>
}

/** Starts a script on core 0 and waits until `url` answers. Throws with its output when it ends before. */
export async function startOnOwnCore(script: string[], env: Record<string, string>, url: string): Promise<Server> {
  const command = [process.execPath, ...script]
  const [file, ...args] = pinned ? ['taskset', '-c', '0', ...command] : command
  const child = spawn(file!, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let printed = ''
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  for (let tries = 0; !(await answers(url)); tries += 1) {
    if (child.exitCode !== null || tries > 600) {
      await stop(child)
      throw new Error(`${command.join(' ')} does not answer at ${url}:\n${printed}`)
    }
    await pause(100)
  }
  return { stop: () => stop(child) }
}

/** Keeps this process, which makes the load, off the servers' core. */
export function leaveServersCore(): void {
  if (pinned) spawnSync('taskset', ['-acp', '1-63', String(process.pid)])
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const ended = new Promise(done => child.once('exit', done))
  child.kill('SIGTERM')
  const late = setTimeout(() => child.kill('SIGKILL'), 10_000)
  await ended
  clearTimeout(late)
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok
  } catch {
    return false
  }
}
