import { expect } from 'chai'
import { describeEach } from '../../../spec/test-database.ts'
import { decodeBundle } from '../x509/index.ts'
import { recordedCertificate } from '../../../upstream/key-manager/spec/recorded.ts'
import { StubKeyManager, type FaultName } from '../../../upstream/key-manager/spec/stub-server.ts'
import { PartnerEntity } from '../../partners/index.ts'
import type { UnavailableReason } from '../signing/index.ts'
import { hasOpenssl } from '../x509/spec/openssl-world.ts'
import { CertificateHouse } from './spec/certificate-house.ts'

/** The house with `KEYMANAGER_URL`: on the day of the recording, with the certificates it is about. */
describeEach('a certificate signed by a Key Manager elsewhere', fresh => {
  let house: CertificateHouse
  let stub: StubKeyManager
  const recorded = (name: string) => decodeBundle(Buffer.from(recordedCertificate(name))).certificates[0]!
  const partner = recorded('partner')

  before(async function () {
    if (!hasOpenssl) return this.skip()
    stub = await new StubKeyManager().start()
    house = await new CertificateHouse(new Date('2026-11-22T12:00:00Z')).open(await fresh(), {
      KEYMANAGER_URL: stub.url,
      KEYMANAGER_SECONDS: '1',
    })
    await house.trust([recorded('root'), recorded('sub')])
    const organisation = { organisationName: 'Acme Bank' }
    await house.world.house.db.em().nativeUpdate(PartnerEntity, { code: 'northwind' }, organisation)
  })
  beforeEach(async () => {
    stub.recover()
    await house.pending('northwind')
  })
  after(async () => {
    await house?.close()
    await stub?.stop()
  })

  const faults: Partial<Record<FaultName, UnavailableReason>> = {
    silence: 'slow',
    'a connection that breaks': 'unreachable',
    'a connection that breaks half-way': 'unreachable',
    'a gateway that finds nobody': 'failing',
    'two documents glued together': 'not-admitted',
    'an error of its own with HTTP 200': 'failing',
    'a web page': 'not-understood',
    'half a document': 'not-understood',
    'a bundle for another key': 'not-understood',
  }
  for (const [fault, reason] of Object.entries(faults) as [FaultName, UnavailableReason][])
    it(`tells of ${fault}, saves nothing, and finishes the work when asked again`, async () => {
      stub.fail(fault)
      const answer = await house.upload(partner)
      expect(answer).to.include({ __typename: 'Refusal', code: 'KEY_MANAGER_UNAVAILABLE' })
      expect(answer.facts).to.deep.equal({ reason })
      expect(await house.rows(await house.partnerId('northwind'))).to.deep.equal([])
      expect((await house.partner('northwind')).status).to.equal('PENDING')
      stub.recover()
      expect(await house.upload(partner)).to.include({ __typename: 'PartnerCertificateStored', activated: true })
    })

  it('keeps what it signed with its chain, as OpenSSL reads it', async () => {
    const { certificate } = await house.upload(partner)
    const response = await house.get(certificate.signed.chain.url!, house.northwind)
    expect(response.status).to.equal(200)
    const subjects = house.openssl.subjectsOf(Buffer.from(await response.arrayBuffer()))
    expect(subjects).to.have.length(3)
    expect(subjects.join()).to.match(/acme-bank/)
  })
})
