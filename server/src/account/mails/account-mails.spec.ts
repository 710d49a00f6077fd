import { expect } from 'chai'
import type { Mail } from '../../notification/index.ts'
import type { Tx } from '../../platform/database/database.ts'
import { languages, type Language } from '../../platform/i18n/languages.ts'
import { AccountMails } from './account-mails.ts'

const ORIGIN = 'https://portico.example'

describe('the mails of accounts', () => {
  const written = (language: Language) => {
    const sent: { to: string; template: string; mail: Mail }[] = []
    const mails = new AccountMails({ origin: ORIGIN, outbox: { mail: (_tx, message) => void sent.push(message) } })
    const tx = null as unknown as Tx
    const to = { to: 'somebody@example.org', language }
    mails.confirmRegistration(tx, to, { token: 'T0KEN', username: 'quill', organisation: 'Quill <Ltd>' })
    mails.alreadyRegistered(tx, to)
    mails.resetPassword(tx, to, { token: 'T0KEN' })
    mails.passwordChanged(tx, to, { at: new Date('2026-11-22T09:00:00Z') })
    mails.confirmEmailChange(tx, to, { token: 'T0KEN' })
    mails.emailTaken(tx, to)
    mails.emailChanging(tx, to, { email: 'new@example.org' })
    return sent
  }

  for (const language of languages) {
    it(`are seven, each with a subject, one button and the same link in text (${language})`, () => {
      const sent = written(language)
      expect(new Set(sent.map(({ template }) => template)).size).to.equal(7)
      for (const { mail, template } of sent) {
        const button = /<a\s+href="([^"]+)"/.exec(mail.html)![1]!.replaceAll('&#38;', '&')
        expect(button, template).to.match(new RegExp(`^${ORIGIN}/auth/partner/.*ui_locales=${language}$`))
        expect(mail.text.split('\n'), template).to.include(button)
        expect(mail.html).to.include(`lang="${language}"`).and.include(mail.subject).and.not.include('<Ltd>')
        expect(mail.text)
          .to.include(mail.subject)
          .and.not.match(/undefined|\[object/)
      }
    })

    it(`hold a token only where it opens something for the reader (${language})`, () => {
      const withToken = written(language).filter(({ mail }) => mail.text.includes('T0KEN'))
      expect(withToken.map(({ template }) => template)).to.deep.equal([
        'account.confirm-registration',
        'account.reset-password',
        'account.confirm-email-change',
      ])
    })
  }

  it('say instants with the zone and Western digits', () => {
    for (const language of languages) {
      const { mail } = written(language).find(({ template }) => template === 'account.password-changed')!
      expect(mail.text)
        .to.match(/2026.*UTC/)
        .and.not.match(/[٠-٩]/)
    }
  })
})
