import { expect } from 'chai'
import { attributesOf, parsePreferences } from './preferences.ts'

describe('display preferences', () => {
  const light = { dark: false, contrast: false }

  it('follow the device until somebody chooses', () => {
    const preferences = parsePreferences(null)
    expect(attributesOf(preferences, light)['data-theme']).to.equal('light')
    expect(attributesOf(preferences, { dark: true, contrast: true })).to.include({
      'data-theme': 'dark',
      'data-contrast': 'more',
    })
  })
  it('put the choice before the device', () => {
    const preferences = parsePreferences('{"theme":"light","contrast":"normal"}')
    expect(attributesOf(preferences, { dark: true, contrast: true })).to.include({
      'data-theme': 'light',
      'data-contrast': 'normal',
    })
  })
  it('set no attribute for the ordinary density and face', () => {
    expect(attributesOf(parsePreferences(null), light)).to.include({ 'data-density': null, 'data-face': null })
    expect(attributesOf(parsePreferences('{"density":"compact","face":"dyslexia"}'), light)).to.include({
      'data-density': 'compact',
      'data-face': 'dyslexia',
    })
  })
  it('survive foreign values in storage', () => {
    expect(parsePreferences('{"theme":"pink","density":7}')).to.deep.equal(parsePreferences(null))
    expect(parsePreferences('not json')).to.deep.equal(parsePreferences(null))
    expect(parsePreferences('[]')).to.deep.equal(parsePreferences(null))
  })
})
