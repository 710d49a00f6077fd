import { expect } from 'chai'
import { greetingAt } from './greeting.ts'

describe('the greeting', () => {
  it('follows the clock', () => {
    expect([5, 11].map(greetingAt)).to.deep.equal(['morning', 'morning'])
    expect([12, 17].map(greetingAt)).to.deep.equal(['afternoon', 'afternoon'])
    expect([18, 23, 0, 4].map(greetingAt)).to.deep.equal(['evening', 'evening', 'evening', 'evening'])
  })
})
