import { expect } from 'chai'
import { ConsentEntity } from '../../../account/terms/terms.entity.ts'
import { UserEntity, UserRoleEntity } from '../../../account/user.entity.ts'
import { AuditRecordEntity, createAudit } from '../../../audit/index.ts'
import { DAY } from '../../../platform/clock/clock.ts'
import { newId } from '../../../platform/ids/ids.ts'
import { describeEach } from '../../../spec/test-database.ts'
import type { Caller } from '../../../spec/test-house.ts'
import { PartnerEntity, PartnerEventEntity, partnerTopic, type PartnerHappening } from '../../partners/index.ts'
import { hasOpenssl } from '../x509/spec/openssl-world.ts'
import type { Certificate } from '../x509/index.ts'
import { PartnerCertificateService } from './partner-certificate.service.ts'
import { CertificateHouse, CHECK, fileOf, UPLOAD } from './spec/certificate-house.ts'

describeEach("a partner's certificate", fresh => {
  let house: CertificateHouse
  let kestrel: Caller
  let leaf: Certificate

  before(async function () {
    if (!hasOpenssl) return this.skip()
    house = await new CertificateHouse().open(await fresh())
    kestrel = await house.partnerPerson('kestrel')
    leaf = house.leaf()
  })
  beforeEach(async () => {
    house.signer.next = undefined
    house.signer.meanwhile = async () => undefined
    await house.pending('northwind')
  })
  after(() => house?.close())

  const em = () => house.world.house.db.em()
  const set = (code: string, values: object) => em().nativeUpdate(PartnerEntity, { code }, values)
  const events = async (partnerId: string) =>
    (await em().find(PartnerEventEntity, { partnerId }, { orderBy: { id: 'asc' } })).map(({ kind }) => kind)
  const audited = () => em().count(AuditRecordEntity, { event: { $like: 'partner-certificate.%' } })
  const distrust = (id: string) =>
    house.admin.ask(
      'mutation ($input: DistrustCertificateInput!) { distrustCertificate(input: $input) { __typename } }',
      { input: { id, reason: 'Spec' } },
    )
  const trustAgain = (id: string) =>
    house.admin.ask(
      'mutation ($input: TrustCertificateAgainInput!) { trustCertificateAgain(input: $input) { __typename } }',
      { input: { id, reason: 'Spec' } },
    )
  const trustId = async (issuedTo: string): Promise<string> => {
    const { data } = await house.admin.ask(
      'query ($filter: TrustCertificateFilter) { list: trustCertificates(first: 1, filter: $filter) { nodes { id } } }',
      { filter: { issuedTo } },
    )
    return (data['list']! as { nodes: { id: string }[] }).nodes[0]!.id
  }
  /** Everything an upload may touch. */
  const footprint = async () => ({
    rows: (await house.rows(await house.partnerId('northwind'))).map(({ id, status }) => [id, status]),
    partner: await em()
      .findOneOrFail(PartnerEntity, { code: 'northwind' })
      .then(({ status, certificateId }) => [status, certificateId]),
    events: await events(await house.partnerId('northwind')),
  })

  it('is signed by the platform, and makes a pending partner active', async () => {
    const told: PartnerHappening[] = []
    const heard = house.world.house.bus.subscribe(partnerTopic)
    const listening = (async () => {
      for await (const event of heard) if (told.push(event as PartnerHappening) === 2) break
    })()
    const before = await events(await house.partnerId('northwind'))
    const stored = await house.upload(leaf)
    expect(stored).to.include({ __typename: 'PartnerCertificateStored', alreadyCurrent: false, activated: true })
    expect(stored.partner.status).to.equal('ACTIVE')
    expect(stored.certificate).to.include({ state: 'ACTIVE', thumbprintSha256: leaf.thumbprintSha256 })
    expect(stored.certificate.signed.issuedBy).to.match(/Partner Management/)
    expect(stored.report.path.map(({ role }) => role)).to.deep.equal(['LEAF', 'INTERMEDIATE', 'ROOT'])
    await listening
    expect(told).to.deep.equal(
      ['CERTIFICATE_UPLOADED', 'ACTIVATED'].map(kind => ({ kind, partnerId: stored.partner.id })),
    )
    expect(await events(stored.partner.id)).to.deep.equal([...before, 'CERTIFICATE_UPLOADED', 'ACTIVATED'])
    const [record] = await em().find(
      AuditRecordEntity,
      { event: 'partner-certificate.uploaded' },
      { orderBy: { id: 'desc' }, limit: 1 },
    )
    expect(record).to.include({ code: 'PMS_PRT_203', subjectId: stored.certificate.id })
  })

  it('replaces the one before, which stays as history', async () => {
    const first = await house.upload(leaf)
    house.clock.advance(1_000)
    const second = await house.upload(house.leaf())
    expect(second).to.include({ activated: false, alreadyCurrent: false })
    const { data } = await house.northwind.ask(
      'query ($id: ID!) { partner(id: $id) { certificate { id } certificates { id state } } }',
      { id: first.partner.id },
    )
    expect(data['partner']).to.deep.equal({
      certificate: { id: second.certificate.id },
      certificates: [
        { id: second.certificate.id, state: 'ACTIVE' },
        { id: first.certificate.id, state: 'REPLACED' },
      ],
    })
  })

  it('is taken once: the same again changes nothing and says so', async () => {
    const first = await house.upload(leaf)
    const asked = house.signer.asked
    const before = await footprint()
    expect((await house.check(leaf)).alreadyCurrent).to.equal(true)
    const again = await house.upload(leaf)
    expect(again).to.include({ __typename: 'PartnerCertificateStored', alreadyCurrent: true, activated: false })
    expect(again.certificate.id).to.equal(first.certificate.id)
    expect(house.signer.asked).to.equal(asked)
    expect(await footprint()).to.deep.equal(before)
  })

  it("is signed again when the platform's signature comes to its end", async () => {
    const lasting = house.leaf({ to: house.day(1_500) })
    const first = await house.upload(lasting)
    house.clock.moveBusiness(334 * DAY)
    try {
      expect((await house.upload(lasting)).alreadyCurrent).to.equal(true)
      house.clock.moveBusiness(2 * DAY)
      const again = await house.upload(lasting)
      expect(again).to.include({ __typename: 'PartnerCertificateStored', alreadyCurrent: false, activated: false })
      const [old, current] = await house.rows(first.partner.id)
      expect([old!.status, current!.status]).to.deep.equal(['REPLACED', 'CURRENT'])
      expect(current!.signedValidTo.getTime()).to.be.greaterThan(old!.signedValidTo.getTime())
    } finally {
      house.clock.moveBusiness(-336 * DAY)
    }
  })

  describe('is refused in the order of §3.8', () => {
    const code = async (file: object = fileOf(leaf.pem), partnerId?: string, caller = house.northwind) =>
      (await house.ask(caller, UPLOAD, { partnerId: partnerId ?? (await house.partnerId('northwind')), file })).code

    it('somebody else’s partner and one that does not exist alike, by check and by upload (R-OWN-03)', async () => {
      for (const query of [CHECK, UPLOAD])
        for (const id of [await house.partnerId('northwind'), '0190f8a0-0000-7000-8000-000000000000', "' or 1=1"]) {
          const answer = await house.ask(kestrel, query, { partnerId: id, file: fileOf(leaf.pem) })
          expect(answer).to.include({ __typename: 'Refusal', code: 'PARTNER_NOT_FOUND' })
          expect(answer.field).to.deep.equal(['input', 'partnerId'])
        }
    })

    it('administrators have no way round it', async () => {
      const { errors } = await house.admin.ask(UPLOAD, {
        input: { partnerId: await house.partnerId('northwind'), file: fileOf(leaf.pem) },
      })
      expect(errors![0]!.extensions['code']).to.equal('FORBIDDEN')
    })

    it('nor have partners that administer as well (R-OWN-03)', async () => {
      const { id } = await em().findOneOrFail(UserEntity, { username: 'kestrel' }, { fields: ['id'] })
      await em().insert(UserRoleEntity, { user: id, role: 'PARTNER_ADMIN' })
      try {
        const partnerId = await house.partnerId('northwind')
        const seen = await kestrel.ask('query ($id: ID!) { partner(id: $id) { code } }', { id: partnerId })
        expect(seen.data['partner']).to.deep.equal({ code: 'northwind' })
        expect(await code(fileOf(leaf.pem), partnerId, kestrel)).to.equal('PARTNER_NOT_FOUND')
      } finally {
        await em().nativeDelete(UserRoleEntity, { user: id, role: 'PARTNER_ADMIN' })
      }
    })

    it('a deactivated partner (R-CRT-15), before its missing policy group', async () => {
      const { policyGroupId } = await house.partner('northwind')
      try {
        await set('northwind', { status: 'INACTIVE', policyGroupId: null })
        expect(await code()).to.equal('PARTNER_INACTIVE')
        await set('northwind', { status: 'PENDING' })
        expect(await code()).to.equal('POLICY_GROUP_NEEDED')
      } finally {
        await set('northwind', { policyGroupId, status: 'PENDING' })
      }
    })

    it('somebody who has not accepted the terms, once the partner is in order', async () => {
      await em().nativeDelete(ConsentEntity, {})
      try {
        expect(await code()).to.equal('TERMS_NOT_ACCEPTED')
        expect((await house.check(leaf)).report.verdict).to.equal('ACCEPTED')
      } finally {
        house.northwind = await house.partnerPerson('northwind')
        kestrel = await house.partnerPerson('kestrel')
      }
    })

    it('a file too large, and one with no or several certificates of the partner', async () => {
      expect(await code(fileOf('x'.repeat(66_000)))).to.equal('CERTIFICATE_FILE_TOO_LARGE')
      expect(await code(fileOf(leaf.pem + house.leaf().pem))).to.equal('CERTIFICATE_FILE_ONE')
      expect(await code(fileOf(''))).to.equal('INPUT_REQUIRED')
      expect(await code({ name: 'x', content: '!!' })).to.equal('INPUT_FORMAT')
    })

    it('and leaves nothing of it', async () => {
      expect((await footprint()).rows).to.deep.equal([])
    })
  })

  it('refused is recorded, without what stands in the file', async () => {
    const before = await audited()
    await house.upload(house.leaf({ key: 'rsa1024' }))
    expect(await audited()).to.equal(before + 1)
    const [record] = await em().find(
      AuditRecordEntity,
      { event: 'partner-certificate.refused' },
      { orderBy: { id: 'desc' }, limit: 1 },
    )
    expect(record!.code).to.equal('PMS_PRT_403')
    expect(record!.facts).to.deep.equal({ domain: 'AUTH', rule: 'key.too-short', platform: null })
  })

  it('of two uploads at once the later is in use, and the other its predecessor', async () => {
    const results = await Promise.all([house.upload(leaf), house.upload(house.leaf())])
    expect(results.map(({ __typename }) => __typename)).to.deep.equal([
      'PartnerCertificateStored',
      'PartnerCertificateStored',
    ])
    const rows = await house.rows(results[0].partner.id)
    expect(rows.map(({ status }) => status).sort()).to.deep.equal(['CURRENT', 'REPLACED'])
    expect((await house.partner('northwind')).certificateId).to.equal(
      rows.find(({ status }) => status === 'CURRENT')!.id,
    )
    expect(results.filter(({ activated }) => activated)).to.have.length(1)
  })

  it('of the same sent twice at once one is stored', async () => {
    const results = await Promise.all([house.upload(leaf), house.upload(leaf)])
    expect(results.map(({ alreadyCurrent }) => alreadyCurrent).sort()).to.deep.equal([false, true])
    expect(await house.rows(results[0].partner.id)).to.have.length(1)
  })

  describe('while the platform signs', () => {
    it('trust may be withdrawn: it is refused after all', async () => {
      const id = await trustId('Spec-Root')
      const before = await footprint()
      house.signer.meanwhile = async () => void (await distrust(id))
      try {
        expect((await house.upload(leaf)).__typename).to.equal('PartnerCertificateRefused')
      } finally {
        await trustAgain(id)
      }
      expect(await footprint()).to.deep.equal(before)
    })

    it('the partner may be deactivated', async () => {
      house.signer.meanwhile = async () => void (await set('northwind', { status: 'INACTIVE' }))
      expect((await house.upload(leaf)).code).to.equal('PARTNER_INACTIVE')
      expect((await footprint()).rows).to.deep.equal([])
    })

    it('the house may fall: what was signed is forgotten, and the same file again finishes the work', async () => {
      const before = await footprint()
      // The last thing written; whatever the transaction did before it must be undone.
      house.signer.meanwhile = async () => void (await em().execute('alter table audit_record rename to away'))
      try {
        const { errors } = await house.northwind.ask(UPLOAD, {
          input: { partnerId: await house.partnerId('northwind'), file: fileOf(leaf.pem) },
        })
        expect(errors![0]!.extensions['code']).to.equal('INTERNAL')
      } finally {
        await em().execute('alter table away rename to audit_record')
      }
      expect(await footprint()).to.deep.equal(before)
      house.signer.meanwhile = async () => undefined
      expect((await house.upload(leaf)).activated).to.equal(true)
    })

    it('what kept it from answering is for the log, with a code and nothing personal', async () => {
      const lines: object[] = []
      const { db, bus } = house.world.house
      const service = new PartnerCertificateService({
        db,
        bus,
        clock: house.clock,
        origin: house.world.origin,
        audit: createAudit(house),
        log: { warn: (line: object) => lines.push(line) } as never,
        signer: house.signer,
        minimumRemainingDays: 335,
      })
      house.signer.next = { kind: 'unavailable', reason: 'failing', detail: 'KER-KMS-500' }
      const partnerId = await house.partnerId('northwind')
      const person = { userId: newId(), kind: 'session' as const, permissions: new Set<string>(), sessionId: 's' }
      const caller = { ...person, partnerIds: [partnerId], expiresAt: house.clock.now() }
      await service.upload(caller, partnerId, { name: 'x', bytes: leaf.der })
      expect(lines).to.deep.equal([{ reason: 'failing', detail: 'KER-KMS-500', partner: 'northwind' }])
    })

    it('it may say no: its reason is told in the reader’s language', async () => {
      house.signer.next = { kind: 'refused', code: 'CHAIN_UNKNOWN', originalCode: 'KER-PCM-006' }
      const before = await footprint()
      const messages = new Set<string>()
      for (const language of ['en', 'fr', 'ar']) {
        const answer = await house.ask(
          house.northwind,
          UPLOAD,
          { partnerId: await house.partnerId('northwind'), file: fileOf(leaf.pem) },
          { 'accept-language': language },
        )
        expect(answer.report.verdict).to.equal('ACCEPTED')
        expect(answer.platform).to.include({ code: 'CHAIN_UNKNOWN', originalCode: 'KER-PCM-006' })
        messages.add(answer.platform!.message)
      }
      expect(messages.size).to.equal(3)
      expect(await footprint()).to.deep.equal(before)
    })

    for (const reason of ['unreachable', 'slow', 'not-admitted', 'failing', 'not-understood'] as const)
      it(`it may be ${reason}: nothing is saved, and the same file again finishes the work`, async () => {
        house.signer.next = { kind: 'unavailable', reason, detail: 'secret detail' }
        const before = await footprint()
        const answer = await house.upload(leaf)
        expect(answer).to.include({ __typename: 'Refusal', code: 'KEY_MANAGER_UNAVAILABLE' })
        expect(answer.facts).to.deep.equal({ reason })
        expect(JSON.stringify(answer)).not.to.include('secret detail')
        expect(await footprint()).to.deep.equal(before)
        house.signer.next = undefined
        expect(await house.upload(leaf)).to.include({ __typename: 'PartnerCertificateStored', activated: true })
      })
  })
})
