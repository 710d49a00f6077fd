import { expect } from 'chai'
import { languages } from '../../platform/i18n/languages.ts'
import { decisionMail } from './partner-mails.ts'

describe('the mail about a decision', () => {
  for (const language of languages)
    for (const decision of ['DEACTIVATED', 'REACTIVATED'] as const)
      it(`says which partner, why and where to go (${decision}, ${language})`, () => {
        const { subject, text, html } = decisionMail({
          decision,
          language,
          code: 'northwind',
          organisation: 'Northwind & Sons <Ltd>',
          reason: 'Contract 7 has ended.',
          portal: 'https://portico.example/partner/',
        })
        expect(subject).to.include('northwind').and.include('Northwind & Sons <Ltd>')
        expect(subject).not.to.match(/[\r\n]/)
        for (const words of ['northwind', 'Contract 7 has ended.', 'https://portico.example/partner/'])
          expect(text).to.include(words)
        expect(html).to.include('Northwind').and.not.include('<Ltd>')
        expect(html).to.include(`lang="${language}"`)
      })

  it('keeps Latin names apart from the Arabic sentence around them', () => {
    const { subject } = decisionMail({
      decision: 'DEACTIVATED',
      language: 'ar',
      code: 'northwind',
      organisation: 'Northwind',
      reason: 'x',
      portal: 'https://portico.example/partner/',
    })
    expect(subject).to.include('\u2068northwind\u2069 (\u2068Northwind\u2069)')
  })
})
