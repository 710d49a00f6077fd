import { expect } from 'chai'
import { createBusinessClock } from './businessClock.ts'

describe('the business clock', () => {
  const at = Date.parse('2026-11-22T12:00:00Z')
  it('is the real one until the server has told its own', () => {
    expect(createBusinessClock(() => at).now()).to.equal(at)
  })
  it('goes on with the real one from where the server put it', () => {
    let real = at
    const clock = createBusinessClock(() => real)
    clock.set('2027-01-01T00:00:00Z')
    real += 60_000
    expect(new Date(clock.now()).toISOString()).to.equal('2027-01-01T00:01:00.000Z')
  })
  it('does not jump with every answer that took a while', () => {
    const clock = createBusinessClock(() => at)
    clock.set('2026-11-22T12:00:02Z')
    expect(clock.now()).to.equal(at)
  })
  it('goes back when the sandbox is reset', () => {
    const clock = createBusinessClock(() => at)
    clock.set('2027-01-01T00:00:00Z')
    clock.set('2026-11-22T12:00:00Z')
    expect(clock.now()).to.equal(at)
  })
  it('keeps still on nonsense', () => {
    const clock = createBusinessClock(() => at)
    clock.set('soon')
    expect(clock.now()).to.equal(at)
  })
})
