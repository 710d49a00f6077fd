import { expect } from 'chai'
import { partnerTypeFacts, partnerTypes } from '../../partner/partners/index.ts'
import { languages, type Language } from '../../platform/i18n/languages.ts'
import { typedInto } from '../../platform/pages/form.ts'
import { confirmEmailPage, forgottenPage, linkNotice, resetPage, resetSentPage } from '../links/link.pages.ts'
import { linkTextsIn } from '../links/texts.ts'
import { confirmPage, readyPage, sentPage, staleRegistrationPage } from '../registration/confirm.page.ts'
import { registerPage } from '../registration/register.page.ts'
import { registrationFields, type RegistrationFault } from '../registration/registration-form.ts'
import { registrationTextsIn } from '../registration/texts.ts'

const nasty = `"><img src=x onerror=alert(1)>'&`
const waiting = { username: nasty, organisation: nasty, passwordAsked: true }

describe('the pages for strangers', () => {
  const frame = (language: Language) => ({ language, path: '/auth/partner/register', query: { token: nasty } })
  const form = Object.fromEntries(registrationFields.map(name => [name, nasty])) as Record<
    (typeof registrationFields)[number],
    string
  >

  for (const language of languages) {
    const at = frame(language)
    const faults = Object.keys(registrationTextsIn(language).faults) as RegistrationFault[]
    const everyPage = () => [
      registerPage(at, { form: typedInto({}, registrationFields), faults: [], types: partnerTypeFacts }),
      registerPage(at, { form, faults, types: partnerTypeFacts }),
      registerPage(at, { form, faults: [], trouble: { seconds: 40 }, types: partnerTypeFacts }),
      registerPage(at, { form, faults: [], trouble: 'busy', types: partnerTypeFacts }),
      sentPage(at, nasty),
      confirmPage(at, { waiting }),
      confirmPage(at, { waiting: { ...waiting, passwordAsked: false }, problem: { seconds: 90 } }),
      ...(['missing', 'wrong', 'busy'] as const).map(problem => confirmPage(at, { waiting, problem })),
      staleRegistrationPage(at),
      readyPage(at, nasty),
      forgottenPage(at, { login: nasty, problem: 'missing' }),
      forgottenPage(at, { login: nasty, problem: { seconds: 1 } }),
      resetSentPage(at),
      resetPage(at),
      resetPage(at, { trouble: 'busy' }),
      ...(Object.keys(linkTextsIn(language).reset.faults) as 'MISSING'[]).map(fault => resetPage(at, { fault })),
      confirmEmailPage(at, nasty),
      ...(['changed', 'staleReset', 'emailChanged', 'staleEmail'] as const).map(kind => linkNotice(at, kind, nasty)),
    ]

    it(`say language and direction, have one heading and its title, and nothing inline (${language})`, () => {
      for (const text of everyPage()) {
        expect(text).to.match(new RegExp(`<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`))
        const headings = [...text.matchAll(/<h1>([^<]+)<\/h1>/g)]
        expect(headings).to.have.length(1)
        expect(/<title>([^<]+)<\/title>/.exec(text)![1]).to.include(headings[0]![1]!.trim())
        expect(text).to.not.match(/\sstyle=|\son\w+=["']|<style|<script>|https?:\/\/|<img|undefined|\[object/)
        const ids = [...text.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id)
        expect(ids).to.deep.equal([...new Set(ids)])
        for (const [, target] of text.matchAll(/<a href="#(\w+)"/g)) expect(ids).to.include(target)
      }
    })

    it(`tell what each type is for that a stranger may register (${language})`, () => {
      const { types } = registrationTextsIn(language)
      expect(Object.keys(types)).to.have.members(partnerTypes.filter(code => partnerTypeFacts[code].selfRegistered))
      const text = registerPage(at, { form, faults: [], types: partnerTypeFacts })
      expect(text).to.not.include('value="Partner_Admin"').and.not.include('value="Internal_Partner"')
    })

    it(`never call anything invalid (${language})`, () => {
      const words = JSON.stringify([registrationTextsIn(language), linkTextsIn(language)])
      expect(words).to.not.match(/invalid|غير صالح[^ا]/i)
    })
  }
})
