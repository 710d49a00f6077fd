import { expect } from 'chai'
import { languages } from './platform/i18n/languages.ts'
import { refusalText } from './refusal-texts.ts'
import { refusalCodes, refuse, type RefusalCode } from './refusals.ts'

describe('every refusal', () => {
  for (const code of Object.keys(refusalCodes) as RefusalCode[])
    for (const language of languages)
      it(`${code} has a text in ${language}`, () => {
        expect(refusalText(refuse(code, [], { most: 5, least: 3, seconds: 9, bytes: 7, count: 11 }), language))
          .to.match(/\S/)
          .and.not.match(/[{}]/)
      })

  it('fills its facts in', () => {
    expect(refusalText(refuse('INPUT_TOO_LONG', [], { most: 500 }), 'en')).to.include('500')
  })
})
