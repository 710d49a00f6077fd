import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { OWN, readJson } from './paths.mjs'
import { inside, outside } from './fingerprint.mjs'

const place = name => join(OWN, 'stamps', `${name}.json`)

/**
 * Whether nothing changed since `stamp(name, …)` was written: inputs the same, outputs as they were left. The usual answer
 * costs only file stats; contents are read when time stamps moved, so that a `git checkout` there and back builds nothing.
 */
export function isFresh(name, inputs, outputs = []) {
  const known = readJson(place(name))
  if (!known || known.outputs !== outside(outputs)) return false
  if (known.outside === outside(inputs)) return true
  if (known.inside !== inside(inputs)) return false
  stamp(name, inputs, outputs)
  return true
}

/** Remembers that `outputs` belong to `inputs`. */
export function stamp(name, inputs, outputs = []) {
  mkdirSync(dirname(place(name)), { recursive: true })
  const known = { outside: outside(inputs), inside: inside(inputs), outputs: outside(outputs) }
  writeFileSync(place(name), `${JSON.stringify(known)}\n`)
}

/** Forgets, before work begins that may be cut short. */
export function unstamp(name) {
  rmSync(place(name), { force: true })
}
