import { expect } from 'chai'
import { byVariable, exitCode, lastLine, longest, sum } from './summary.mjs'

describe('the figures of a test run', () => {
  it('are summed over the workspaces', () => {
    const total = sum([
      { folder: 'a', code: 0, report: { passed: 3, failed: 0, skipped: 1, titles: ['x (TEST_MYSQL_URL)'] } },
      {
        folder: 'b',
        code: 1,
        report: { passed: 2, failed: 1, skipped: 0, titles: [], faults: [{ title: 'y', message: 'no\nat z' }] },
      },
    ])
    expect(total.faults).to.deep.equal(['b: y: no'])
    expect(lastLine(total)).to.equal('5 passed, 1 failed, 1 skipped')
    expect(exitCode(total)).to.equal(1)
  })

  it('count a run that broke before it could count as a failure', () => {
    const total = sum([
      { folder: 'a', code: 0, report: { passed: 3, failed: 0, skipped: 0, titles: [] } },
      { folder: 'b', code: 7 },
    ])
    expect(lastLine(total)).to.equal('3 passed, 1 failed, 0 skipped')
    expect(total.broken).to.deep.equal(['b'])
    expect(exitCode(total)).to.equal(1)
  })

  it('are no success when nothing ran', () => {
    expect(exitCode(sum([]))).to.equal(1)
  })

  it('say which variable turns the skipped ones on', () => {
    const groups = byVariable(['server: PKITS (PKITS_DIR) valid', 'server: PKITS (PKITS_DIR) broken', 'e2e: later'])
    expect(groups.get('PKITS_DIR')).to.have.length(2)
    expect(groups.get('')).to.deep.equal(['e2e: later'])
  })

  it('say what took longest', () => {
    const suites = [1, 3, 2].map(n => ({ title: `s${n}`, milliseconds: n }))
    const total = sum([
      { folder: 'a', code: 0, report: { passed: 3, failed: 0, skipped: 0, titles: [], suites } },
      { folder: 'b', code: 7 },
    ])
    expect(longest(total.suites, 2).map(({ title }) => title)).to.deep.equal(['a: s3', 'a: s2'])
  })
})
