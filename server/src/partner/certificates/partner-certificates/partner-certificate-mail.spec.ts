import { expect } from 'chai'
import { OutboxMessageEntity, openMessage } from '../../../notification/index.ts'
import { languages } from '../../../platform/i18n/languages.ts'
import { describeEach } from '../../../spec/test-database.ts'
import { PartnerEntity } from '../../partners/index.ts'
import { hasOpenssl } from '../x509/spec/openssl-world.ts'
import { certificateMail } from './partner-certificate-mail.ts'
import { CertificateHouse } from './spec/certificate-house.ts'

describe('the mail about a certificate that came into use', () => {
  for (const language of languages)
    for (const kind of ['ACTIVATED', 'REPLACED'] as const)
      it(`says whose it is, until when it is good, and where to go (${kind}, ${language})`, () => {
        const url = 'https://portico.example/partner/certificates'
        const { subject, text, html } = certificateMail({
          kind,
          language,
          code: 'northwind',
          organisation: 'Northwind & Sons <Ltd>',
          issuedTo: 'northwind.example',
          signedUntil: new Date('2027-11-21T08:30:00Z'),
          url,
        })
        expect(subject)
          .to.include('northwind')
          .and.include('Northwind & Sons <Ltd>')
          .and.not.match(/[\r\n]/)
        for (const words of ['northwind.example', '2027', '08:30', 'UTC']) expect(text).to.include(words)
        expect(text.split('\n').filter(line => line === url)).to.have.length(1)
        expect([...html.matchAll(/<a\s+href="([^"]+)"/g)].map(([, to]) => to)).to.deep.equal([url])
        expect(html).to.include(`lang="${language}"`).and.not.include('<Ltd>')
      })
})

describeEach('an uploaded certificate', fresh => {
  let house: CertificateHouse

  before(async function () {
    if (!hasOpenssl) return this.skip()
    house = await new CertificateHouse().open(await fresh())
  })
  beforeEach(async () => {
    await house.pending('northwind')
    await em().nativeDelete(OutboxMessageEntity, {})
  })
  after(() => house?.close())

  const em = () => house.world.house.db.em()
  const mails = async () =>
    (await em().find(OutboxMessageEntity, {}, { orderBy: { id: 'asc' } })).map(row => ({
      template: row.template,
      language: row.language,
      ...openMessage(house.world.house.vault, row.id, row),
    }))
  const french = () => em().nativeUpdate(PartnerEntity, { code: 'northwind' }, { language: 'fr' })

  it('that makes the partner active is told to its address, in its language', async () => {
    await french()
    const { partner, certificate } = await house.upload(house.leaf())
    const [mail, ...more] = await mails()
    expect(more).to.deep.equal([])
    expect(mail).to.include({
      template: 'partner.activated',
      language: 'fr',
      recipient: 'amelie@northwind.example',
      subject: 'Votre partenaire northwind (Northwind Identity Ltd) est actif',
    })
    expect(mail!.text).to.include(`${house.world.origin}/partner/certificates`).and.include(certificate.issuedTo)
    const [row] = await house.rows(partner.id)
    expect(mail!.text).to.include(String(row!.signedValidTo.getUTCFullYear()))
  })

  it('that takes the place of another is told as such, once', async () => {
    const leaf = house.leaf()
    await house.upload(house.leaf())
    await house.upload(leaf)
    await house.upload(leaf)
    expect((await mails()).map(({ template }) => template)).to.deep.equal([
      'partner.activated',
      'partner.certificate-replaced',
    ])
  })

  it('that is refused, or not saved after all, is told to nobody', async () => {
    await house.upload(house.leaf({ key: 'rsa1024' }))
    house.signer.meanwhile = async () =>
      void (await em().nativeUpdate(PartnerEntity, { code: 'northwind' }, { status: 'INACTIVE' }))
    await house.upload(house.leaf())
    house.signer.meanwhile = async () => undefined
    expect(await mails()).to.deep.equal([])
  })
})
