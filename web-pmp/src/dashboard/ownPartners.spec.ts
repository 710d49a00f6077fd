import { expect } from 'chai'
import { firstSteps, type OwnPartner, waitingPartners } from './ownPartners.ts'

const partner = (part: Partial<OwnPartner> = {}): OwnPartner => ({
  __typename: 'Partner',
  id: 'p',
  code: 'northwind',
  type: 'Auth_Partner',
  status: 'ACTIVE',
  organisationName: 'Northwind',
  policyGroupNeeded: true,
  policyGroup: null,
  certificate: null,
  ...part,
})
type State = NonNullable<OwnPartner['certificate']>['state']
const certificate = (state: State, validTo = '2027-01-01T00:00:00.000Z') =>
  ({ __typename: 'PartnerCertificate', id: 'c', state, issuedTo: 'n', validTo }) as const

describe('what waits of the own partners', () => {
  it('names what is most urgent first, and of the same kind what ends first', () => {
    const list = [
      partner({ id: 'late', certificate: certificate('EXPIRES_SOON', '2026-12-10T00:00:00.000Z') }),
      partner({ id: 'soon', certificate: certificate('EXPIRES_SOON', '2026-12-04T00:00:00.000Z') }),
      partner({ id: 'expired', certificate: certificate('EXPIRED') }),
      partner({ id: 'off', status: 'INACTIVE', certificate: certificate('ACTIVE') }),
    ]
    expect(waitingPartners(list).map(({ partner: { id }, standing }) => [id, standing])).to.deep.equal([
      ['off', 'PARTNER_INACTIVE'],
      ['expired', 'EXPIRED'],
      ['soon', 'EXPIRES_SOON'],
      ['late', 'EXPIRES_SOON'],
    ])
  })
  it('leaves out who is well, and who is new', () => {
    expect(
      waitingPartners([partner({ certificate: certificate('ACTIVE') }), partner({ status: 'PENDING' })]),
    ).to.deep.equal([])
  })
})

describe('the first steps', () => {
  it('show what is done, one thing to do next, and what follows', () => {
    const group = { __typename: 'PolicyGroup', id: 'g', name: 'Health' } as const
    expect(firstSteps(partner({ status: 'PENDING', policyGroup: group }))).to.deep.equal([
      { key: 'terms', state: 'done' },
      { key: 'policyGroup', state: 'done' },
      { key: 'certificate', state: 'next' },
      { key: 'active', state: 'later' },
    ])
  })
  it('ask no group of types that need none', () => {
    const steps = firstSteps(partner({ status: 'PENDING', policyGroupNeeded: false }))
    expect(steps.map(({ key }) => key)).to.deep.equal(['terms', 'certificate', 'active'])
  })
})
