import { expect } from 'chai'
import { contactProblem } from './contactRules.ts'

describe('contact data', () => {
  it('is missing when only blanks were typed', () => {
    expect(contactProblem('address', ' \n ')).to.deep.equal({ key: 'account.missing.address' })
  })
  it('has the lengths of the server', () => {
    expect(contactProblem('code', 'a'.repeat(36))).to.equal(null)
    expect(contactProblem('code', 'a'.repeat(37))).to.deep.equal({ key: 'account.tooLong', most: 36 })
  })
  it('takes phone numbers with their country code, spaces and dashes, and no words', () => {
    for (const phone of ['+33 1 23 45 67 89', '0123-456-789', '+123 456 789 012 345'])
      expect(contactProblem('phone', phone), phone).to.equal(null)
    expect(contactProblem('phone', '+1234567890123456')?.key).to.equal('account.tooLong')
    for (const phone of ['call me', '+', '1/2'])
      expect(contactProblem('phone', phone)?.key).to.equal('account.format.phone')
  })
  it('takes ids of any script, without spaces', () => {
    expect(contactProblem('code', 'مكتب-1')).to.equal(null)
    expect(contactProblem('code', 'north wind')?.key).to.equal('account.format.code')
    expect(contactProblem('code', '-a')?.key).to.equal('account.format.code')
  })
  it('knows half an address from a whole one', () => {
    expect(contactProblem('email', 'ada@example')?.key).to.equal('account.format.email')
    expect(contactProblem('email', 'ada@example.org')).to.equal(null)
  })
})
