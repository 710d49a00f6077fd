import 'reflect-metadata'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import {
  checkpointFile,
  readCheckpoints,
  storedChain,
  verifyChain,
  type Checkpoint,
  type Verdict,
} from './audit/index.ts'
import { readConfig, type Config } from './config.ts'
import { entities } from './entities.ts'
import { migrations } from './migrations/index.ts'
import { loadDataKey } from './platform/crypto/data-key.ts'
import { createSigner } from './platform/crypto/signer.ts'
import { openDatabase } from './platform/database/database.ts'
import { OperatorFault } from './platform/operator-fault.ts'

const usage = `Calculates the chain over the audit record again and holds it against the signed checkpoints.

  npm run audit:verify -- [--checkpoints FILE]… [--json]

--checkpoints  copies kept elsewhere; may repeat. The data folder's own file is always held against it.
Ends with 0 when the record is whole, 1 when it is broken, 2 when it could not be looked at.
`

/** A statement that counts a long table may take its time here. */
const STATEMENT_SECONDS = 3_600

interface Answer extends Verdict {
  whole: boolean
  /** Lines of the files that were no checkpoints. */
  unreadable: number
  publicKey: string
  seconds: number
}

try {
  process.exitCode = await main()
} catch (error) {
  process.stderr.write(
    `${error instanceof OperatorFault ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
  )
  process.exitCode = 2
}

async function main(): Promise<number> {
  const options = parse()
  if (options.help) {
    process.stdout.write(usage)
    return 0
  }
  const config = readConfig(process.env, process.env['PORTICO_HOME'] ?? process.cwd())
  const answer = await verify(config, await readKept(config, options.checkpoints ?? []))
  process.stdout.write(options.json ? `${JSON.stringify(answer, null, 2)}\n` : inWords(answer))
  return answer.whole ? 0 : 1
}

function parse() {
  try {
    const { values } = parseArgs({
      options: {
        checkpoints: { type: 'string', multiple: true },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    })
    return values
  } catch (error) {
    throw new OperatorFault(`${(error as Error).message}\n\n${usage}`)
  }
}

async function readKept(config: Config, given: readonly string[]) {
  const own = checkpointFile(config.data, config.database)
  // npm runs scripts in the package's folder and says here where the person stood.
  const named = given.map(name => resolve(process.env['INIT_CWD'] ?? process.cwd(), name))
  const checkpoints: Checkpoint[] = []
  let unreadable = 0
  for (const file of [...(existsSync(own) ? [own] : []), ...named])
    try {
      const read = await readCheckpoints(file)
      checkpoints.push(...read.checkpoints)
      unreadable += read.unreadable
    } catch (error) {
      throw new OperatorFault(`Cannot read ${file}: ${(error as NodeJS.ErrnoException).code ?? 'error'}.`)
    }
  return { checkpoints, unreadable }
}

async function verify(config: Config, kept: Awaited<ReturnType<typeof readKept>>): Promise<Answer> {
  const signer = createSigner(loadDataKey(config.dataKey, config.data))
  const db = await openDatabase({ url: config.database, entities, migrations, statementSeconds: STATEMENT_SECONDS })
  try {
    const pending = await db.orm.migrator.getPending()
    if (pending.length > 0) throw new OperatorFault('The database is of an older version. Start the server once.')
    const began = performance.now()
    const verdict = await verifyChain(storedChain(db), { signer, kept: kept.checkpoints })
    return {
      whole: verdict.broken === null,
      ...verdict,
      unreadable: kept.unreadable,
      publicKey: signer.publicKey,
      seconds: (performance.now() - began) / 1_000,
    }
  } finally {
    await db.close()
  }
}

function inWords({ rows, checkpoints, waiting, broken, unreadable, publicKey, seconds }: Answer): string {
  const n = (count: number) => count.toLocaleString('en')
  const lines = broken
    ? [
        `The record is BROKEN${broken.sequence === null ? '' : ` at row ${n(broken.sequence)}`}${broken.until ? ` (up to row ${n(broken.until)})` : ''}: ${broken.kind}.`,
        broken.says,
        ...(broken.recordId ? [`Record ${broken.recordId}`] : []),
        `${n(rows)} rows before that are whole.`,
      ]
    : [
        `The record is whole: ${n(rows)} sealed rows, ${n(checkpoints)} checkpoints, ${n(waiting)} rows waiting for their seal.`,
      ]
  if (unreadable > 0) lines.push(`${n(unreadable)} lines of the checkpoint files could not be read.`)
  lines.push(`Took ${seconds.toFixed(2)} s (${n(Math.round(rows / Math.max(seconds, 0.001)))} rows a second).`)
  lines.push(`Checkpoints are signed by this Ed25519 key: ${publicKey}`)
  return `${lines.join('\n')}\n`
}
