import { expect } from 'chai'
import { describeEach } from '../../../spec/test-database.ts'
import { PartnerEntity } from '../../partners/index.ts'
import { hasOpenssl } from '../x509/spec/openssl-world.ts'
import { buildPkcs7, type Certificate } from '../x509/index.ts'
import { CertificateHouse, failed } from './spec/certificate-house.ts'

/** R-CRT-01 … R-CRT-11 of partner-management §3.8, as decisions §3 amends them, each by check and by upload. */
describeEach("the rules of a partner's certificate", fresh => {
  let house: CertificateHouse

  before(async function () {
    if (!hasOpenssl) return this.skip()
    house = await new CertificateHouse().open(await fresh())
  })
  beforeEach(() => house.pending('northwind'))
  after(() => house?.close())

  /** Refused by check and upload alike, for one reason, with a remedy; and nothing came of it. */
  const refuses = async (
    certificate: Certificate | string,
    rule: string,
    code: string | null,
    partner = 'northwind',
  ) => {
    const asked = house.signer.asked
    const checked = await house.check(certificate, partner)
    const uploaded = await house.upload(certificate, partner)
    expect(uploaded.__typename).to.equal('PartnerCertificateRefused')
    expect(uploaded.platform).to.equal(null)
    expect(failed(uploaded)).to.deep.equal(failed(checked))
    expect(failed(uploaded).map(check => [check.rule, check.code])).to.deep.equal([[rule, code]])
    expect(failed(uploaded)[0]!.remedy).to.match(/\S/)
    expect(await house.rows(await house.partnerId(partner))).to.deep.equal([])
    expect((await house.partner(partner)).certificateId).to.equal(null)
    expect(house.signer.asked, 'the platform was asked').to.equal(asked)
  }
  const accepts = async (certificate: Certificate | string) => {
    expect((await house.check(certificate)).report.verdict).to.equal('ACCEPTED')
    const uploaded = await house.upload(certificate)
    expect(uploaded.__typename, JSON.stringify(uploaded)).to.equal('PartnerCertificateStored')
  }

  it('R-CRT-01: it must be readable as X.509', () => refuses('no certificate', 'bundle.no-certificate', 'KER-PCM-001'))

  it('R-CRT-01: a private key beside it is pointed out, and refuses the file', () => {
    const leaf = house.leaf({ name: 'with-key' })
    return refuses(leaf.pem + house.openssl.keyPem('with-key'), 'bundle.private-key', 'KER-PCM-001')
  })

  it('R-CRT-01: PEM, DER and PKCS#7 are read alike, with or without what stands above', async () => {
    const leaf = house.leaf()
    for (const file of [leaf.pem, leaf.der, buildPkcs7([leaf, house.ca, house.root]), house.ca.pem + leaf.pem]) {
      await house.pending('northwind')
      expect((await house.upload(file)).__typename).to.equal('PartnerCertificateStored')
    }
  })

  it('R-CRT-02: a kind of partner that belongs to no domain brings none', async () => {
    const em = house.world.house.db.em()
    await em.nativeUpdate(PartnerEntity, { code: 'northwind' }, { type: 'Partner_Admin' })
    try {
      const answer = await house.upload(house.leaf())
      expect(answer.__typename).to.equal('PartnerCertificateRefused')
      expect(failed(answer).map(({ rule, code }) => [rule, code])).to.deep.include([
        'partner.domain-unknown',
        'KER-PCM-011',
      ])
    } finally {
      await em.nativeUpdate(PartnerEntity, { code: 'northwind' }, { type: 'Auth_Partner' })
    }
  })

  it('R-CRT-03: its first day must not lie ahead', () =>
    refuses(house.leaf({ from: house.day(2), to: house.day(1_000) }), 'validity.not-before', 'KER-PMS-020'))

  it('R-CRT-04: it must be valid today', () =>
    refuses(house.leaf({ from: house.day(-800), to: house.day(-1) }), 'validity.not-after', 'KER-PCM-004'))

  it('R-CRT-04: today is the business day', async () => {
    const leaf = house.leaf({ to: house.day(400) })
    house.clock.moveBusiness(401 * 86_400_000)
    try {
      await refuses(leaf, 'validity.not-after', 'KER-PCM-004')
    } finally {
      house.clock.moveBusiness(-401 * 86_400_000)
    }
  })

  it('R-CRT-05: 335 days of life must be left', async () => {
    await refuses(house.leaf({ to: house.day(334) }), 'validity.remaining', 'KER-PCM-004')
    await accepts(house.leaf({ to: house.day(335) }))
  })

  it('R-CRT-06: it must not have signed itself', () =>
    refuses(
      house.leaf({ issuer: undefined, extensions: ['basicConstraints=CA:FALSE', 'subjectKeyIdentifier=hash'] }),
      'partner.self-signed',
      'KER-PCM-015',
    ))

  it('R-CRT-07: it must lead to a trusted root of the same domain', async () => {
    house.make({ name: 'Nobody', extensions: undefined })
    await refuses(house.leaf({ issuer: 'Nobody' }), 'path.issuer-missing', 'KER-PCM-006')
    const kestrel = await house.partnerPerson('kestrel')
    await house.pending('kestrel')
    const device = house.leaf({ subject: '/C=VD/O=Kestrel Biometrics/CN=device' })
    const answer = await house.upload(device, 'kestrel', kestrel)
    expect(failed(answer).map(({ rule }) => rule)).to.deep.equal(['path.issuer-missing'])
  })

  it('R-CRT-07: what the file brings along may lead there, but is no root by itself', async () => {
    const sub = house.authority('Brought-CA', 'Spec-CA')
    const leaf = house.leaf({ issuer: 'Brought-CA' })
    await refuses(leaf, 'path.issuer-missing', 'KER-PCM-006')
    await accepts(leaf.pem + sub.pem)
    const [row] = await house.rows(await house.partnerId('northwind'))
    expect(row!.brought).to.deep.equal([sub.pem, house.ca.pem])
    await house.pending('northwind')
    const own = house.make({ name: 'Own-Root', subject: '/CN=Own Root' })
    await refuses(house.leaf({ issuer: 'Own-Root' }).pem + own.pem, 'path.root-untrusted', 'KER-PCM-006')
  })

  it('R-CRT-07: at most four authorities may stand between it and the root', async () => {
    const chain = ['Spec-CA', 'L2', 'L3', 'L4', 'L5']
    const made = chain.slice(1).map((name, index) => house.authority(name, chain[index]!).pem)
    await accepts(house.leaf({ issuer: 'L4' }).pem + made.slice(0, 3).join(''))
    await house.pending('northwind')
    await refuses(house.leaf({ issuer: 'L5' }).pem + made.join(''), 'path.too-long', 'KER-PCM-006')
  })

  it('R-CRT-08: X.509 version 3', () => refuses(house.leaf({ extensions: [] }), 'version.not-3', 'KER-PCM-007'))

  it('R-CRT-09: its organisation must be the registered one', async () => {
    await refuses(
      house.leaf({ subject: '/C=VD/O=Northwind Ltd/CN=x' }),
      'partner.organisation-different',
      'KER-PCM-008',
    )
    await refuses(
      house.leaf({ subject: '/C=VD/O=NORTHWIND Identity Ltd/CN=x' }),
      'partner.organisation-different',
      'KER-PCM-008',
    )
    await refuses(house.leaf({ subject: '/C=VD/CN=x' }), 'partner.organisation-missing', 'KER-PCM-008')
    await accepts(house.leaf({ subject: '/C=VD/O=Northwind  Identity Ltd/CN=two blanks' }))
  })

  it('R-CRT-10: RSA from 2048 bit, EC P-256, P-384, P-521 and Ed25519', async () => {
    await refuses(house.leaf({ key: 'rsa1024' }), 'key.too-short', 'KER-PCM-013')
    await refuses(house.leaf({ key: 'p192' }), 'key.unsupported', 'KER-PCM-013')
    for (const key of ['rsa2048', 'p256', 'p384', 'p521', 'ed25519'] as const) {
      await house.pending('northwind')
      await accepts(house.leaf({ key }))
    }
  })

  it('R-CRT-11: signed with SHA-2', () => refuses(house.leaf({ digest: 'sha1' }), 'signature.weak-hash', 'KER-PCM-014'))

  it('refuses an authority, and a key that may neither sign nor encipher (decisions §3)', async () => {
    await refuses(
      house.authority('Not-a-leaf', 'Spec-CA', { subject: '/O=Northwind Identity Ltd/CN=CA' }),
      'partner.is-ca',
      null,
    )
    const extensions = [
      'basicConstraints=CA:FALSE',
      'keyUsage=critical,keyAgreement',
      'subjectKeyIdentifier=hash',
      'authorityKeyIdentifier=keyid',
    ]
    await refuses(house.leaf({ extensions }), 'key-usage.leaf', null)
  })
})
