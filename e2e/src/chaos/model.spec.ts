import { expect } from 'chai'
import { DAY, Model, THRESHOLDS, type Thing } from './model.ts'

const start = Date.UTC(2027, 0, 1)
const thing = (ends: number, more: Partial<Thing> = {}): Thing => ({
  kind: 'ROOT_CERTIFICATE',
  id: 'a',
  ends,
  since: start - 400 * DAY,
  live: true,
  recipients: ['r'],
  ...more,
})
const told = (things: Thing[], days: readonly number[]) => {
  const model = new Model()
  model.things.push(...things)
  for (const day of days) model.sweep(start + day * DAY)
  return model
}

describe('the model that chaos is judged by', () => {
  it('tells every threshold once when every day is swept', () => {
    const model = told([thing(start + 40 * DAY + 5)], [...Array(50).keys()])
    expect(model.expected.map(({ threshold }) => threshold)).to.deep.equal([...THRESHOLDS])
  })

  it('tells the nearest passed threshold once after days without a sweep, and nothing after the end', () => {
    expect(
      told([thing(start + 40 * DAY)], [12, 13, 32, 33, 41]).expected.map(({ threshold }) => threshold),
    ).to.deep.equal([30, 8, 7])
  })

  it('tells only what is still ahead of something that came late', () => {
    const late = thing(start + 12 * DAY, { since: start })
    expect(told([late], [0, 1, 2, 3]).expected.map(({ threshold }) => threshold)).to.deep.equal([10, 9])
  })

  it('gathers more than ten of a day in one mail', () => {
    const many = (n: number) => Array.from({ length: n }, (_, i) => thing(start + 30 * DAY, { id: String(i) }))
    expect(told(many(10), [0]).mails.map(({ keys }) => keys.length)).to.deep.equal(Array(10).fill(1))
    expect(told(many(11), [0]).mails.map(({ keys }) => keys.length)).to.deep.equal([11])
  })
})
