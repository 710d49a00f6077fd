import { expect } from 'chai'
import { noticeOf } from './partnerNotice.ts'

describe('what is said over a partner', () => {
  it('is first of all that it is deactivated', () => {
    expect(noticeOf({ status: 'INACTIVE', certificate: { state: 'EXPIRED' } })?.key).to.equal('INACTIVE')
  })
  it('is that something is due with its certificate', () => {
    expect(noticeOf({ status: 'ACTIVE', certificate: { state: 'EXPIRES_SOON' } })).to.deep.equal({
      key: 'EXPIRES_SOON',
      meaning: 'caution',
    })
    expect(noticeOf({ status: 'ACTIVE', certificate: { state: 'UNANCHORED' } })?.meaning).to.equal('negative')
  })
  it('is that it has not begun', () => {
    expect(noticeOf({ status: 'PENDING', certificate: null })?.key).to.equal('PENDING')
  })
  it('is nothing when all is well', () => {
    expect(noticeOf({ status: 'ACTIVE', certificate: { state: 'ACTIVE' } })).to.equal(null)
  })
})
