import { expect } from 'chai'
import { chooseLanguage } from './languages.ts'

describe('chooseLanguage', () => {
  for (const [header, language] of [
    [undefined, 'en'],
    ['fr', 'fr'],
    ['ar-EG,en;q=0.5', 'ar'],
    ['de,fr;q=0.5,en;q=0.8', 'en'],
    ['de', 'en'],
    ['fr;q=0,ar;q=0.1', 'ar'],
    ['ar en', 'ar'],
    ['fr;q=abc', 'en'],
  ] as const)
    it(`answers ${language} to ${header}`, () => expect(chooseLanguage(header)).to.equal(language))
})
