import 'reflect-metadata'
import { announce } from './announce.ts'
import { compose, type House } from './compose.ts'
import { readConfig, type Config } from './config.ts'
import { OperatorFault } from './platform/operator-fault.ts'
import { seedSandbox } from './sandbox/seed.ts'

/** What to do when nobody can listen at the port and host of the settings; undefined: it was something else. */
function listeningFault(error: NodeJS.ErrnoException, { port, host }: Config): string | undefined {
  if (error.syscall !== 'listen' && error.syscall !== 'getaddrinfo') return undefined
  if (error.code === 'EADDRINUSE')
    return `Port ${port} is taken by another program. Stop it, or choose another: PORT=${port + 1} npm start`
  if (error.code === 'EACCES')
    return `Port ${port} may not be used by this account. Choose one above 1023: PORT=4000 npm start`
  return `${host} is no address of this machine (${error.code}). Correct HOST; 0.0.0.0 is every interface.`
}

/** Says what to do in one line and leaves; anything unexpected keeps its stack. */
function giveUp(error: unknown, config?: Config): never {
  const line =
    error instanceof OperatorFault ? error.message : config && listeningFault(error as NodeJS.ErrnoException, config)
  process.stderr.write(`${line ?? (error instanceof Error ? error.stack : String(error))}\n`)
  process.exit(1)
}

/** Reads the settings, puts the house together, listens, and stops in order when told to. */
export async function start(): Promise<void> {
  let house: House | undefined
  let config: Config | undefined
  const stop = stopInOrder()
  try {
    config = readConfig(process.env, process.env['PORTICO_HOME'] ?? process.cwd())
    house = await compose(config)
    const signIns = config.mode === 'sandbox' ? await seedSandbox(house) : []
    if (!stop.asked) await house.app.listen({ port: config.port, host: config.host })
    if (!stop.asked) await house.jobs.start()
    stop.closes(house)
    if (!stop.asked) announce(config, signIns)
  } catch (error) {
    await house?.close().catch(() => undefined)
    giveUp(error, config)
  }
}

/**
 * Ctrl-C and SIGTERM: take no new work, finish what is under way, close the database. While the house is being put
 * together, its migrations and seeds are what is under way. A second signal leaves at once.
 */
function stopInOrder(): { readonly asked: boolean; closes(house: House): void } {
  let asked = false
  let house: House | undefined
  const close = () =>
    house?.close().then(
      () => process.exit(0),
      error => giveUp(error),
    )
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (asked) process.exit(1)
      asked = true
      void close()
    })
  return {
    get asked() {
      return asked
    },
    closes(ready) {
      house = ready
      if (asked) void close()
    },
  }
}
