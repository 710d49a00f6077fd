import { expect } from 'chai'
import { pluralRule } from './plural.ts'

describe('plural forms', () => {
  it('gives English two', () => {
    const rule = pluralRule('en')
    expect([0, 1, 2, 11, 100].map(n => rule(n, 2))).to.deep.equal([1, 0, 1, 1, 1])
  })
  it('counts zero as singular in French, and gives the millions their own form', () => {
    const rule = pluralRule('fr')
    expect([0, 1, 2, 1_000_000].map(n => rule(n, 3))).to.deep.equal([0, 0, 2, 1])
  })
  it('gives Arabic six: zero, one, two, few, many, other', () => {
    const rule = pluralRule('ar')
    expect([0, 1, 2, 3, 10, 11, 99, 100, 102].map(n => rule(n, 6))).to.deep.equal([0, 1, 2, 3, 3, 4, 4, 5, 5])
  })
  it('never points past the forms a message has', () => {
    expect(pluralRule('ar')(100, 2)).to.equal(1)
  })
})
