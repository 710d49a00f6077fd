import { expect } from 'chai'
import type { NoticeForMail } from '../../../notification/index.ts'
import { languages, type Language } from '../../../platform/i18n/languages.ts'
import { createNoticeWriter } from './index.ts'
import { isTrust, many, notice, weekly } from './spec/sample-notices.ts'
import { noticeWordsIn, rhythmOf } from './words.ts'

const origin = 'https://portico.example'
const usual = [30, 15, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]
const writer = createNoticeWriter({ origin, days: usual, life: 335 })
const write = (notices: NoticeForMail | readonly NoticeForMail[], language: Language = 'en', digest = false) =>
  writer.write([notices].flat(), { language, name: 'Amélie Laurent', digest })
const linksIn = (html: string) => [...html.matchAll(/href="([^"]+)"/g)].map(([, link]) => link)

describe('the mail of a notice', () => {
  const kinds = ['ROOT_CERTIFICATE', 'INTERMEDIATE_CERTIFICATE', 'PARTNER_CERTIFICATE', 'SIGNED_CERTIFICATE'] as const

  for (const kind of kinds)
    for (const language of languages)
      it(`has the deadline in the subject, what follows, one button, facts and steps (${kind}, ${language})`, () => {
        const { subject, text, html } = write(notice(kind), language)
        expect(subject).to.match(/\b4 \S+ 2026$/)
        expect(linksIn(html)).to.deep.equal([
          isTrust(kind) ? `${origin}/partner/trust-store/object` : `${origin}/partner/certificates`,
        ])
        expect(text)
          .to.include('Amélie Laurent')
          .and.match(/4 \S+ 2026 \S+ 12:00 UTC/)
        expect(text)
          .to.match(/\n1\. .+\n2\. .+\n3\. /)
          .and.include(noticeWordsIn(language).kinds[kind].name)
        expect(text).to.include(isTrust(kind) ? 'RCA-7F3A-20C1' : 'northwind')
        expect(text).to.match(/30\D+15\D+10/)
        for (const part of [subject, text, html]) expect(part).to.not.match(/undefined|null|NaN|\[object|\{\w+\}/)
        expect(html).to.not.include('<Ltd>')
        expect(text).to.not.match(/[٠-٩]/)
      })

  it('says which of a partner’s two certificates it is about', () => {
    expect(write(notice('PARTNER_CERTIFICATE')).text).to.include('This is the original')
    expect(write(notice('SIGNED_CERTIFICATE')).text).to.include('the copy that the platform signed, not the original')
  })

  for (const [language, on] of [
    ['en', ['today', 'tomorrow', 'in 2 days', 'in 30 days']],
    ['fr', ['aujourd’hui', 'demain', 'dans 2 jours', 'dans 30 jours']],
    ['ar', ['اليوم', 'غدًا', 'بعد يومين', 'بعد 30 يومًا']],
  ] as const)
    it(`R-NOT-03: announces the last day as such, and counts with the language’s plurals (${language})`, () => {
      const said = [0, 1, 2, 30].map(days => write(notice('PARTNER_CERTIFICATE', days), language))
      for (const [index, words] of on.entries()) expect(said[index]!.text).to.include(words)
      expect(said[0]!.subject).to.include(on[0]).and.include('2026')
      expect(said[1]!.subject).to.not.include(on[0])
    })

  it('has all six plural forms of Arabic', () => {
    const { left } = noticeWordsIn('ar')
    expect([0, 1, 2, 3, 11, 100].map(left)).to.deep.equal([
      'اليوم',
      'غدًا',
      'بعد يومين',
      'بعد 3 أيام',
      'بعد 11 يومًا',
      'بعد 100 يوم',
    ])
  })

  it('counts from the day the notice was made, so that each repetition says the same', () => {
    const { facts, ...rest } = notice('ROOT_CERTIFICATE', 3)
    const { daysLeft: _, ...without } = facts as Record<string, string | number>
    expect(write({ ...rest, facts: without }).text).to.include('in 3 days')
    expect(write({ ...rest, facts })).to.deep.equal(write({ ...rest, facts }))
  })

  it('greets who has no name all the same', () => {
    const { text } = writer.write([notice('ROOT_CERTIFICATE')], { language: 'en', name: '', digest: false })
    expect(text).to.include('\nHello,\n')
  })

  it('keeps Latin names apart from the Arabic line around them', () => {
    const { subject, html } = write(notice('PARTNER_CERTIFICATE'), 'ar')
    expect(subject).to.include('\u2068northwind\u2069')
    expect(html).to.include('dir="rtl"')
  })

  it('tells of a lost path to a root without a deadline, and that nobody was suspended', () => {
    for (const language of languages) {
      const { subject, text, html } = write(notice('CERTIFICATE_UNANCHORED', 0), language)
      expect(subject).to.include('northwind').and.not.include('2026')
      expect(linksIn(html)).to.deep.equal([`${origin}/partner/certificates`])
      expect(text).to.not.match(/undefined|30\D+15/)
    }
    expect(write(notice('CERTIFICATE_UNANCHORED', 0)).text).to.include('has not been deactivated')
  })

  describe('as a digest', () => {
    for (const language of languages)
      it(`names all up to 50, the first to end first, and counts them by kind (${language})`, () => {
        const { subject, text, html } = write(many(11), language, true)
        expect(subject).to.match(/11.*23 \S+ 2026$/)
        expect(linksIn(html)).to.deep.equal([`${origin}/partner/notifications`])
        expect(text.match(/^- /gm)).to.have.length(11)
        const words = noticeWordsIn(language)
        expect(text.indexOf(words.left(2))).to.be.within(1, text.indexOf(words.left(11)))
        expect(html.match(/<th scope="row"/g)).to.have.length(2)
        expect(text).to.not.include(words.more(0))
      })

    it('names 50 of more, and says how many more there are', () => {
      expect(write(many(50), 'en', true).text.match(/^- /gm)).to.have.length(50)
      const { text } = write(many(62), 'en', true)
      expect(text.match(/^- /gm)).to.have.length(50)
      expect(text).to.include('and 12 more')
    })

    it('is one also when few are left of it', () => {
      expect(write(many(1), 'en', true).subject).to.equal('1 certificate expires, on 23 November 2026')
      expect(write(many(2), 'ar', true).subject).to.include('شهادتان')
    })

    it('tells of lost paths as of lost paths', () => {
      const lost = [notice('CERTIFICATE_UNANCHORED', 0), notice('CERTIFICATE_UNANCHORED', 0, { id: 'x' })]
      for (const language of languages) expect(write(lost, language, true).subject).to.not.include('2026')
    })
  })

  describe('as the weekly summary', () => {
    for (const language of languages)
      it(`R-NOT-02: names period, counts and the first entries, and leads to all (${language})`, () => {
        const { subject, text, html } = write(weekly, language)
        expect(subject).to.match(/23.*29 \S+ 2026/)
        expect(linksIn(html)).to.deep.equal([`${origin}/partner/notifications/weekly/s1`])
        expect(text.match(/^- /gm)).to.have.length(20)
        expect(text).to.include(noticeWordsIn(language).more(3)).and.include('auth-19.example')
        expect(html.match(/<th scope="row"/g), 'kinds with any').to.have.length(2)
      })

    it('says how many also when the summary was deleted meanwhile', () => {
      const { subject, text } = write({ ...weekly, facts: { ...weekly.facts, total: 1 }, summary: null })
      expect(subject).to.equal('1 item of partners expires before 29 November 2026')
      expect(text).to.not.match(/undefined|^- /m)
    })
  })

  it('says when we write, whatever days are configured', () => {
    expect(rhythmOf(usual)).to.deep.equal({ single: [30, 15], dailyFrom: 10 })
    expect(rhythmOf([0, 1, 2])).to.deep.equal({ single: [], dailyFrom: 2 })
    expect(rhythmOf([60, 7, 0])).to.deep.equal({ single: [60, 7, 0], dailyFrom: null })
    for (const language of languages)
      for (const days of [usual, [2, 1, 0], [60, 7, 0], [5]])
        expect(noticeWordsIn(language).why.rhythm(rhythmOf(days)))
          .to.match(/\.$/)
          .and.not.match(/undefined|null/)
  })

  it('never calls anything invalid (look.md, Writing)', () => {
    for (const language of languages)
      for (const kind of kinds) expect(write(notice(kind), language).html).to.not.match(/invalid|غير صالح/i)
  })
})
