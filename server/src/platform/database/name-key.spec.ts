import { expect } from 'chai'
import { nameKey } from './name-key.ts'

describe('nameKey', () => {
  it('folds case, also where upper case is longer', () => expect(nameKey('STRASSE')).to.equal(nameKey('straße')))
  it('collapses and trims spaces, no-break ones too', () =>
    expect(nameKey('  Old\u00a0 Harbour\t')).to.equal('old harbour'))
  it('keeps accents apart', () => expect(nameKey('Ministère')).not.to.equal(nameKey('Ministere')))
  it('makes one of composed and decomposed letters', () => expect(nameKey('e\u0301')).to.equal(nameKey('é')))
  it('keeps 255 characters at most', () => expect([...nameKey('𝒜'.repeat(300))]).to.have.length(255))
})
