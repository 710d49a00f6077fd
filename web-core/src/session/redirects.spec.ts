import { expect } from 'chai'
import { mayRedirect } from './redirects.ts'

const memory = (start: string | null = null) => {
  let value = start
  return { getItem: () => value, setItem: (_: string, next: string) => void (value = next) }
}

describe('going to the sign-in page', () => {
  it('stops when it leads straight back, again and again', () => {
    const storage = memory()
    expect([0, 1, 2, 3].map(i => mayRedirect(storage, 1_000_000 + i * 500))).to.deep.equal([true, true, true, false])
  })
  it('starts afresh after half a minute', () => {
    const storage = memory()
    for (const i of [0, 1, 2]) mayRedirect(storage, 1_000_000 + i)
    expect(mayRedirect(storage, 1_031_000)).to.equal(true)
  })
  it('is not held up by foreign text in storage', () => {
    expect(mayRedirect(memory('a b NaN 99999999999999'), 1_000_000)).to.equal(true)
  })
})
