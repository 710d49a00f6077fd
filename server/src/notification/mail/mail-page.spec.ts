import { expect } from 'chai'
import { languages } from '../../platform/i18n/languages.ts'
import { mailPage, type MailPage } from './mail-page.ts'

const url = 'https://portico.example/auth/partner/confirm?token=a-b_c&x=1'
const page = (more: Partial<MailPage> = {}) =>
  mailPage({
    language: 'en',
    title: 'Confirm your e-mail',
    lead: 'Hello Amélie,\n\nsomebody registered with this address.',
    button: { label: 'Confirm the address', url },
    facts: [
      ['User name', 'northwind'],
      ['Until', '23 November 2026, 10:00 UTC'],
    ],
    steps: ['Open the link.', 'Sign in.'],
    why: 'You get this because somebody registered.',
    ...more,
  })

describe('a mail', () => {
  for (const language of languages)
    it(`says its language and direction, and has a title, one heading and one link (${language})`, () => {
      const { html } = page({ language })
      expect(html).to.include(`<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`)
      expect(html).to.match(/<title>Confirm your e-mail<\/title>/)
      expect(html.match(/<h1\b/g)).to.have.length(1)
      expect(html.match(/<a\b/g)).to.have.length(1)
      expect(html.match(/<main\b/g)).to.have.length(1)
    })

  it('loads nothing from anywhere and runs nothing', () => {
    const { html } = page()
    expect(html).to.not.match(/<(img|script|link|iframe|object)\b|url\(|@import|\son\w+=/)
    expect([...html.matchAll(/https?:\/\/[^"'\s<]+/g)]).to.have.length(1)
  })

  it('is 600 pixels wide at most and uses system fonts', () => {
    expect(page().html).to.match(/max-width:600px/)
    expect(page().html).to.match(/font-family:-apple-system/)
  })

  it('hides its layout tables from screen readers, and only them', () => {
    const { html } = page()
    for (const [tag] of html.matchAll(/<table\b[^>]*>/g))
      expect(tag.includes('role="presentation"') || tag.includes('border-top:2px'), tag).to.equal(true)
    expect(html.match(/<th scope="row"/g)).to.have.length(2)
  })

  it('says the same without HTML, the whole link on a line of its own', () => {
    const { text } = page()
    expect(text.split('\n')).to.include(url)
    for (const words of ['Confirm your e-mail', 'somebody registered', 'northwind', '2. Sign in.', 'You get this'])
      expect(text).to.include(words)
    expect(text).to.not.match(/[<>]|&#/)
  })

  it('keeps numbers and addresses apart from the Arabic line they stand in, and links whole', () => {
    const { text } = page({
      language: 'ar',
      facts: [
        ['الهاتف', '+33 1 23 45 67 89'],
        ['الرابط', 'https://portico.example/x'],
      ],
    })
    expect(text).to.include('الهاتف: \u2068+33 1 23 45 67 89\u2069\nالرابط: https://portico.example/x\n')
  })

  it('writes everything that comes from outside as text', () => {
    const { html } = page({ title: '<b>x</b>', facts: [['"', `'><script>`]] })
    expect(html).to.not.match(/<b>|<script/)
  })

  it('leaves out what is not there', () => {
    const { html, text } = page({ button: undefined, facts: undefined, steps: undefined })
    expect(html).to.not.match(/<a\b|<ol\b|<th\b/)
    expect(text).to.not.include('What to do')
  })

  it('never calls anything invalid (look.md, Writing)', () => {
    for (const language of languages) expect(page({ language }).html).to.not.match(/invalid|غير صالح/i)
  })
})
