import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import type { Format, Language } from '@portico/web-core'
import { createI18n } from 'vue-i18n'
import type { NoticeKind, NoticeRowFragment } from '../gql/graphql.ts'
import { noticeDay, noticeLink, noticeWords, type Speech, type Translate } from './noticeWords.ts'

const NOW = Date.parse('2026-11-22T10:00:00Z')
const KINDS: readonly NoticeKind[] = [
  'ROOT_CERTIFICATE',
  'INTERMEDIATE_CERTIFICATE',
  'PARTNER_CERTIFICATE',
  'SIGNED_CERTIFICATE',
  'CERTIFICATE_UNANCHORED',
  'WEEKLY_SUMMARY',
]

const ORDER = ['zero', 'one', 'two', 'few', 'many', 'other'] as const
/** As web-core reads `|` forms: those of the language, in the order of CLDR. */
function formOf(language: Language) {
  const rules = new Intl.PluralRules(language)
  const own = ORDER.filter(category => rules.resolvedOptions().pluralCategories.includes(category))
  return (n: number) => own.indexOf(rules.select(n))
}

/** What these words need of web-core's format. */
function formatOf(language: Language, now: number): Format {
  const day = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { dateStyle: 'long', timeZone: 'UTC' })
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  const days = (at: number) => Math.floor(at / 86_400_000)
  const format: Pick<Format, 'number' | 'day' | 'dayNear' | 'moment' | 'timeLeft' | 'list'> = {
    number: String,
    day: iso => day.format(new Date(iso)),
    dayNear: iso => day.format(new Date(iso)),
    moment: iso => `${day.format(new Date(iso))}, ${iso.slice(11, 16)} UTC`,
    timeLeft: iso => relative.format(days(Date.parse(iso)) - days(now), 'day'),
    list: items => new Intl.ListFormat(language).format(items),
  }
  return format as Format
}

function speech(language: Language, now = NOW): Speech {
  const file = new URL(`./locales/${language}.json`, import.meta.url)
  const i18n = createI18n({
    legacy: false,
    locale: language,
    pluralRules: { [language]: formOf(language) },
    messages: { [language]: JSON.parse(readFileSync(file, 'utf8')) as never },
    missing: (_, key) => {
      throw new Error(`There is no message "${key}" in ${language}.`)
    },
  })
  return { t: i18n.global.t as unknown as Translate, format: formatOf(language, now), now }
}

const notice = (kind: NoticeKind, part: Partial<NoticeRowFragment> = {}): NoticeRowFragment => ({
  __typename: 'Notice',
  id: 'n',
  kind,
  objectId: 'o',
  sequence: 1,
  unread: true,
  createdAt: '2026-11-22T00:00:00.000Z',
  expiresAt: '2026-12-04T09:00:00.000Z',
  certificate: {
    __typename: 'NoticeCertificate',
    code: null,
    domain: 'AUTH',
    issuedTo: 'Kestrel CA (2)',
    issuedBy: 'Root',
    organisationName: 'Kestrel',
    partnerCode: 'kestrel',
  },
  summary: null,
  ...part,
})
const weekly = (counts: [NoticeKind, number][]) =>
  notice('WEEKLY_SUMMARY', {
    certificate: null,
    expiresAt: null,
    summary: {
      __typename: 'WeeklySummary',
      id: 'o',
      from: '2026-11-21T00:00:00.000Z',
      to: '2026-11-28T00:00:00.000Z',
      counts: counts.map(([kind, count]) => ({ __typename: 'WeeklyCount', kind, count })),
    },
  })
const plain = (text: string) => text.replaceAll(/[\u2068\u2069]/g, '')

describe('R-NPO-07: the words of a notice', () => {
  it('are of today, not of the day it was made', () => {
    const at = (now: string) =>
      plain(noticeWords(notice('INTERMEDIATE_CERTIFICATE'), speech('en', Date.parse(now))).title)
    expect(at('2026-11-22T10:00:00Z')).to.equal('Kestrel CA (2) expires in 12 days')
    expect(at('2026-12-03T23:59:00Z')).to.equal('Kestrel CA (2) expires tomorrow')
    expect(at('2026-12-04T08:59:59Z')).to.equal('Kestrel CA (2) expires today')
    expect(at('2026-12-04T09:00:00Z')).to.equal('Kestrel CA (2) expired today')
    expect(at('2026-12-06T00:00:00Z')).to.equal('Kestrel CA (2) expired 2 days ago')
  })

  it('say beside the day how long before the end that was, so that those of one object do not read alike', () => {
    const made = (createdAt: string, language: Language = 'en') =>
      noticeDay(notice('PARTNER_CERTIFICATE', { createdAt }), speech(language, Date.parse('2026-12-20T10:00:00Z')))
    expect(made('2026-11-24T00:00:00.000Z')).to.equal('24 November 2026, 10 days before the end')
    expect(made('2026-12-03T00:00:00.000Z')).to.equal('3 December 2026, 1 day before the end')
    expect(made('2026-12-04T00:00:00.000Z')).to.equal('4 December 2026, on the last day')
    expect(made('2026-12-02T00:00:00.000Z', 'fr')).to.equal('2 décembre 2026, 2 jours avant la fin')
    expect(made('2026-12-02T00:00:00.000Z', 'ar')).to.include('قبل النهاية بيومين')
    const today = noticeDay(notice('PARTNER_CERTIFICATE'), speech('en'))
    expect(today, 'where the title says it').to.equal('22 November 2026')
  })

  it('keep names apart from the sentence around them, so that one in Latin stands right in Arabic', () => {
    expect(noticeWords(notice('ROOT_CERTIFICATE'), speech('ar')).title).to.include('\u2068Kestrel CA (2)\u2069')
  })

  it('say which of a partner’s certificates it is, whose, and what to do about it', () => {
    const own = noticeWords(notice('PARTNER_CERTIFICATE'), speech('en'))
    const signed = noticeWords(notice('SIGNED_CERTIFICATE'), speech('en'))
    expect(plain(own.title)).to.equal('Your certificate Kestrel CA (2) expires in 12 days')
    expect(plain(own.text)).to.match(/^For Kestrel \(kestrel\), valid to 4 December 2026, 09:00 UTC\. Replace it/)
    expect(signed.title).to.match(/^The platform-signed certificate/)
    expect(signed.text).to.include('Upload your certificate again')
  })

  it('count what a week brings, with the plural of the language, and leave out what it does not', () => {
    const some = weekly([
      ['PARTNER_CERTIFICATE', 2],
      ['SIGNED_CERTIFICATE', 1],
      ['ROOT_CERTIFICATE', 0],
    ])
    expect(noticeWords(some, speech('en'))).to.deep.equal({
      title: 'Weekly summary: 3 items expire',
      text: 'From 21 November 2026 to 28 November 2026: 2 partner certificates and 1 platform-signed certificate.',
    })
    expect(noticeWords(some, speech('ar')).text).to.include('شهادتا شريك')
    expect(noticeWords(weekly([['PARTNER_CERTIFICATE', 1]]), speech('fr')).title).to.equal(
      'Résumé de la semaine : 1 échéance',
    )
  })

  it('are there for every kind in every language, before and after, without a blank left open', () => {
    for (const language of ['en', 'fr', 'ar'] as const)
      for (const kind of KINDS)
        for (const expiresAt of ['2026-12-04T09:00:00.000Z', '2026-11-22T09:00:00.000Z'])
          for (const one of [
            kind === 'WEEKLY_SUMMARY' ? weekly([[kind, 3]]) : notice(kind, { expiresAt }),
            notice(kind, { certificate: null, expiresAt }),
          ]) {
            const { title, text } = noticeWords(one, speech(language))
            expect(title + text, `${language} ${kind}`).to.not.match(/[{}]|undefined|null/)
            expect(title.length * text.length, `${language} ${kind}`).to.be.above(0)
          }
  })
})

describe('the link of a notice', () => {
  const partner = () => false
  const administrator = (permission: string) => permission === 'partner.read'
  it('leads to the object', () => {
    const trust = {
      ...notice('ROOT_CERTIFICATE').certificate!,
      code: 'RCA-1',
      partnerCode: null,
      organisationName: null,
    }
    expect(noticeLink(notice('ROOT_CERTIFICATE', { certificate: trust }), administrator)).to.equal('/trust-store/o')
    expect(noticeLink(weekly([]), administrator)).to.equal('/notifications/weekly/o')
    expect(noticeLink(notice('SIGNED_CERTIFICATE'), partner)).to.equal('/certificates')
    expect(noticeLink(notice('CERTIFICATE_UNANCHORED'), administrator)).to.equal('/partners?code=kestrel')
  })
})
