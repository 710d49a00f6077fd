import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import {
  answerLine,
  decodeBundle,
  decodeCrls,
  explain,
  explainedByFaults,
  explainText,
  languages,
  reportOfFaults,
  validate,
} from './partner/certificates/x509/index.ts'
import type { Crl, DecodedBundle, Fault, Report } from './partner/certificates/x509/index.ts'

const usage = `Asks the certificate engine about a certificate, without server or database.

  npm run preflight -- --anchors roots.pem --leaf certificate.pem [--intermediates more.pem] [--crls lists.pem]
                       [--at 2026-01-01T00:00:00Z] [--profile rfc5280|partner] [--organisation NAME --domain AUTH]
                       [--language ${languages.join('|')}] [--json]
  npm run preflight -- --batch     one JSON question a line on standard input, one JSON answer a line on standard output

Files are PEM, DER or PKCS#7. The first certificate of --leaf is judged; others in the file help to build its chain.
Ends with 0 when accepted, 1 when refused, 2 when asked wrongly.
`

/** Anchors may be a whole system's collection; what is judged stays within the engine's own limits. */
const collection = { bytes: 8 * 1024 * 1024, certificates: 5000 }
/** A longer line is no question; it is dropped and answered as malformed. */
const longestLine = 64 * 1024 * 1024

class UsageError extends Error {}

process.stdout.on('error', () => process.exit(1))
try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof UsageError)) throw error
  process.stderr.write(`${error.message}\n\n${usage}`)
  process.exitCode = 2
}

async function main(args: string[]): Promise<number> {
  const options = parse(args)
  if (options.help) {
    process.stdout.write(usage)
    return 0
  }
  if (options.batch) {
    await batch()
    return 0
  }
  const report = judge(options)
  const language = options.language ?? 'en'
  if (options.json)
    process.stdout.write(`${JSON.stringify({ ...report, checks: explain(report, language) }, null, 2)}\n`)
  else process.stdout.write(explainText(report, language))
  return report.verdict === 'ACCEPTED' ? 0 : 1
}

type Options = ReturnType<typeof parse>

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        anchors: { type: 'string', multiple: true },
        intermediates: { type: 'string', multiple: true },
        crls: { type: 'string', multiple: true },
        leaf: { type: 'string' },
        at: { type: 'string' },
        profile: { type: 'string' },
        organisation: { type: 'string' },
        domain: { type: 'string' },
        language: { type: 'string' },
        json: { type: 'boolean' },
        batch: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

function judge(options: Options): Report {
  if (!options.leaf) throw new UsageError('--leaf is missing: name the file with the certificate to judge.')
  if (!options.anchors) throw new UsageError('--anchors is missing: name the file with the roots to trust.')
  if (options.language && !languages.includes(options.language))
    throw new UsageError(`--language is one of ${languages.join(', ')}.`)
  const at = options.at === undefined ? new Date() : new Date(options.at)
  if (Number.isNaN(at.getTime())) throw new UsageError('--at is no instant; write it like 2026-01-01T00:00:00Z.')
  const profile = profileOf(options)
  const leafFile = decodeBundle(file(options.leaf))
  const anchors = bundles(options.anchors)
  const more = bundles(options.intermediates ?? [])
  const lists = (options.crls ?? []).map(name => decodeCrls(file(name)))
  const [leaf, ...above] = leafFile.certificates
  const unreadFirst = leafFile.faults.some(fault => fault.certificate === 0 || fault.certificate === null)
  if (!leaf || unreadFirst) return reportOfFaults(leafFile.faults)
  const crls: Crl[] = lists.flatMap(list => list.crls)
  if (lists.length > 0 && crls.length === 0) return reportOfFaults(lists.flatMap(list => list.faults))
  const question = { leaf, anchors: anchors.certificates, intermediates: [...above, ...more.certificates], crls, at }
  const faults: Fault[] = [...leafFile.faults, ...more.faults, ...anchors.faults]
  return explainedByFaults(validate({ ...question, ...profile }), faults)
}

function profileOf({ profile = 'rfc5280', organisation, domain }: Options) {
  if (profile === 'rfc5280') {
    if (organisation !== undefined || domain !== undefined)
      throw new UsageError('--organisation and --domain go with --profile partner.')
    return { profile } as const
  }
  if (profile !== 'partner') throw new UsageError('--profile is rfc5280 or partner.')
  if (!organisation || !domain) throw new UsageError('--profile partner needs --organisation and --domain.')
  return { profile, profileParams: { organisation, domain } } as const
}

function bundles(names: string[]): DecodedBundle {
  const read = names.map(name => decodeBundle(file(name), collection))
  return { certificates: read.flatMap(one => one.certificates), faults: read.flatMap(one => one.faults) }
}

function file(name: string): Uint8Array {
  try {
    // npm runs scripts in the package's folder and says here where the person stood.
    return readFileSync(resolve(process.env.INIT_CWD ?? process.cwd(), name))
  } catch (error) {
    throw new UsageError(`Cannot read ${name}: ${(error as NodeJS.ErrnoException).code ?? 'error'}.`)
  }
}

/** Line by line, in order, as they come; waits when the reader of the answers is slow. */
async function batch(): Promise<void> {
  for await (const line of lines(process.stdin)) {
    if (line.trim() === '') continue
    if (!process.stdout.write(`${JSON.stringify(answerLine(line))}\n`))
      await new Promise(ready => process.stdout.once('drain', ready))
  }
}

async function* lines(input: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let parts: Buffer[] = []
  let size = 0
  for await (const chunk of input) {
    let from = 0
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      const rest = chunk.subarray(from, end)
      yield size + rest.length > longestLine ? '(too long)' : Buffer.concat([...parts, rest]).toString('utf8')
      parts = []
      size = 0
      from = end + 1
    }
    size += chunk.length - from
    if (size > longestLine) parts = []
    else parts.push(chunk.subarray(from))
  }
  if (size > 0) yield size > longestLine ? '(too long)' : Buffer.concat(parts).toString('utf8')
}
