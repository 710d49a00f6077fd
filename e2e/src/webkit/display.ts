import { spawn } from 'node:child_process'

/** A screen that nobody sees: WebKitGTK draws on nothing less. */
export interface Display {
  /** What `DISPLAY` must say. */
  readonly name: string
  close(): void
}

/** Starts Xvfb on the first free display; it says which one when it is ready. Throws when it ends before that. */
export function openDisplay(size = '1440x1000x24'): Promise<Display> {
  const server = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', size, '-nolisten', 'tcp'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  return new Promise((done, fail) => {
    server.once('error', fail)
    server.once('exit', code => fail(new Error(`Xvfb ended with ${code}`)))
    server.stdout
      .setEncoding('utf8')
      .once('data', (text: string) => done({ name: `:${text.trim()}`, close: () => void server.kill() }))
  })
}
