import { expect } from 'chai'
import { wrap } from '@mikro-orm/core'
import { DAY } from '../../../platform/clock/clock.ts'
import { newId } from '../../../platform/ids/ids.ts'
import { countStatements } from '../../../platform/database/guard.ts'
import { describeEach } from '../../../spec/test-database.ts'
import { PartnerEntity, partnerTopic, type PartnerHappening } from '../../partners/index.ts'
import { storedInDomain } from '../trust-store/index.ts'
import { hasOpenssl } from '../x509/spec/openssl-world.ts'
import { PartnerCertificateDependents } from './partner-certificate.dependents.ts'
import { PartnerCertificateEntity } from './partner-certificate.entity.ts'
import { CertificateHouse } from './spec/certificate-house.ts'

describeEach("what hangs on the trust store: partners' certificates", fresh => {
  let house: CertificateHouse
  let partnerId: string
  const told: PartnerHappening[] = []

  before(async function () {
    if (!hasOpenssl) return this.skip()
    house = await new CertificateHouse().open(await fresh())
    void (async () => {
      for await (const event of house.world.house.bus.subscribe(partnerTopic)) told.push(event as PartnerHappening)
    })()
  })
  beforeEach(async () => {
    partnerId = await house.pending('northwind')
  })
  after(() => house?.close())

  const em = () => house.world.house.db.em()
  const idOf = async (issuedTo: string): Promise<string> => {
    const { data } = await house.admin.ask(
      'query ($filter: TrustCertificateFilter) { list: trustCertificates(first: 1, filter: $filter) { nodes { id } } }',
      { filter: { issuedTo } },
    )
    return (data['list']! as { nodes: { id: string }[] }).nodes[0]!.id
  }
  const decide = async (operation: 'distrustCertificate' | 'trustCertificateAgain', issuedTo: string) => {
    const Input = `${operation[0]!.toUpperCase()}${operation.slice(1)}Input`
    const { data } = await house.admin.ask(
      `mutation ($input: ${Input}!) { answer: ${operation}(input: $input) { __typename } }`,
      { input: { id: await idOf(issuedTo), reason: 'Spec' } },
    )
    expect(data['answer']).to.deep.equal({ __typename: 'TrustCertificate' })
  }
  const distrust = (issuedTo: string) => decide('distrustCertificate', issuedTo)
  const trustAgain = (issuedTo: string) => decide('trustCertificateAgain', issuedTo)
  const impact = async (issuedTo: string, caller = house.admin) => {
    const { data } = await caller.ask(
      'query ($id: ID!) { one: trustCertificate(id: $id) { impact { partners examples } } }',
      {
        id: await idOf(issuedTo),
      },
    )
    return (data['one']! as { impact: { partners: number; examples: string[] } }).impact
  }
  const state = async (): Promise<string> => {
    const { data } = await house.northwind.ask('query ($id: ID!) { partner(id: $id) { certificate { state } } }', {
      id: partnerId,
    })
    return (data['partner']! as { certificate: { state: string } }).certificate.state
  }
  const recheck = () => new PartnerCertificateDependents(house.world.house).recheckAnchoring(house.clock.businessNow())
  const heard = async (work: () => Promise<unknown>): Promise<string[]> => {
    await house.world.house.events.drain()
    told.length = 0
    await work()
    await house.world.house.events.drain()
    return told.filter(event => event.partnerId === partnerId).map(({ kind }) => kind)
  }

  it('are counted and named before an authority is distrusted, root and issuer alike', async () => {
    await house.upload(house.leaf())
    for (const authority of ['Spec-Root', 'Spec-CA']) {
      const { partners, examples } = await impact(authority)
      expect(partners).to.equal(1)
      expect(examples).to.include('Northwind Identity Ltd')
    }
    expect((await impact('Northwind Root X2')).examples).not.to.include('Northwind Identity Ltd')
  })

  it('are counted only where the partner is active, and the certificate in use and not run out', async () => {
    const first = await house.upload(house.leaf({ to: house.day(400) }))
    await em().nativeUpdate(PartnerEntity, { id: partnerId }, { status: 'INACTIVE' })
    expect((await impact('Spec-CA')).partners).to.equal(0)
    await em().nativeUpdate(PartnerEntity, { id: partnerId }, { status: 'ACTIVE' })
    house.clock.moveBusiness(401 * DAY)
    expect((await impact('Spec-CA')).partners).to.equal(0)
    house.clock.moveBusiness(-401 * DAY)
    expect((await impact('Spec-CA')).partners).to.equal(1)
    await em().nativeUpdate(PartnerCertificateEntity, { id: first.certificate.id }, { status: 'REPLACED' })
    expect((await impact('Spec-CA')).partners).to.equal(0)
  })

  it('are flagged by the step that took their root, told of, and stand again with it', async () => {
    await house.upload(house.leaf())
    expect(await heard(() => distrust('Spec-Root'))).to.deep.equal(['CERTIFICATE_UNANCHORED'])
    expect(await state()).to.equal('UNANCHORED')
    expect((await house.partner('northwind')).status, 'nobody is suspended').to.equal('ACTIVE')
    expect(await heard(() => trustAgain('Spec-Root'))).to.deep.equal(['CERTIFICATE_ANCHORED'])
    expect(await state()).to.equal('ACTIVE')
    expect(await heard(() => distrust('Spec-CA'))).to.deep.equal(['CERTIFICATE_UNANCHORED'])
    await trustAgain('Spec-CA')
  })

  it('keep standing on a cross-signed way, and stand again when one is uploaded', async () => {
    house.make({ name: 'Other-Root', from: house.day(-1_000), to: house.day(5_000) })
    await house.upload(house.leaf())
    await distrust('Spec-Root')
    expect(await state()).to.equal('UNANCHORED')
    const twin = house.authority('Spec-CA-twin', 'Other-Root', {
      subject: '/C=VD/O=Spec Authority/CN=Spec-CA',
      keyOf: 'Spec-CA',
    })
    const told = await heard(() => house.trust([house.openssl.read('Other-Root.pem'), twin]))
    expect(told).to.deep.equal(['CERTIFICATE_ANCHORED'])
    await trustAgain('Spec-Root')
    expect((await impact('Spec-Root')).partners).to.equal(0)
    expect((await impact('Other-Root')).partners).to.equal(0)
    await distrust('Other-Root')
    expect(await state()).to.equal('ACTIVE')
  })

  it('that came with an authority of their own are followed through it', async () => {
    const sub = house.authority('Carried-CA', 'Spec-CA')
    await house.upload(house.leaf({ issuer: 'Carried-CA' }).pem + sub.pem)
    expect(await state()).to.equal('ACTIVE')
    await recheck()
    expect(await state()).to.equal('ACTIVE')
    expect((await impact('Spec-CA')).partners).to.equal(1)
    await distrust('Spec-CA')
    expect(await state()).to.equal('UNANCHORED')
    await trustAgain('Spec-CA')
    expect(await state()).to.equal('ACTIVE')
  })

  it('get no help from a distrusted authority that somebody carries in again', async () => {
    const leaf = house.leaf()
    await distrust('Spec-CA')
    try {
      const answer = await house.upload(leaf.pem + house.ca.pem)
      expect(answer.__typename).to.equal('PartnerCertificateRefused')
      const renewed = house.authority('Spec-CA-again', 'Spec-Root', {
        subject: '/C=VD/O=Spec Authority/CN=Spec-CA',
        keyOf: 'Spec-CA',
      })
      expect((await house.upload(leaf.pem + renewed.pem)).__typename).to.equal('PartnerCertificateRefused')
    } finally {
      await trustAgain('Spec-CA')
    }
  })

  it('are flagged by the nightly round when an authority above ran out, once', async () => {
    const short = house.authority('Short-CA', 'Spec-Root', { to: house.day(500) })
    await house.trust([short])
    await house.upload(house.leaf({ issuer: 'Short-CA', to: house.day(900) }))
    expect(await heard(recheck)).to.deep.equal([])
    house.clock.moveBusiness(501 * DAY)
    try {
      expect(await state()).to.equal('ACTIVE')
      expect(await heard(recheck)).to.deep.equal(['CERTIFICATE_UNANCHORED'])
      expect(await state()).to.equal('UNANCHORED')
      expect(await heard(recheck)).to.deep.equal([])
    } finally {
      house.clock.moveBusiness(-501 * DAY)
    }
    expect(await heard(recheck)).to.deep.equal(['CERTIFICATE_ANCHORED'])
  })

  it('are judged by issuer: a thousand more under the same one cost no more statements', async () => {
    await house.upload(house.leaf())
    const [row] = await house.rows(partnerId)
    const { db } = house.world.house
    const dependents = new PartnerCertificateDependents(house.world.house)
    const at = house.clock.businessNow()
    const stored = await storedInDomain(db.em(), 'AUTH')
    const after = stored.map(entry => (entry.name === 'Spec-CA' ? { ...entry, status: 'DISTRUSTED' as const } : entry))
    const ask = () => countStatements(() => dependents.losing('AUTH', stored, after, at))
    const before = await ask()
    const pojo = wrap(row!).toPOJO()
    const many = Array.from({ length: 1_000 }, () => ({ ...pojo, id: newId(), partnerId: newId() }))
    await em().insertMany(PartnerCertificateEntity, many as never)
    const then = await ask()
    expect(then.statements.length).to.equal(before.statements.length)
    expect(then.result.partners, 'certificates of no active partner').to.equal(1)
    await em().nativeDelete(PartnerCertificateEntity, { id: { $in: many.map(({ id }) => id) } })
  })
})
