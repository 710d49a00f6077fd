/**
 * One server of the storm: the built product as it runs in production, but for its business clock, whose offset stands in
 * a file that the driver moves day by day for all servers alike.
 */
import { readFileSync } from 'node:fs'
import 'reflect-metadata'
import { built } from './built.ts'
import { AWAY } from './server.ts'

const { compose, readConfig } = await built('compose.js', 'config.js')

const file = process.env['CHAOS_CLOCK']!
const clock = {
  now: () => new Date(),
  businessNow: () => new Date(Date.now() + Number(readFileSync(file, 'utf8'))),
}

const config = readConfig(process.env, process.cwd())
const house = await stand().catch((error: unknown) => {
  console.error(error)
  process.exit(AWAY)
})
process.send?.('ready')
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => void house.close().then(() => process.exit(0)))

/** As `start.ts` does it: what is away now may be there in a moment, when the supervisor tries again. */
async function stand() {
  const house = await compose(config, { clock })
  await house.app.listen({ port: config.port, host: '127.0.0.1' })
  await house.jobs.start()
  return house
}
