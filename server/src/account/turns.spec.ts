import { expect } from 'chai'
import { TooManyWaiting, Turns } from './turns.ts'

describe('turns', () => {
  it('let 8 run at once and 64 wait; the next is turned away', async () => {
    const turns = new Turns(8, 64)
    let running = 0
    let most = 0
    const outcomes = await Promise.allSettled(
      Array.from({ length: 80 }, () =>
        turns.take(async () => {
          most = Math.max(most, ++running)
          await new Promise(setImmediate)
          running--
        }),
      ),
    )
    const refused = outcomes.filter(outcome => outcome.status === 'rejected')
    expect(most).to.equal(8)
    expect(refused.map(({ reason }) => reason as unknown)).to.have.length(8)
    for (const { reason } of refused) expect(reason).to.be.instanceOf(TooManyWaiting)
  })

  it('come back after work that failed', async () => {
    const turns = new Turns(1, 0)
    const failure = await turns.take(() => Promise.reject(new Error('no'))).catch((error: unknown) => error)
    expect(failure).to.have.property('message', 'no')
    expect(await turns.take(async () => 'yes')).to.equal('yes')
  })
})
