import { expect } from 'chai'
import { midnightOf, thresholdsByDaysLeft } from './notice-days.ts'

describe('the days on which ends are announced', () => {
  it('R-NOT-01: each number of days left stands under the threshold that was passed last, in whatever order they are given', () => {
    expect(thresholdsByDaysLeft([3, 1])).to.deep.equal([1, 1, 3, 3])
    expect(thresholdsByDaysLeft([0])).to.deep.equal([0])
    expect(thresholdsByDaysLeft([])).to.deep.equal([])
    expect(thresholdsByDaysLeft([365, 0])).to.have.length(366)
  })

  it('begin at a UTC midnight, before 1970 too', () => {
    for (const [instant, midnight] of [
      ['2028-02-29T23:59:59.999Z', '2028-02-29'],
      ['2028-02-29T00:00:00.000Z', '2028-02-29'],
      ['1969-12-31T23:59:59.999Z', '1969-12-31'],
    ] as const)
      expect(midnightOf(new Date(instant)).toISOString()).to.equal(`${midnight}T00:00:00.000Z`)
  })
})
