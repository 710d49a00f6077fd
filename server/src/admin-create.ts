import 'reflect-metadata'
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { parseArgs } from 'node:util'
import { createUsers, SHORTEST_PASSWORD, type NewUserRefusal } from './account/index.ts'
import { createAudit } from './audit/index.ts'
import { readConfig, type Config } from './config.ts'
import { entities } from './entities.ts'
import { migrations } from './migrations/index.ts'
import { systemClock } from './platform/clock/clock.ts'
import { loadDataKey } from './platform/crypto/data-key.ts'
import { createVault } from './platform/crypto/seal.ts'
import { migrate, openDatabase } from './platform/database/database.ts'
import { OperatorFault } from './platform/operator-fault.ts'
import { isRefusal, type Refusal } from './platform/refusal/refusal.ts'

/** What an administrator needs, with the option and the question for it. */
const questions = {
  username: { option: 'username', question: 'User name' },
  email: { option: 'email', question: 'E-mail' },
  firstName: { option: 'first-name', question: 'First name' },
  lastName: { option: 'last-name', question: 'Last name' },
} as const

type Answers = Record<keyof typeof questions, string> & { password: string }

const usage = `npm run admin:create -- --username NAME --email ADDRESS --first-name NAME --last-name NAME
What is missing is asked for. Without a terminal the password is the first line of standard input.`

const wording: Record<NewUserRefusal, (refusal: Refusal) => string> = {
  INPUT_REQUIRED: ({ field }) => `${field[0]} is empty.`,
  INPUT_TOO_LONG: ({ field, facts }) => `${field[0]} is longer than ${facts['maximum']} characters.`,
  INPUT_FORMAT: ({ field }) =>
    field[0] === 'email'
      ? 'The e-mail address needs an @ and no spaces.'
      : 'The user name may hold letters, digits, dots, dashes and underscores, and begins with a letter or digit.',
  USERNAME_TAKEN: () => 'Somebody has this user name already. Choose another.',
  EMAIL_TAKEN: () => 'Somebody has this e-mail address already. Choose another.',
  PASSWORD_TOO_SHORT: () => `The password needs at least ${SHORTEST_PASSWORD} characters.`,
  PASSWORD_GUESSABLE: () => 'This password is too easy to guess. Choose another.',
}

/** Asks on the terminal for what the options do not say; the password is not shown. */
async function ask(given: Partial<Answers>): Promise<Answers> {
  let muted = false
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (!muted) process.stderr.write(chunk)
      done()
    },
  })
  const terminal = createInterface({ input: process.stdin, output, terminal: true })
  const secret = async (question: string) => {
    process.stderr.write(question)
    muted = true
    const answer = await terminal.question('')
    muted = false
    process.stderr.write('\n')
    return answer
  }
  try {
    const answers = { ...given } as Answers
    for (const [name, { question }] of Object.entries(questions) as [keyof typeof questions, { question: string }][])
      answers[name] ??= (await terminal.question(`${question}: `)).trim()
    answers.password = await secret(`Password (at least ${SHORTEST_PASSWORD} characters): `)
    if ((await secret('The same password again: ')) !== answers.password)
      throw new OperatorFault('The two passwords differ. Nothing was created.')
    return answers
  } finally {
    terminal.close()
  }
}

/** Everything from options and standard input; for scripts. */
async function read(given: Partial<Answers>): Promise<Answers> {
  const missing = Object.entries(questions).filter(([name]) => !given[name as keyof typeof questions])
  if (missing.length > 0)
    throw new OperatorFault(`Say ${missing.map(([, { option }]) => `--${option}`).join(', ')} as well.\n${usage}`)
  let input = ''
  for await (const chunk of process.stdin) input += String(chunk)
  const password = input.split(/\r?\n/, 1)[0]!
  if (!password) throw new OperatorFault('The password is missing: send it as the first line of standard input.')
  return { ...given, password } as Answers
}

function options(): Partial<Answers> {
  const text = { type: 'string' } as const
  try {
    const { values } = parseArgs({ options: { username: text, email: text, 'first-name': text, 'last-name': text } })
    return {
      username: values.username,
      email: values.email,
      firstName: values['first-name'],
      lastName: values['last-name'],
    }
  } catch {
    throw new OperatorFault(usage)
  }
}

async function create(config: Config, answers: Answers): Promise<void> {
  const db = await openDatabase({ url: config.database, entities, migrations })
  try {
    await migrate(db)
    const vault = createVault(loadDataKey(config.dataKey, config.data))
    const audit = createAudit({ clock: systemClock })
    const users = await createUsers({ db, clock: systemClock, vault, audit })
    const result = await users.create({ ...answers, roles: ['PARTNER_ADMIN'] })
    if (isRefusal(result)) throw new OperatorFault(`${wording[result.code](result)} Nothing was created.`)
  } finally {
    await db.close()
  }
}

try {
  const given = options()
  const config = readConfig(process.env, process.env['PORTICO_HOME'] ?? process.cwd())
  if (config.partnerIssuer)
    throw new OperatorFault(
      `People sign in at ${config.partnerIssuer}. Give the administrator the role PARTNER_ADMIN there.`,
    )
  const answers = process.stdin.isTTY ? await ask(given) : await read(given)
  await create(config, answers)
  process.stdout.write(`Administrator ${answers.username} was created. Sign in at ${config.origin}/partner/\n`)
} catch (error) {
  process.stderr.write(
    `${error instanceof OperatorFault ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
  )
  process.exitCode = 1
}
