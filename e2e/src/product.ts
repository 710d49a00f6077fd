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
  /** Paths of everything in its data folder. */
  files(): string[]
  /** Everything it has printed so far. */
  output(): string
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
  const environment = {
    ...process.env,
    PORT: String(port),
    PORTICO_DATA: data,
    LOG_LEVEL: 'warn',
    NODE_COMPILE_CACHE: join(ROOT, '.portico/compile-cache'),
    ...settings,
  }
  const child = spawn(process.execPath, ['--enable-source-maps', join(ROOT, 'server/dist/main.js')], {
    cwd: data,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (printed += text))
  const ended = new Promise<number | null>(done => child.once('exit', code => done(code)))
  let over = false
  void ended.then(() => (over = true))

  const origin = `http://localhost:${port}`
  const product: Product = {
    origin,
    files: () => readdirSync(data, { recursive: true }).map(name => join(data, String(name))),
    output: () => printed,
    stop: async () => {
      if (!over) child.kill('SIGINT')
      const late = pause(10_000, 'late' as const, { ref: false })
      const code = await Promise.race([ended, late])
      if (code === 'late') child.kill('SIGKILL')
      await rm(data, { recursive: true, force: true })
      return code === 'late' ? null : code
    },
  }
  const deadline = performance.now() + PATIENCE
  while (!(await answers(`${origin}/health/ready`))) {
    if (over) throw new Error(`The product ended before it was ready:\n${printed}`)
    if (performance.now() > deadline) {
      await product.stop()
      throw new Error(`The product was not ready within ${PATIENCE / 1000} s:\n${printed}`)
    }
    await pause(50)
  }
  return product
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
