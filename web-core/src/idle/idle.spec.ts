import { expect } from 'chai'
import { type IdleEvent, type IdleLimits, isSpokenAt, nextTick, secondsLeft, startIdle, stepIdle } from './idle.ts'

const MINUTE = 60_000
const limits: IdleLimits = { idle: 25 * MINUTE, prompt: 5 * MINUTE, end: 480 * MINUTE }
const run = (...events: IdleEvent[]) => events.reduce((state, event) => stepIdle(state, event, limits), startIdle(0))
const tick = (minutes: number): IdleEvent => ({ type: 'tick', at: minutes * MINUTE })
const activity = (minutes: number): IdleEvent => ({ type: 'activity', at: minutes * MINUTE })

describe('the idle prompt (R-SES-01)', () => {
  it('asks after 25 minutes without activity, not before', () => {
    expect(run(tick(24.99)).phase).to.equal('active')
    expect(run(tick(25)).phase).to.equal('prompting')
  })
  it('counts five minutes down, then leaves', () => {
    const asked = run(tick(25))
    expect(secondsLeft(asked, 25 * MINUTE, limits)).to.equal(300)
    expect(secondsLeft(asked, 29 * MINUTE + 59_500, limits)).to.equal(1)
    expect(stepIdle(asked, tick(29.99), limits).phase).to.equal('prompting')
    expect(stepIdle(asked, tick(30), limits).phase).to.equal('over')
  })
  it('starts again with every activity', () => {
    expect(run(activity(20), tick(44)).phase).to.equal('active')
    expect(run(activity(20), tick(45)).phase).to.equal('prompting')
  })
  it('wants an answer: moving the mouse does not close the question', () => {
    expect(run(tick(26), activity(26)).phase).to.equal('prompting')
    expect(run(tick(26), { type: 'stay', at: 26 * MINUTE }).phase).to.equal('active')
  })
  it('takes another tab’s answer and activity', () => {
    const state = run(activity(24), tick(25))
    expect(state.phase).to.equal('active')
    expect(run(tick(25), { type: 'leave' }).phase).to.equal('over')
  })
  it('counts the night a lid was closed, even when a key is the first event', () => {
    expect(run(activity(60)).phase).to.equal('over')
    expect(run(activity(27)).phase).to.equal('prompting')
  })
  it('is not moved back by an older activity of another tab', () => {
    expect(run(activity(20), activity(10)).lastActivity).to.equal(20 * MINUTE)
  })
  it('ends for good', () => {
    expect(run(tick(31), { type: 'stay', at: 31 * MINUTE }, activity(32)).phase).to.equal('over')
  })
})

describe('the end of the session', () => {
  const busyUntil = (minutes: number) =>
    Array.from({ length: Math.ceil(minutes / 10) }, (_, i) => activity(Math.min(i * 10, minutes)))
  it('is announced five minutes before, however busy one is', () => {
    const state = run(...busyUntil(474), tick(475))
    expect(state).to.include({ phase: 'prompting', cause: 'end' })
    expect(secondsLeft(state, 475 * MINUTE, limits)).to.equal(300)
  })
  it('cannot be put off by staying', () => {
    const state = run(...busyUntil(474), tick(476), { type: 'stay', at: 476 * MINUTE })
    expect(state).to.include({ phase: 'prompting', cause: 'end' })
    expect(stepIdle(state, tick(480), limits).phase).to.equal('over')
  })
})

describe('the timer', () => {
  it('sleeps until there is something to do', () => {
    expect(nextTick(startIdle(0), 0, limits)).to.equal(25 * MINUTE)
    expect(nextTick(run(tick(25)), 25 * MINUTE, limits)).to.equal(1000)
  })
  it('is spoken politely, not every second', () => {
    const spoken = Array.from({ length: 301 }, (_, i) => 300 - i).filter(second => isSpokenAt(second, 300))
    expect(spoken).to.deep.equal([300, 240, 180, 120, 60, 30, 10])
  })
})
