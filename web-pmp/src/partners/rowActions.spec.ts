import { expect } from 'chai'
import { rowActions } from './rowActions.ts'

const keys = (status: 'ACTIVE' | 'INACTIVE' | 'PENDING', mayWrite = true) =>
  rowActions({ id: 'p1', status }, key => key, mayWrite).map(({ key }) => key)

describe('what can be done with a partner', () => {
  it('is deactivated only while it is active (R of §3.10), and only then reactivated', () => {
    expect(keys('ACTIVE')).to.deep.equal(['view', 'deactivate'])
    expect(keys('INACTIVE')).to.deep.equal(['view', 'reactivate'])
    expect(keys('PENDING')).to.deep.equal(['view'])
  })
  it('is looked at, and no more, without the right to write', () => {
    expect(keys('ACTIVE', false)).to.deep.equal(['view'])
  })
})
