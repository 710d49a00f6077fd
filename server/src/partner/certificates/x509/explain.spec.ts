import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { explain, explainText, languages, rules } from './index.ts'
import type { Check, Report, RuleName } from './index.ts'
import { localeOf, locales } from './explain.ts'

/** Names a check can have: the table, and what could not run, after its cause. */
const names = Object.keys(rules) as RuleName[]
const causes = ['revocation.no-list', 'revocation.other-failures', 'signature.no-issuer', 'policies.no-anchor']
/** Rules that only ever pass: they need no advice. */
const groups = new Set([
  'certificate.well-formed',
  'signature',
  'key',
  'key.strength',
  'validity',
  'validity.life-left',
  'path',
  'names',
  'basic-constraints',
  'key-usage',
  'extended-key-usage',
  'extensions',
  'key-identifier',
  'name-constraints',
  'policies',
  'revocation',
  'partner.domain',
  'partner.kind',
  'partner.organisation',
])

const check = (rule: string, facts: Check['facts'] = {}, outcome: Check['outcome'] = 'FAILED'): Check => ({
  rule,
  outcome,
  certificate: 0,
  certificateName: 'leaf',
  facts,
})
const placeholders = (text = ''): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(match => match[1]!).toSorted()

describe('explaining', () => {
  it('has title and detail in every language for every rule, and a remedy for every rule that can fail', () => {
    for (const language of languages)
      for (const name of names) {
        const told = explain({ checks: [check(name)] }, language)[0]!
        expect(told.title, `${language} ${name}`).to.not.equal(name)
        expect(told.detail, `${language} ${name}`).to.not.equal(name)
        if (!groups.has(name)) expect(told.remedy, `${language} ${name}`).to.be.a('string').with.length.greaterThan(10)
      }
  })

  it('has the same texts with the same placeholders in every language, and none for what is no rule', () => {
    const english = locales.en!.rules
    for (const [language, { rules: texts }] of Object.entries(locales)) {
      expect(Object.keys(texts), language).to.deep.equal(Object.keys(english))
      for (const [name, text] of Object.entries(texts))
        for (const field of ['title', 'detail', 'remedy'] as const)
          expect(
            placeholders(text[field]).filter(one => one !== 'certificate'),
            `${language} ${name}`,
          ).to.deep.equal(placeholders(english[name]![field]).filter(one => one !== 'certificate'))
    }
    const prefixes = new Set(names.map(name => name.split('.')[0]!))
    for (const name of Object.keys(english))
      expect(names.includes(name as RuleName) || causes.includes(name) || prefixes.has(name), name).to.equal(true)
  })

  it('never says “invalid”, and names no rule the code does not know', () => {
    for (const { rules: texts } of Object.values(locales))
      expect(JSON.stringify(Object.values(texts))).to.not.match(/\binvalid|invalide/i)
    const sources = ['validate', 'profiles', 'decode', '.'].flatMap(folder =>
      readdirSync(join(import.meta.dirname, folder))
        .filter(file => /(?<!spec)\.ts$/.test(file) && !file.endsWith('.spec.ts'))
        .map(file => readFileSync(join(import.meta.dirname, folder, file), 'utf8')),
    )
    const used = sources.flatMap(source =>
      [
        ...source.matchAll(
          /(?:failed|passed|notRun|DerFault|fault|refuse|problem)\(\s*(?:\w+ \? )?'([a-z0-9-]+(?:\.[a-z0-9-]+)?)'/g,
        ),
      ].map(match => match[1]!),
    )
    expect(used.length).to.be.greaterThan(60)
    for (const name of used) expect(names, name).to.include(name)
  })

  it('speaks dates out in UTC with Western digits, and how far away they are', () => {
    const facts = {
      at: '2026-11-22T00:00:00.000Z',
      notBefore: '2025-01-01T00:00:00.000Z',
      notAfter: '2026-11-19T09:00:00.000Z',
    }
    const detail = (language: string, more = facts): string =>
      explain({ checks: [check('validity.not-after', more)] }, language)[0]!.detail.replace(/[\u2068\u2069]/g, '')
    expect(detail('en')).to.equal('leaf was valid to 19 November 2026, 09:00 UTC (2 days ago).')
    expect(detail('fr')).to.equal('leaf était valable jusqu’au 19 novembre 2026, 09:00 UTC (il y a 2 jours).')
    expect(detail('ar')).to.equal('كانت leaf صالحة حتى 19 نوفمبر 2026، 09:00 UTC (قبل يومين).')
    expect(detail('fr', { ...facts, notAfter: '2026-10-01T00:00:00.000Z' })).to.contain('1er octobre 2026')
  })

  it('does not depend on the time zone of the process', () => {
    const zone = process.env.TZ
    const facts = {
      at: '2026-11-22T00:00:00.000Z',
      notBefore: '2025-01-01T00:00:00.000Z',
      notAfter: '2026-11-19T23:30:00.000Z',
    }
    const said = ['UTC', 'Pacific/Kiritimati', 'Pacific/Pago_Pago'].map(name => {
      process.env.TZ = name
      return explain({ checks: [check('validity.not-after', facts)] }, 'en')[0]!.detail
    })
    if (zone === undefined) delete process.env.TZ
    else process.env.TZ = zone
    expect(new Set(said)).to.have.length(1)
  })

  it('isolates names, and lets nothing in a certificate steer the text', () => {
    const nasty = {
      ...check('partner.organisation-missing', { registered: 'a\u202eb\u2069c\u001b[31m' }),
      certificateName: '\u2068x',
    }
    const { detail } = explain({ checks: [nasty] }, 'en')[0]!
    expect(detail).to.equal(
      '\u2068\ufffdx\u2069 has no field O. Registered is “\u2068a\ufffdb\ufffdc\ufffd[31m\u2069”.',
    )
  })

  it('gives the address of a missing issuer where the certificate has one', () => {
    const remedy = (addresses: string | null): string =>
      explain({ checks: [check('path.issuer-missing', { issuer: 'CA 5', addresses })] }, 'en')[0]!.remedy!
    expect(remedy('http://pki.example/ica5.cer')).to.match(
      /It can be fetched from .http:\/\/pki\.example\/ica5\.cer.\.$/,
    )
    expect(remedy(null)).to.match(/below your own\.$/)
  })

  it('falls back to the language without region, then to English', () => {
    expect(localeOf('fr-CA').language).to.equal('fr')
    expect(localeOf('AR').language).to.equal('ar')
    expect(localeOf('tlh').language).to.equal('en')
  })

  it('draws the chain as text, with the findings numbered', () => {
    const report: Report = {
      verdict: 'REFUSED',
      path: [
        {
          index: 0,
          name: 'leaf',
          subject: 'CN=leaf',
          known: true,
          role: 'LEAF',
          inTrustStore: false,
          validTo: new Date('2026-11-19T09:00:00Z'),
        },
        { index: 1, name: 'CA 5', subject: 'CN=CA 5', known: false, role: 'INTERMEDIATE', inTrustStore: false },
      ],
      checks: [
        check('key-usage.leaf'),
        { ...check('path.issuer-missing', { issuer: 'CA 5', addresses: null }), certificate: 1 },
        check('revocation', { cause: 'no-list' }, 'NOT_RUN'),
      ],
      paths: [],
      work: { signatures: 0, comparisons: 0, pathsTried: 1 },
    }
    const text = explainText(report, 'en')
    expect(text).to.contain(
      '  ? CA 5 (intermediate, missing) [2]\n     └─ ✗ leaf (certificate checked, valid to 19 November 2026, 09:00 UTC) [1]',
    )
    expect(text).to.contain('Could not run: Revocation not checked')
  })
})
