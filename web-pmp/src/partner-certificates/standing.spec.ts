import { expect } from 'chai'
import { standingOf, waits } from './standing.ts'

describe('how a partner stands with its certificate', () => {
  it('puts the deactivated partner before the state of its certificate (R-CRT-15)', () => {
    expect(standingOf({ status: 'INACTIVE', certificate: { state: 'EXPIRED' } })).to.equal('PARTNER_INACTIVE')
    expect(standingOf({ status: 'INACTIVE', certificate: null })).to.equal('PARTNER_INACTIVE')
  })
  it('says when there is none yet', () => {
    expect(standingOf({ status: 'PENDING', certificate: null })).to.equal('NOT_UPLOADED')
  })
  it('is otherwise the state of the certificate', () => {
    expect(standingOf({ status: 'ACTIVE', certificate: { state: 'UNANCHORED' } })).to.equal('UNANCHORED')
  })
  it('waits for the partner only where the partner can help', () => {
    expect(waits({ status: 'PENDING', certificate: null })).to.equal(true)
    expect(waits({ status: 'ACTIVE', certificate: { state: 'EXPIRES_SOON' } })).to.equal(true)
    expect(waits({ status: 'ACTIVE', certificate: { state: 'ACTIVE' } })).to.equal(false)
    expect(waits({ status: 'INACTIVE', certificate: { state: 'EXPIRED' } })).to.equal(false)
  })
})
