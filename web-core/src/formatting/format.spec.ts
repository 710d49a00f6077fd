import { expect } from 'chai'
import type { Language } from '../languages/languages.ts'
import { createFormat } from './format.ts'

const NOW = Date.parse('2026-11-22T21:30:00Z')
const format = (language: Language = 'en') => createFormat(language, () => NOW)

describe('dates in words', () => {
  it('writes the day in full, in each language', () => {
    expect(format().day('2026-12-04T09:00:00Z')).to.equal('4 December 2026')
    expect(format('fr').day('2026-12-04T09:00:00Z')).to.equal('4 décembre 2026')
    expect(format('ar').day('2026-12-04T09:00:00Z')).to.equal('4 ديسمبر 2026')
  })
  it('counts days in UTC wherever it is read', () => {
    expect(format().day('2026-12-04T23:59:59Z')).to.equal('4 December 2026')
    expect(format().daysLeft('2026-11-23T00:00:00Z')).to.equal(1)
  })
  it('gives a moment its zone', () => {
    expect(format().moment('2026-11-19T09:05:00Z')).to.equal('19 November 2026, 09:05 UTC')
  })
  it('keeps western digits in Arabic', () => {
    expect(format('ar').number(1234567))
      .to.match(/^[\d.,٬]+$/)
      .and.not.match(/[٠-٩]/)
    expect(format('ar').moment('2026-11-19T09:05:00Z')).to.not.match(/[٠-٩]/)
    expect(format('ar').timeLeft('2026-12-04T00:00:00Z')).to.contain('12')
  })
})

describe('the day something came', () => {
  const now = () => Date.parse('2026-11-22T00:30:00Z')
  it('is said by its distance while it is near, by UTC days', () => {
    const said = (['en', 'fr', 'ar'] as const).map(language => {
      const { dayNear } = createFormat(language, now)
      return [dayNear('2026-11-22T00:00:00Z'), dayNear('2026-11-21T23:59:59Z')]
    })
    expect(said).to.deep.equal([
      ['Today', 'Yesterday'],
      ['Aujourd’hui', 'Hier'],
      ['اليوم', 'أمس'],
    ])
  })
  it('is a date after that, with its year when it is another', () => {
    const { dayNear } = createFormat('en', now)
    expect(dayNear('2026-11-20T23:59:59Z')).to.equal('20 November')
    expect(dayNear('2025-12-31T12:00:00Z')).to.equal('31 December 2025')
  })
})

describe('time left', () => {
  const cases: [string, string][] = [
    ['2026-11-22T00:00:00Z', 'today'],
    ['2026-11-23T23:00:00Z', 'tomorrow'],
    ['2026-11-21T23:00:00Z', 'yesterday'],
    ['2026-12-04T00:00:00Z', 'in 12 days'],
    ['2026-09-30T00:00:00Z', '53 days ago'],
    ['2027-03-03T00:00:00Z', 'in 3 months'],
    ['2028-09-10T00:00:00Z', 'in 21 months'],
    ['2029-05-05T00:00:00Z', 'in 2 years'],
    ['2126-11-22T00:00:00Z', 'in 100 years'],
    ['2024-01-01T00:00:00Z', '2 years ago'],
  ]
  for (const [iso, words] of cases) {
    it(`says “${words}” of ${iso.slice(0, 10)}`, () => expect(format().timeLeft(iso)).to.equal(words))
  }
  it('does not call 27 days a month', () => {
    expect(createFormat('en', () => Date.parse('2027-01-31T12:00:00Z')).timeLeft('2027-02-27T12:00:00Z')).to.equal(
      'in 27 days',
    )
  })
})

describe('the life of a certificate', () => {
  it('is a share of the time between its ends, and never outside of them', () => {
    expect(format().lifeUsed('2026-11-12T21:30:00Z', '2026-12-02T21:30:00Z')).to.equal(0.5)
    expect(format().lifeUsed('2027-01-01T00:00:00Z', '2028-01-01T00:00:00Z')).to.equal(0)
    expect(format().lifeUsed('2020-01-01T00:00:00Z', '2021-01-01T00:00:00Z')).to.equal(1)
  })
  it('is over where it never began', () => {
    expect(format().lifeUsed('2027-01-01T00:00:00Z', '2027-01-01T00:00:00Z')).to.equal(1)
  })
})

describe('figures', () => {
  it('marks a total the server stopped counting', () => {
    expect(format().count({ value: 10_000, capped: true })).to.equal('10,000+')
    expect(format().count({ value: 131, capped: false })).to.equal('131')
  })
  it('writes sizes and countdowns for people', () => {
    expect(format().bytes(64_000)).to.equal('64 kB')
    expect(format().bytes(1_250)).to.equal('1.3 kB')
    expect(format().countdown(245)).to.equal('4:05')
  })
  it('writes thumbprints in pairs, however they come', () => {
    expect(format().octets('9c:1e:4f')).to.equal('9C 1E 4F')
    expect(format().octets('9c1e4f')).to.equal('9C 1E 4F')
    expect(format().octets('')).to.equal('')
  })
  it('joins names as the language does', () => {
    expect(format().list(['a', 'b', 'c'])).to.equal('a, b and c')
    expect(format('fr').list(['a', 'b'])).to.equal('a et b')
  })
})
