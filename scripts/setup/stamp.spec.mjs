import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { isFresh, stamp, unstamp } from './stamp.mjs'

describe('a stamp', () => {
  const name = `spec-${process.pid}`
  let folder
  let input
  let output
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'portico-stamp-'))
    input = join(folder, 'input')
    output = join(folder, 'output')
    writeFileSync(input, 'one')
    writeFileSync(output, 'built of one')
    stamp(name, [input], [output])
  })
  afterEach(() => {
    unstamp(name)
    rmSync(folder, { recursive: true, force: true })
  })

  it('is fresh while nothing changed, and not without a stamp', () => {
    expect(isFresh(name, [input], [output])).to.equal(true)
    unstamp(name)
    expect(isFresh(name, [input], [output])).to.equal(false)
  })

  it('is stale when an input changed, appeared or went', () => {
    const other = join(folder, 'other')
    writeFileSync(other, 'new')
    expect(isFresh(name, [input, other], [output])).to.equal(false)
    writeFileSync(input, 'two')
    utimesSync(input, 1, 1)
    expect(isFresh(name, [input], [output])).to.equal(false)
    rmSync(input)
    expect(isFresh(name, [input], [output])).to.equal(false)
  })

  it('is fresh when only time stamps moved, as after a checkout there and back', () => {
    utimesSync(input, 1, 1)
    expect(isFresh(name, [input], [output])).to.equal(true)
  })

  it('is stale when somebody touched what was built', () => {
    writeFileSync(output, 'built by hand, of something else')
    expect(isFresh(name, [input], [output])).to.equal(false)
    rmSync(output)
    expect(isFresh(name, [input], [output])).to.equal(false)
  })
})
