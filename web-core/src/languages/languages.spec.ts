import { expect } from 'chai'
import { chooseLanguage, isLanguage, languageOf } from './languages.ts'

describe('choosing a language', () => {
  it('keeps what was chosen before', () => {
    expect(chooseLanguage('ar', ['fr', 'en'])).to.equal('ar')
  })
  it('takes the first language of the browser that is spoken here, whatever its region', () => {
    expect(chooseLanguage(null, ['de-AT', 'fr-CA', 'en'])).to.equal('fr')
  })
  it('does not trust a stored value that names no language', () => {
    expect(chooseLanguage('<script>', ['ar-EG'])).to.equal('ar')
  })
  it('falls back to English', () => {
    expect(chooseLanguage(null, ['de', 'zh'])).to.equal('en')
    expect(chooseLanguage(null, [])).to.equal('en')
  })
  it('knows the direction of each', () => {
    expect(languageOf('ar').dir).to.equal('rtl')
    expect(languageOf('fr').dir).to.equal('ltr')
    expect(isLanguage('toString')).to.equal(false)
  })
})
