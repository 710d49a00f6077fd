import { availableParallelism } from 'node:os'
import { ensureInstalled } from '../setup/install.mjs'
import { failure } from '../setup/failure.mjs'
import { logged } from '../setup/run.mjs'
import { say, step } from '../setup/progress.mjs'
import { does, workspaces } from '../setup/workspaces.mjs'

const LONG = new Set(['web-pmp', 'server'])

/**
 * Every step of `npm run check`. A step resolves to what is wrong, one problem a line, or to nothing. The longest come first,
 * so that no core idles at the end.
 */
function steps() {
  const types = workspaces()
    .filter(w => does(w, 'check'))
    .map(w => ({
      name: w.folder,
      run: tool(`check-${w.folder}`, 'npm', ['run', 'check', '--silent', '--workspace', w.folder]),
    }))
  return [
    ...types.filter(t => LONG.has(t.name)),
    { name: 'schema', run: async () => (await import('../check/schema.mjs')).problems() },
    { name: 'migrations', run: tool('check-migrations', 'tsx', ['server/src/check-migrations.ts']) },
    ...types.filter(t => !LONG.has(t.name)),
    { name: 'format', run: tool('check-format', 'oxfmt', ['--check']) },
    { name: 'lint', run: tool('check-lint', 'oxlint', ['--deny-warnings']) },
    ...['boundaries', 'templates', 'messages', 'styles'].map(name => ({
      name,
      run: async () => (await import(`../check/${name}.mjs`)).problems(),
    })),
  ]
}

function tool(log, command, args) {
  return async () => {
    const { code, output } = await logged(log, command, args)
    return code === 0 ? [] : [output.trim() || `${command} ended with code ${code} and said nothing`]
  }
}

/** Runs all steps (or those named), whatever fails, two at a time, and shows what is wrong at the end. */
export async function run(names) {
  await ensureInstalled()
  const all = steps()
  const unknown = names.filter(name => !all.some(s => s.name === name))
  if (unknown.length > 0) throw failure(`No step ${unknown.join(', ')}. There are: ${all.map(s => s.name).join(', ')}`)
  const wanted = all.filter(s => names.length === 0 || names.includes(s.name))

  const failed = []
  const queue = [...wanted]
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { name, run: look } = next
      let problems = []
      await step(name, async () => {
        problems = await look().catch(error => [error?.stack ?? String(error)])
        if (problems.length > 0) throw failure(name)
      }).catch(() => failed.push({ name, problems }))
    }
  }
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work))

  for (const { name, problems } of failed) say(`\n── ${name}\n${problems.join('\n')}`)
  say(
    failed.length === 0
      ? `\nAll ${wanted.length} checks pass.`
      : `\n${failed.length} of ${wanted.length} checks fail: ${failed.map(f => f.name).join(', ')}.`,
  )
  return failed.length === 0 ? 0 : 1
}
