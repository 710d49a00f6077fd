import { expect } from 'chai'
import { typesOf } from './typesOf.ts'

describe('types to register as', () => {
  it('are those whose role is held', () => {
    expect(typesOf(['AUTH_PARTNER', 'offline_access', 'MISP_PARTNER'])).to.deep.equal(['Auth_Partner', 'MISP_Partner'])
  })
  it('are all when no role is held, but never those that administrators make', () => {
    expect(typesOf(['PARTNER_ADMIN']))
      .to.have.length(11)
      .and.not.to.include('Partner_Admin')
  })
})
