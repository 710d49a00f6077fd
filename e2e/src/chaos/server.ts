import { type ChildProcess, fork } from 'node:child_process'
import { openSync } from 'node:fs'
import { join } from 'node:path'

/** Milliseconds between the end of a server and its next start, as a supervisor would leave. */
const AGAIN = 200
/** The exit code of a server that could not be put together, as a service was away: no fault, unlike any other. */
export const AWAY = 69

/** One server of the house under a supervisor that starts it again whenever it ends. */
export class Server {
  readonly name: string
  readonly origin: string
  /** Since when it may have lost what it had in hand: every SIGKILL and SIGSTOP, in milliseconds. */
  readonly hits: { from: number; to: number }[] = []
  /** Exit codes of ends that nobody asked for. */
  readonly ends: (number | null)[] = []
  ready = false
  readonly environment: NodeJS.ProcessEnv
  readonly #log: number
  #child: ChildProcess | undefined
  #killed = false
  #over = false
  #frozen: { from: number; to: number } | undefined

  constructor(name: string, port: number, environment: NodeJS.ProcessEnv, folder: string) {
    this.name = name
    this.origin = `http://localhost:${port}`
    this.environment = { ...environment, PORT: String(port) }
    this.#log = openSync(join(folder, `${name}.log`), 'a')
  }

  /** Up, and not asleep. */
  get awake(): boolean {
    return this.ready && !this.asleep
  }

  get asleep(): boolean {
    return this.#frozen !== undefined
  }

  start(): void {
    this.#killed = false
    const child = fork(join(import.meta.dirname, 'house.ts'), {
      env: this.environment,
      stdio: ['ignore', this.#log, this.#log, 'ipc'],
      execArgv: ['--enable-source-maps', '--disable-warning=ExperimentalWarning'],
    })
    this.#child = child
    child.once('message', () => (this.ready = true))
    child.once('exit', code => {
      this.ready = false
      if (this.#over) return
      if (!this.#killed) this.ends.push(code)
      setTimeout(() => !this.#over && this.start(), AGAIN)
    })
  }

  kill(): void {
    this.#killed = true
    const now = Date.now()
    this.hits.push({ from: now, to: now })
    this.#child?.kill('SIGKILL')
  }

  freeze(): void {
    this.#frozen ??= { from: Date.now(), to: Infinity }
    this.hits.push(this.#frozen)
    this.#child?.kill('SIGSTOP')
  }

  thaw(): void {
    this.#child?.kill('SIGCONT')
    if (this.#frozen) this.#frozen.to = Date.now()
    this.#frozen = undefined
  }

  async close(): Promise<void> {
    this.#over = true
    const child = this.#child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise(done => child.once('exit', done))
    child.kill('SIGCONT')
    child.kill('SIGKILL')
    await gone
  }
}
