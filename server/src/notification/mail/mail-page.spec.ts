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
      const direction = language === 'ar' ? 'rtl' : 'ltr'
      expect(html).to.include(`<html lang="${language}" dir="${direction}" `)
      // Programs on the web keep what is in the body alone.
      expect(html).to.match(
        new RegExp(`<main><div\\s+aria-label="Confirm your e-mail"[^>]* lang="${language}" dir="${direction}"`),
      )
      expect(html).to.not.match(
        language === 'ar' ? /direction:ltr|padding-left:24px|text-align:left;color/ : /direction:rtl/,
      )
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

  it('lists what it gathers, and says how many more there are', () => {
    const lists = [
      { heading: 'Root certificates', entries: [{ name: 'A & B', detail: 'in 2 days' }], more: 'and 3 more' },
    ]
    const { html, text } = page({ lists })
    expect(html).to.include('>Root certificates</h2>').and.include('A &#38; B').and.include('>and 3 more</p>')
    expect(text).to.include('Root certificates\n- A & B\n  in 2 days\nand 3 more\n')
  })

  it('tells its preview to mail programs only, the beginning of the lead where none is given', () => {
    expect(page({ preview: 'In 12 days' }).html).to.match(/<div style="display:none[^>]*>In 12 days<\/div>/)
    expect(page().html).to.match(/<div style="display:none[^>]*>Hello Amélie, somebody registered/)
    expect(page({ preview: 'In 12 days' }).text).to.not.include('In 12 days')
  })

  it('leaves no gap: nothing of the layout is to be filled any more', () => {
    for (const language of languages) expect(page({ language }).html).to.not.match(/\{\{|<!-- (begin|end):|undefined/)
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
