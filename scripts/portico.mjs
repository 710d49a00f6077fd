#!/usr/bin/env node
// One entrance for every npm script of the house. It is plain JavaScript without a single dependency, because it runs
// before anything is installed and under whatever Node the machine has (20 or newer).
import { isRightNode, rerunUnderRightNode } from './setup/node24.mjs'
import { say } from './setup/progress.mjs'

/** Each command is a module of `commands/` that exports `run(args): Promise<exit code>`; loaded only when asked for. */
const COMMANDS = {
  start: 'install, build, migrate, seed the sandbox once and serve everything',
  dev: 'the server from its sources and the portal with hot reload',
  build: 'bring every workspace up to date',
  check: 'format, lint, boundaries, types, drift, messages, styles, links',
  test: 'every specification of every workspace',
  size: 'weight of the first page against its limit',
  bench: 'side-by-side measurements, as ratios',
  chaos: 'kill and stop servers and services at random; nothing may be lost or doubled',
  pictures: 'take the pictures of the README from the running product',
  format: 'let oxfmt rewrite what it would complain about',
  preflight: 'ask the certificate engine: --help tells how',
  'admin:create': 'make an administrator',
  'audit:verify': 'check that nobody changed the audit record',
}

const [command = '', ...args] = process.argv.slice(2)

if (!Object.hasOwn(COMMANDS, command)) {
  const list = Object.entries(COMMANDS).map(([name, does]) => `  npm run ${name.padEnd(14)} ${does}`)
  say(`${command ? `There is no command "${command}". ` : ''}These are there:\n${list.join('\n')}`)
  process.exitCode = command ? 2 : 0
} else {
  try {
    if (isRightNode()) {
      const { run } = await import(`./commands/${command.replace(':', '-')}.mjs`)
      process.exitCode = await run(args)
    } else {
      process.exitCode = await rerunUnderRightNode([command, ...args])
    }
  } catch (error) {
    // What the set-up expects to go wrong arrives as one clear line; anything else is a defect of ours and shows its stack.
    say(error?.expected ? error.message : (error?.stack ?? String(error)))
    process.exitCode = 1
  }
}
