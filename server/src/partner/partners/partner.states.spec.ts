import { expect } from 'chai'
import { firstPartnerStatus, nextPartnerStatus, type PartnerEvent, type PartnerStatus } from './partner.states.ts'

const table: Record<PartnerStatus, Record<PartnerEvent, PartnerStatus | undefined>> = {
  PENDING: { 'certificate-accepted': 'ACTIVE', deactivate: undefined, reactivate: undefined },
  ACTIVE: { 'certificate-accepted': 'ACTIVE', deactivate: 'INACTIVE', reactivate: undefined },
  INACTIVE: { 'certificate-accepted': undefined, deactivate: undefined, reactivate: 'ACTIVE' },
}

describe('the states of a partner', () => {
  it('begin with PENDING at registration', () => {
    expect(firstPartnerStatus).to.equal('PENDING')
  })

  for (const [from, row] of Object.entries(table))
    for (const [event, to] of Object.entries(row))
      it(`${from} · ${event} → ${to ?? 'refused'}`, () => {
        expect(nextPartnerStatus(from as PartnerStatus, event as PartnerEvent)).to.equal(to)
      })
})
