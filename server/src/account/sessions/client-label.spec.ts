import { expect } from 'chai'
import { languages } from '../../platform/i18n/languages.ts'
import { clientInWords, clientLabel } from './client-label.ts'

describe('the label of a session', () => {
  for (const [label, userAgent] of [
    ['Firefox on Linux', 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'],
    [
      'Chrome on Windows',
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
    ],
    [
      'Edge on Windows',
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0',
    ],
    [
      'Safari on macOS',
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
    ],
    [
      'Safari on iPhone',
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
    ],
    [
      'Chrome on Android',
      'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36',
    ],
    [
      'Chrome on Linux',
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/141.0.0.0 Safari/537.36',
    ],
    ['Linux', 'curl/8 (Linux)'],
    [null, 'something else'],
    [null, undefined],
  ] as const)
    it(`of ${userAgent?.slice(0, 40) ?? 'no header'} is ${label ?? 'empty'}`, () => {
      expect(clientLabel(userAgent)).to.equal(label)
    })

  it('is told in the language of the reader; a name alone needs none', () => {
    expect(clientInWords('Firefox on Linux', 'en')).to.equal('Firefox on Linux')
    expect(clientInWords('Firefox on Linux', 'fr')).to.equal('Firefox sous Linux')
    expect(clientInWords('Firefox on Linux', 'ar')).to.match(/^\u200F\S*Firefox\S* على \S*Linux\S*$/)
    for (const language of languages) expect(clientInWords('Samsung Internet', language)).to.equal('Samsung Internet')
  })
})
