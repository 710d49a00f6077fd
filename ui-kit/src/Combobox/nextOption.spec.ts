import { expect } from 'chai'
import { nextOption } from './nextOption.ts'

describe('nextOption', () => {
  it('starts at the near end and goes round', () => {
    expect(nextOption('ArrowDown', -1, 3)).to.equal(0)
    expect(nextOption('ArrowDown', 2, 3)).to.equal(0)
    expect(nextOption('ArrowUp', -1, 3)).to.equal(2)
    expect(nextOption('ArrowUp', 0, 3)).to.equal(2)
    expect(nextOption('ArrowUp', 2, 3)).to.equal(1)
  })
  it('leaves other keys, and a list with nothing in it, alone', () => {
    expect(nextOption('Home', 0, 3)).to.equal(undefined)
    expect(nextOption('ArrowDown', -1, 0)).to.equal(undefined)
  })
})
