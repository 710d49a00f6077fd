import { expect } from 'chai'
import { compare } from './messages.mjs'
import { judge } from './message-keys.mjs'

const texts = by => new Map(Object.entries(by).map(([language, own]) => [language, new Map(Object.entries(own))]))

describe('message completeness', () => {
  it('is content when every language says the same', () => {
    const found = compare(
      'x/locales',
      texts({ en: { a: 'Hello {name}' }, fr: { a: 'Bonjour {name}' }, ar: { a: 'مرحبا {name}' } }),
    )
    expect(found).to.deep.equal([])
  })

  it('names a missing language, a missing, a foreign and an empty message', () => {
    const found = compare('x/locales', texts({ en: { a: 'A', b: 'B' }, fr: { a: ' ', c: 'C', b: 'B' } })).join('\n')
    expect(found).to.include('ar: the file is missing')
    expect(found).to.include('fr: c is not in en')
    expect(found).to.include('fr: a is empty')
    expect(compare('x/locales', texts({ en: { a: 'A' }, fr: {}, ar: { a: 'ا' } }))).to.deep.equal([
      'x/locales/fr: a is missing',
    ])
  })

  it('names a blank that only one language fills', () => {
    const found = compare(
      'x/locales',
      texts({ en: { a: '{n} of {total}' }, fr: { a: '{n}' }, ar: { a: '{n} {total}' } }),
    )
    expect(found).to.deep.equal(['x/locales/fr: a: {total} is not in both'])
  })

  it('demands the plural forms each language has: two, three and six', () => {
    const right = { en: { a: '{n} day | {n} days' }, fr: { a: '{n} jour | {n} de jours | {n} jours' } }
    const six = Array.from({ length: 6 }, () => '{n} يوم').join(' | ')
    expect(compare('x/locales', texts({ ...right, ar: { a: six } }))).to.deep.equal([])
    expect(compare('x/locales', texts({ ...right, ar: { a: '{n} يوم' } }))).to.deep.equal([
      'x/locales/ar: a: 1 plural forms instead of 6',
    ])
  })
})

describe('message keys', () => {
  const all = [
    { folder: 'web-pmp/src/locales', keys: new Set(['trust.title', 'trust.status.EXPIRED', 'trust.forgotten']) },
  ]
  const page = text => [{ path: 'web-pmp/src/Page.vue', text }]

  it('names a key that no file has, with its line', () => {
    const found = judge(page(`<p>{{ t('trust.title') }}</p>\n<p>{{ t('trust.titel') }}</p>`), all)
    expect(found).to.include('web-pmp/src/Page.vue:2: there is no message "trust.titel"')
  })

  it('names a key that nobody asks for, and accepts keys put together from a fixed beginning', () => {
    const found = judge(page('{{ t("trust.title") }} {{ t(`trust.status.${status}`) }}'), all)
    expect(found).to.deep.equal(['web-pmp/src/locales: nobody asks for trust.forgotten'])
  })
})
