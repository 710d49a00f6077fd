import 'reflect-metadata'
import { BadSettings, readConfig } from './config.ts'
import { compose, type House } from './compose.ts'
import { UnknownSealingKey } from './platform/crypto/seal.ts'
import { DatabaseUnreachable } from './platform/database/database.ts'
import { announce } from './announce.ts'
import { seedSandbox } from './sandbox/seed.ts'

/** Says what to do in one line and leaves; anything unexpected keeps its stack. */
function giveUp(error: unknown, port?: number): never {
  const code = (error as NodeJS.ErrnoException).code
  const line =
    error instanceof BadSettings || error instanceof DatabaseUnreachable || error instanceof UnknownSealingKey
      ? error.message
      : code === 'EADDRINUSE'
        ? `Port ${port} is taken by another program. Stop it, or choose another: PORT=${(port ?? 4_000) + 1} npm start`
        : code === 'EACCES'
          ? `Port ${port} may not be used by this account. Choose one above 1023: PORT=4000 npm start`
          : undefined
  process.stderr.write(line ? `${line}\n` : `${error instanceof Error ? error.stack : String(error)}\n`)
  process.exit(1)
}

/** Reads the settings, puts the house together, listens, and stops in order when told to. */
export async function start(): Promise<void> {
  let house: House | undefined
  let port: number | undefined
  try {
    const config = readConfig(process.env, process.env['PORTICO_HOME'] ?? process.cwd())
    port = config.port
    house = await compose(config)
    const signIns = config.mode === 'sandbox' ? await seedSandbox(house) : []
    await house.app.listen({ port: config.port, host: config.host })
    announce(config, signIns)
  } catch (error) {
    await house?.close().catch(() => undefined)
    giveUp(error, port)
  }
  stopInOrder(house)
}

/** Ctrl-C and SIGTERM: take no new work, finish what is under way, close the database. A second one leaves at once. */
function stopInOrder(house: House): void {
  let stopping = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (stopping) process.exit(1)
      stopping = true
      house.close().then(
        () => process.exit(0),
        error => giveUp(error),
      )
    })
}
