import { X509Certificate } from 'node:crypto'
import { expect } from 'chai'
import { describeEach } from '../../../spec/test-database.ts'
import { hasOpenssl } from '../x509/spec/openssl-world.ts'
import { CertificateHouse } from './spec/certificate-house.ts'

const url = process.env['TEST_KEYMANAGER_URL']

/** The whole way: a partner's browser, our engine, MOSIP's own Key Manager, the file the partner takes away. */
describeEach('a certificate signed by MOSIP Key Manager itself, where TEST_KEYMANAGER_URL names one', fresh => {
  let house: CertificateHouse

  before(async function () {
    if (!hasOpenssl || !url) return this.skip()
    house = await new CertificateHouse().open(await fresh(), { KEYMANAGER_URL: url, KEYMANAGER_SECONDS: '30' })
  })
  after(() => house?.close())

  it('makes the partner active, and can be fetched with its chain', async () => {
    const partnerId = await house.pending('northwind')
    const leaf = house.leaf()
    const answer = await house.upload(leaf)
    expect(answer, JSON.stringify(answer)).to.include({ __typename: 'PartnerCertificateStored', activated: true })
    expect((await house.partner('northwind')).status).to.equal('ACTIVE')

    const signed = new X509Certificate(
      await (await house.get(answer.certificate.signed.download.url!, house.northwind)).text(),
    )
    expect(signed.publicKey.equals(new X509Certificate(leaf.pem).publicKey)).to.equal(true)
    const [row] = await house.rows(partnerId)
    const [issuer] = row!.signedChain.map(pem => new X509Certificate(pem))
    expect(signed.verify(issuer!.publicKey)).to.equal(true)
  })

  it('is refused by our engine first, with its reasons, when it is no good', async () => {
    const partnerId = await house.pending('northwind')
    const answer = await house.upload(house.leaf({ subject: '/C=VD/O=Somebody Else/CN=wrong' }))
    expect(answer).to.include({ __typename: 'PartnerCertificateRefused', platform: null })
    expect(await house.rows(partnerId)).to.deep.equal([])
  })
})
