import { expect } from 'chai'
import { languages, type Language } from '../../platform/i18n/languages.ts'
import { errorPage, type ErrorPage } from './error.page.ts'
import { html } from '../../platform/pages/html.ts'
import { pageHeaders } from '../../platform/pages/page.ts'
import { signInPage, type SignInPage } from './sign-in.page.ts'
import { signOutPage } from './sign-out.page.ts'
import { signedOutPage } from './signed-out.page.ts'
import { spanInWords, textsIn } from './texts.ts'

const frame = (language: Language) => ({ language, path: '/idp/interaction/abc', query: {} })
const shown = (language: Language, more: Partial<SignInPage> = {}) =>
  signInPage(frame(language), { login: '', problem: null, idleSeconds: 1_800, ...more })

describe('the pages before the portal', () => {
  for (const language of languages) {
    const everyPage = () => [
      shown(language),
      shown(language, { login: '<x>', problem: { kind: 'wait', seconds: 45 } }),
      signOutPage(frame(language), '<form id="op.logoutForm"></form>'),
      signedOutPage(frame(language)),
      ...(['stale', 'crowded', 'unreachable', 'inactive', 'cancelled', 'failed'] satisfies ErrorPage['kind'][]).map(
        kind => errorPage(frame(language), { kind, reference: 'ref-1', returnTo: '/partner/a?b=c&d=e' }),
      ),
    ]

    it(`say their language and direction (${language})`, () => {
      for (const text of everyPage())
        expect(text).to.match(new RegExp(`<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`))
    })

    it(`switch to every other language where they are (${language})`, () => {
      for (const other of languages)
        expect(shown(language)).to.match(
          new RegExp(`href="/idp/interaction/abc\\?ui_locales=${other}"\\s+lang="${other}"`),
        )
      expect(shown(language)).to.match(
        new RegExp(`lang="${language}"\\s+hreflang="${language}"\\s+aria-current="true"`),
      )
    })

    it(`carry nothing inline: no script, no style, no handler, no other site (${language})`, () => {
      for (const text of everyPage()) {
        expect(text).to.not.match(/\sstyle=|\son\w+=|<style|<script>|https?:\/\//)
        expect(text.match(/<script\b[^>]*>/g)).to.deep.equal(['<script src="/auth/page.js" defer>'])
      }
    })

    it(`have one heading of the first rank, and a title with it (${language})`, () => {
      for (const text of everyPage()) {
        const headings = [...text.matchAll(/<h1>([^<]+)<\/h1>/g)]
        expect(headings).to.have.length(1)
        expect(/<title>([^<]+)<\/title>/.exec(text)![1]).to.include(headings[0]![1]!.trim())
      }
    })

    it(`tie every error to its field (${language})`, () => {
      const text = shown(language, { problem: { kind: 'missing', login: true, password: true } })
      for (const field of ['login', 'password']) {
        expect(text).to.match(new RegExp(`<a href="#${field}">`))
        expect(text).to.match(new RegExp(`id="${field}-error"`))
        expect(text).to.match(new RegExp(`id="${field}"[^>]*aria-invalid="true"[^>]*aria-describedby="${field}-error"`))
      }
    })
  }

  it('let password managers and phones help', () => {
    expect(shown('en')).to.match(/id="login"[^>]*autocomplete="username"[^>]*autocapitalize="none"/)
    expect(shown('en')).to.match(/id="password"[^>]*type="password"[^>]*autocomplete="current-password"/)
  })

  it('write everything that comes from outside as text', () => {
    const nasty = `"><img src=x onerror=alert(1)>'&`
    expect(shown('en', { login: nasty, problem: { kind: 'mismatch' } })).to.include(
      'value="&#34;&#62;&#60;img src=x onerror=alert(1)&#62;&#39;&#38;"',
    )
    expect(errorPage(frame('en'), { kind: 'failed', reference: nasty })).to.not.include('<img')
    expect(html`${[1, null, html`<b>${'<'}</b>`, false]}`.markup).to.equal('1<b>&#60;</b>')
  })

  it('allow nothing inline and no frame', () => {
    const policy = pageHeaders['content-security-policy']
    expect(policy).to.not.match(/unsafe|nonce|\*/)
    for (const directive of [
      "default-src 'none'",
      "script-src 'self'",
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ])
      expect(policy).to.include(directive)
  })

  it('say spans of time in words with Western digits', () => {
    expect(spanInWords('en', 30)).to.equal('30 seconds')
    expect(spanInWords('en', 60)).to.equal('1 minute')
    expect(spanInWords('fr', 61)).to.equal('2 minutes')
    for (const seconds of [1, 2, 3, 11, 45, 120, 660, 3_600]) expect(spanInWords('ar', seconds)).to.not.match(/[٠-٩]/)
    expect(spanInWords('ar', 3_600)).to.equal('60 دقيقة')
  })

  it('never call anything invalid (look.md, Writing)', () => {
    for (const language of languages) expect(JSON.stringify(textsIn(language))).to.not.match(/invalid|غير صالح/i)
  })
})
