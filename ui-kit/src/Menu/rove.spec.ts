import { expect } from 'chai'
import { nextEntry } from './rove.ts'

const labels = ['Download', 'Distrust…', ' Émettre', 'عرض']

describe('The keys of a menu', () => {
  it('go round with the arrows', () => {
    expect(nextEntry('ArrowDown', 0, labels)).to.equal(1)
    expect(nextEntry('ArrowDown', 3, labels)).to.equal(0)
    expect(nextEntry('ArrowUp', 0, labels)).to.equal(3)
  })

  it('go to the ends with Home and End', () => {
    expect(nextEntry('Home', 2, labels)).to.equal(0)
    expect(nextEntry('End', 0, labels)).to.equal(3)
  })

  it('go to the next entry that starts with the letter, in any script', () => {
    expect(nextEntry('d', 0, labels)).to.equal(1)
    expect(nextEntry('D', 1, labels)).to.equal(0)
    expect(nextEntry('é', 0, labels)).to.equal(2)
    expect(nextEntry('ع', 0, labels)).to.equal(3)
  })

  it('mean nothing otherwise', () => {
    for (const key of ['x', ' ', 'Enter', 'Tab', 'ArrowLeft', 'F1'])
      expect(nextEntry(key, 0, labels), key).to.equal(undefined)
    expect(nextEntry('ArrowDown', 0, [])).to.equal(undefined)
  })
})
