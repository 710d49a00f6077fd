import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const ROOT = resolve(import.meta.dirname, '../..')
const PATIENCE = 60_000

/** The real product, running with a data folder of its own. */
export interface Product {
  /** As a browser sees it, without a trailing slash. */
  readonly origin: string
  /** Its settings, for what an operator runs beside it. */
  readonly settings: Readonly<Record<string, string>>
  /** Paths of everything in its data folder. */
  files(): string[]
  /** Everything it has printed so far. */
  output(): string
  /** Asks it to stop as Ctrl-C does and waits; its data stay. */
  halt(): Promise<number | null>
  /** Starts it again where it was, on the same data and port. */
  resume(): Promise<void>
  /** Asks it to stop as Ctrl-C does, waits, removes its data; resolves to the exit code. */
  stop(): Promise<number | null>
}

/**
 * Starts `server/dist/main.js`, as `npm start` does, on a free port and waits until it is ready. Throws with what it printed
 * when it ends before that.
 */
export async function startProduct(settings: Record<string, string> = {}): Promise<Product> {
  const port = await freePort()
  const data = await mkdtemp(join(tmpdir(), 'portico-e2e-'))
  const own = { PORT: String(port), PORTICO_DATA: data, LOG_LEVEL: 'warn', ...settings }
  const origin = `http://localhost:${port}`
  let printed = ''
  let server: Running

  const launch = async () => {
    server = run(data, own, text => (printed += text))
    const deadline = performance.now() + PATIENCE
    while (!(await answers(`${origin}/health/ready`))) {
      if (server.over()) throw new Error(`The product ended before it was ready:\n${printed}`)
      if (performance.now() > deadline) {
        await product.stop()
        throw new Error(`The product was not ready within ${PATIENCE / 1000} s:\n${printed}`)
      }
      await pause(50)
    }
  }
  const product: Product = {
    origin,
    settings: own,
    files: () => readdirSync(data, { recursive: true }).map(name => join(data, String(name))),
    output: () => printed,
    halt: () => server.halt(),
    resume: launch,
    stop: async () => {
      const code = await server.halt()
      await rm(data, { recursive: true, force: true })
      return code
    },
  }
  await launch()
  return product
}

interface Running {
  over(): boolean
  /** Its exit code; null when it had to be killed. */
  halt(): Promise<number | null>
}

function run(folder: string, settings: Record<string, string>, print: (text: string) => void): Running {
  const child = spawn(process.execPath, ['--enable-source-maps', join(ROOT, 'server/dist/main.js')], {
    cwd: folder,
    env: { ...process.env, NODE_COMPILE_CACHE: join(ROOT, '.portico/compile-cache'), ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.stdout.setEncoding('utf8').on('data', print)
  child.stderr.setEncoding('utf8').on('data', print)
  let over = false
  const ended = new Promise<number | null>(done => child.once('exit', code => done(code)))
  void ended.then(() => (over = true))
  return {
    over: () => over,
    halt: async () => {
      if (!over) child.kill('SIGINT')
      const late = pause(10_000, 'late' as const, { ref: false })
      const code = await Promise.race([ended, late])
      if (code === 'late') child.kill('SIGKILL')
      return code === 'late' ? null : code
    },
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok
  } catch {
    return false
  }
}

/** A TCP port nobody uses at this moment. */
export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer()
    server.once('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (address && typeof address === 'object' ? done(address.port) : fail(new Error('no port'))))
    })
  })
}
