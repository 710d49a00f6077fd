import { expect } from 'chai'
import { AuditRecordEntity } from '../../../audit/index.ts'
import { describeEach } from '../../../spec/test-database.ts'
import type { Caller } from '../../../spec/test-house.ts'
import { hasOpenssl } from '../x509/spec/openssl-world.ts'
import type { Certificate } from '../x509/index.ts'
import { PartnerCertificateEntity } from './partner-certificate.entity.ts'
import { CertificateHouse, failed, fileOf, type Answer } from './spec/certificate-house.ts'

const PREFLIGHT = `mutation ($input: PreflightInput!) { answer: preflightCertificate(input: $input) { __typename
  ... on CertificateReport { verdict path { name known role inTrustStore } checks { rule outcome title remedy code texts { language } } }
  ... on Refusal { code message field } } }`

describeEach('the preflight for everybody', fresh => {
  let house: CertificateHouse
  let stranger: Caller
  let leaf: Certificate

  before(async function () {
    if (!hasOpenssl) return this.skip()
    house = await new CertificateHouse().open(await fresh(), { PORTICO_POINTS_PER_MINUTE: '10000000' })
    stranger = house.world.stranger()
    leaf = house.leaf()
  })
  after(() => house?.close())

  const ask = (input: object): Promise<Answer & Answer['report']> =>
    house.ask(stranger, PREFLIGHT, {
      file: fileOf(leaf.pem),
      type: 'Auth_Partner',
      domain: 'AUTH',
      organisation: 'Northwind Identity Ltd',
      ...input,
    }) as Promise<Answer & Answer['report']>

  it('accepts what an upload would accept, and draws the chain to the trusted root', async () => {
    const answer = await ask({})
    expect(answer).to.include({ __typename: 'CertificateReport', verdict: 'ACCEPTED' })
    expect(answer.path.map(({ name, role }) => [name, role])).to.deep.equal([
      [leaf.displayName, 'LEAF'],
      ['Spec-CA', 'INTERMEDIATE'],
      ['Spec-Root', 'ROOT'],
    ])
  })

  it('refuses by the same rule as an upload', async () => {
    await house.pending('northwind')
    for (const bad of [
      house.leaf({ key: 'rsa1024' }),
      house.leaf({ to: house.day(100) }),
      house.leaf({ subject: '/O=Somebody else/CN=x' }),
    ]) {
      const uploaded = await house.upload(bad)
      const report = await ask({ file: fileOf(bad.pem) })
      expect(failed({ report }).map(({ rule }) => rule)).to.deep.equal(failed(uploaded).map(({ rule }) => rule))
      expect(failed({ report })).to.have.length(1)
    }
  })

  it('takes the chain from files beside it', async () => {
    const sub = house.authority('Beside-CA', 'Spec-CA')
    const below = house.leaf({ issuer: 'Beside-CA' })
    expect((await ask({ file: fileOf(below.pem) })).verdict).to.equal('REFUSED')
    expect((await ask({ file: fileOf(below.pem), chain: [fileOf(sub.pem)] })).verdict).to.equal('ACCEPTED')
    const own = house.make({ name: 'Strangers-Root' })
    const answer = await ask({ file: fileOf(house.leaf({ issuer: 'Strangers-Root' }).pem), chain: [fileOf(own.pem)] })
    expect(answer.verdict, 'a root somebody brings is no anchor').to.equal('REFUSED')
  })

  it('stores nothing, records nothing, and asks the platform nothing', async () => {
    const em = house.world.house.db.em()
    const count = async () => [await em.count(AuditRecordEntity), await em.count(PartnerCertificateEntity)]
    const before = [...(await count()), house.signer.asked]
    await ask({})
    await ask({ file: fileOf('nonsense') })
    expect([...(await count()), house.signer.asked]).to.deep.equal(before)
  })

  it('shows nothing of any partner: an unknown organisation is judged like a registered one', async () => {
    const registered = await ask({ organisation: 'Kestrel Biometrics' })
    const unknown = await ask({ organisation: 'Nobody Ever' })
    const rules = ({ checks }: Answer['report']) => checks.map(({ rule, outcome }) => [rule, outcome])
    expect(rules(registered)).to.deep.equal(rules(unknown))
    expect(JSON.stringify(registered)).not.to.match(/northwind\b/)
  })

  const refusals: [why: string, input: () => object, code: string, field: string[]][] = [
    ['no organisation', () => ({ organisation: ' ' }), 'INPUT_REQUIRED', ['input', 'organisation']],
    ['a name too long', () => ({ organisation: 'x'.repeat(129) }), 'INPUT_TOO_LONG', ['input', 'organisation']],
    ['a domain that is not the type’s', () => ({ domain: 'FTM' }), 'PREFLIGHT_DOMAIN', ['input', 'domain']],
    ['a type that brings no certificate', () => ({ type: 'Partner_Admin' }), 'PREFLIGHT_DOMAIN', ['input', 'domain']],
    ['an empty file', () => ({ file: fileOf('') }), 'INPUT_REQUIRED', ['input', 'file', 'content']],
    [
      'six more files',
      () => ({ chain: Array.from({ length: 6 }, () => fileOf('x')) }),
      'INPUT_TOO_MANY',
      ['input', 'chain'],
    ],
    [
      'more than 64 kB in all',
      () => ({ file: fileOf('x'.repeat(33_000)), chain: [fileOf('x'.repeat(33_000))] }),
      'CERTIFICATE_FILE_TOO_LARGE',
      ['input', 'file'],
    ],
    [
      'two certificates at once',
      () => ({ chain: [fileOf(house.leaf().pem)] }),
      'CERTIFICATE_FILE_ONE',
      ['input', 'file'],
    ],
  ]
  for (const [why, input, code, field] of refusals)
    it(`refuses ${why} and names the field`, async () => {
      const answer = await ask(input())
      expect(answer).to.include({ __typename: 'Refusal', code })
      expect(answer.field).to.deep.equal(field)
    })

  it('counts certificates over all files together', async () => {
    const many = Array.from({ length: 6 }, (_, n) => house.authority(`Many-${n}`, 'Spec-CA').pem)
    const more = Array.from({ length: 5 }, (_, n) => house.authority(`More-${n}`, 'Spec-CA').pem)
    const report = await ask({ chain: [fileOf(many.join('')), fileOf(more.join(''))] })
    expect(failed({ report }).map(({ rule }) => rule)).to.deep.equal(['bundle.too-many'])
  })

  it('costs so much that a stranger has a handful a minute', async () => {
    const { extensions } = await stranger.ask(PREFLIGHT, {
      input: { file: fileOf('x'), type: 'Auth_Partner', domain: 'AUTH', organisation: 'x' },
    })
    // 6,000 points a minute as settings come.
    expect(Math.floor(6_000 / extensions!.cost!)).to.be.within(3, 6)
  })
})
