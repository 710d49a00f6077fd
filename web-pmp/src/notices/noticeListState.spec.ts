import { expect } from 'chai'
import { inOrder, kindOfTab } from './noticeKinds.ts'
import { daysAreCrossed, noticeFilter } from './noticeListState.ts'

describe('the tabs of the notifications', () => {
  it('R-NPO-04: stand in one order, whatever order the counts come in', () => {
    expect(inOrder(['WEEKLY_SUMMARY', 'INTERMEDIATE_CERTIFICATE', 'ROOT_CERTIFICATE'])).to.deep.equal([
      'ROOT_CERTIFICATE',
      'INTERMEDIATE_CERTIFICATE',
      'WEEKLY_SUMMARY',
    ])
  })
  it('are found by their address; anything else is all of them', () => {
    expect(kindOfTab('trust-path')).to.equal('CERTIFICATE_UNANCHORED')
    expect([kindOfTab(''), kindOfTab('nonsense')]).to.deep.equal([null, null])
  })
})

describe('the filter of the notifications', () => {
  it('is the kind of the tab and the active ones, which need no word', () => {
    expect(noticeFilter('ROOT_CERTIFICATE', {})).to.deep.equal({ kinds: ['ROOT_CERTIFICATE'] })
    expect(noticeFilter(null, {})).to.deep.equal({})
  })
  it('takes what its tab has and nothing else (partner-management §5.5)', () => {
    const all = {
      certificateCode: 'RCA-1',
      issuedTo: 'Ver',
      domain: 'AUTH',
      expiryDate: '2026-12-04',
      createdFrom: '2026-11-01',
      createdTo: '2026-11-30',
      status: 'DISMISSED',
    }
    expect(noticeFilter('INTERMEDIATE_CERTIFICATE', all)).to.deep.equal({
      kinds: ['INTERMEDIATE_CERTIFICATE'],
      certificateCode: 'RCA-1',
      issuedTo: 'Ver',
      domain: 'AUTH',
      expiryDate: '2026-12-04',
      status: 'DISMISSED',
    })
    expect(noticeFilter('WEEKLY_SUMMARY', all)).to.deep.equal({
      kinds: ['WEEKLY_SUMMARY'],
      createdFrom: '2026-11-01',
      createdTo: '2026-11-30',
      status: 'DISMISSED',
    })
    expect(noticeFilter('SIGNED_CERTIFICATE', all)).to.not.have.property('certificateCode')
  })
})

describe('a first day after the last', () => {
  it('is noticed, one alone is not', () => {
    expect(daysAreCrossed({ createdFrom: '2026-12-01', createdTo: '2026-11-30' })).to.equal(true)
    expect(daysAreCrossed({ createdFrom: '2026-11-30', createdTo: '2026-11-30' })).to.equal(false)
    expect(daysAreCrossed({ createdFrom: '2026-12-01' })).to.equal(false)
    expect(daysAreCrossed({ createdFrom: '2026-12-01', createdTo: '' })).to.equal(false)
  })
})
