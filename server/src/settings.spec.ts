import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { settings, type Setting } from './settings.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/operating.md'), 'utf8')

describe('docs/operating.md', () => {
  for (const [name, { variable, meaning, schema }] of Object.entries(settings as Record<string, Setting>))
    it(`tells ${variable} with its default`, () => {
      const row = page.split('\n').find(line => line.startsWith(`| \`${variable}\` |`))
      const fallback = schema.safeParse(undefined)
      const shown =
        fallback.success && fallback.data !== undefined && String(fallback.data) !== ''
          ? `\`${String(fallback.data)}\``
          : '–'
      expect(row).to.include(`| \`${name}\` | ${shown} | ${meaning}`)
    })

  it('tells of no setting that does not exist', () => {
    const told = [...page.matchAll(/^\| `([A-Z_]+)` \| `\w+` \|/gm)].map(([, variable]) => variable)
    expect(told.sort()).to.deep.equal(
      Object.values(settings)
        .map(({ variable }) => variable)
        .sort(),
    )
  })
})
