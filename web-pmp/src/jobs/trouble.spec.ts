import { expect } from 'chai'
import { troubleOf } from './trouble.ts'

const now = Date.parse('2026-11-22T12:00:00Z')
const run = (outcome: 'DONE' | 'FAILED' | 'DEAD' | 'LOST' | 'RUNNING', dueAt: string) => ({ outcome, dueAt }) as never
const job = (...runs: { outcome: string }[]) =>
  ({ cron: '0 0 * * *', nextRunAt: '2026-11-23T00:00:00Z', lastRun: runs[0] ?? null, runs }) as unknown as Parameters<
    typeof troubleOf
  >[0]

describe('a job in trouble', () => {
  it('is one that was given up, however short ago it was done', () => {
    expect(troubleOf(job(run('DEAD', '2026-11-22T00:00:00Z'), run('DONE', '2026-11-21T00:00:00Z')), now)).to.equal(
      'givenUp',
    )
  })
  it('is one that was not done for two of its periods', () => {
    expect(troubleOf(job(run('FAILED', '2026-11-22T00:00:00Z'), run('DONE', '2026-11-20T12:00:01Z')), now)).to.equal(
      null,
    )
    expect(troubleOf(job(run('FAILED', '2026-11-22T00:00:00Z'), run('DONE', '2026-11-20T11:59:59Z')), now)).to.equal(
      'late',
    )
  })
  it('is one without any success among its runs, once they go back far enough', () => {
    expect(troubleOf(job(run('FAILED', '2026-11-22T00:00:00Z'), run('LOST', '2026-11-19T00:00:00Z')), now)).to.equal(
      'late',
    )
    expect(troubleOf(job(run('FAILED', '2026-11-22T00:00:00Z')), now)).to.equal(null)
  })
  it('is none that has not run yet, nor one done later than now: the sandbox’s clock goes back, too', () => {
    expect(troubleOf(job(), now)).to.equal(null)
    expect(troubleOf(job(run('DONE', '2027-01-01T00:00:00Z')), now)).to.equal(null)
  })
  it('is one that should have run long ago and never did', () => {
    expect(troubleOf({ ...job(), nextRunAt: '2026-11-19T00:00:00Z' }, now)).to.equal('late')
  })
})
