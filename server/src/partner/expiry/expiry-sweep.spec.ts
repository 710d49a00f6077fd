import { expect } from 'chai'
import { sql } from 'kysely'
import { auditCodes } from '../../audit/index.ts'
import { DIGEST_ABOVE, type NoticeKind } from '../../notification/index.ts'

import { storedInstant } from '../../platform/database/rows.ts'
import type { Database } from '../../platform/database/database.ts'
import { countStatements } from '../../platform/database/guard.ts'
import { isId, newId } from '../../platform/ids/ids.ts'
import { PartnerEntity } from '../partners/index.ts'
import { describeDatabases } from '../../spec/test-database.ts'
import type { Expirable } from './expirable.ts'
import { dayAfter, ExpiryWorld } from './spec/expiry-world.ts'

const TODAY = '2026-11-22T00:00:00.000Z'
const inDays = (days: number, time?: string) => dayAfter(TODAY, days, time)

describeDatabases('the sweep of what ends', open => {
  let db: Database
  let drop: () => Promise<void>
  let world: ExpiryWorld

  before(async () => {
    ;({ db, drop } = await open())
    world = new ExpiryWorld(db)
  })
  beforeEach(() => world.clear())
  after(() => drop())

  const thresholds = async (where = {}) => (await world.notices(where)).map(({ threshold }) => threshold)

  it('R-NOT-04: a second run of the same day does nothing', async () => {
    const partner = await world.partner()
    await world.certificate(partner.id, { validTo: inDays(7) })
    expect(await world.sweep(TODAY)).to.deep.equal({ notices: 1, mails: 1 })
    expect(await world.sweep(TODAY)).to.deep.equal({ notices: 0, mails: 0 })
    expect(await world.sweep('2026-11-22T23:59:59.999Z')).to.deep.equal({ notices: 0, mails: 0 })
    expect([(await world.notices()).length, (await world.mails()).length, (await world.record()).length]).to.deep.equal(
      [1, 1, 1],
    )
  })

  it('R-NOT-06: a missed day is caught up, twelve missed days by one notice, and what has ended by none', async () => {
    const partner = await world.partner()
    const end = inDays(30)
    await world.certificate(partner.id, { validTo: end })
    const at = (left: number) => dayAfter(end, -left, '00:00:00.000')
    await world.sweep(at(30))
    // 15 is missed for a day.
    await world.sweep(at(14))
    expect(await thresholds()).to.deep.equal([30, 15])
    await world.sweep(at(13))
    // 10 to 3 pass unseen: 2 is told, nothing of the others.
    await world.sweep(at(2))
    expect(await thresholds()).to.deep.equal([30, 15, 2])
    await world.sweep(at(-1))
    await world.sweep(at(-12))
    expect(await thresholds()).to.deep.equal([30, 15, 2])
  })

  it('R-NOT-06: what was made inside the window is announced on the days still ahead', async () => {
    const partner = await world.partner()
    const end = inDays(20)
    await world.certificate(partner.id, { validTo: end, uploadedAt: new Date('2026-11-22T10:00:00.000Z') })
    for (let day = 0; day <= 11; day++) await world.sweep(inDays(day, '00:00:00.000'))
    expect(await thresholds()).to.deep.equal([15, 10, 9])
    // To the instant: known since the very midnight of the threshold it has not missed it.
    const other = await world.partner()
    const midnight = inDays(5, '00:00:00.000')
    const id = await world.certificate(other.id, { validTo: inDays(14), uploadedAt: midnight })
    const late = await world.certificate((await world.partner()).id, {
      validTo: inDays(14),
      uploadedAt: new Date(midnight.getTime() + 1),
    })
    await world.sweep(inDays(5, '12:00:00.000'))
    expect(await thresholds({ objectId: id })).to.deep.equal([9])
    expect(await thresholds({ objectId: late })).to.deep.equal([])
  })

  it('announces a new end of the same object anew', async () => {
    const partner = await world.partner()
    await world.certificate(partner.id, { validTo: inDays(5), signedValidTo: inDays(5) })
    await world.sweep(TODAY)
    expect((await world.notices()).map(({ kind }) => kind).sort()).to.deep.equal([
      'PARTNER_CERTIFICATE',
      'SIGNED_CERTIFICATE',
    ])
    // It is replaced: the old one is nobody's affair, the new one has its own days.
    await sql`update partner_certificate set status = 'REPLACED'`.execute(db.sql())
    await world.certificate(partner.id, { validTo: inDays(9), uploadedAt: new Date('2026-11-20T00:00:00.000Z') })
    await world.sweep(inDays(1, '00:00:00.000'))
    expect(await thresholds({ createdAt: inDays(1, '00:00:00.000') })).to.deep.equal([8])
  })

  describe('§5.1: whom it tells', () => {
    it('all administrators of roots and intermediates, whoever uploaded them; a partner’s people of its own', async () => {
      const [one, two] = [await world.administrator(), await world.administrator()]
      await world.administrator('INACTIVE')
      const partner = await world.partner({ people: 2 })
      await world.partner()
      const [root, intermediate] = [
        await world.trust('ROOT', { validTo: inDays(3) }),
        await world.trust('INTERMEDIATE', { validTo: inDays(3) }),
      ]
      const certificate = await world.certificate(partner.id, { validTo: inDays(3), signedValidTo: inDays(3) })
      expect(await world.sweep(TODAY)).to.deep.equal({ notices: 8, mails: 8 })
      const told = (await world.notices()).map(n => `${n.kind} ${n.objectId} ${n.recipientId}`)
      expect(told.sort()).to.deep.equal(
        [
          ...[one, two].flatMap(id => [
            `ROOT_CERTIFICATE ${root} ${id}`,
            `INTERMEDIATE_CERTIFICATE ${intermediate} ${id}`,
          ]),
          ...partner.people.flatMap(id => [
            `PARTNER_CERTIFICATE ${certificate} ${id}`,
            `SIGNED_CERTIFICATE ${certificate} ${id}`,
          ]),
        ].sort(),
      )
    })

    it('nobody who left or may not sign in, nobody of a partner that is skipped or not active', async () => {
      const cases = [
        await world.partner({ status: 'INACTIVE' }),
        await world.partner({ status: 'PENDING' }),
        await world.partner(),
        await world.partner({ people: 0 }),
      ]
      for (const { id } of cases) await world.certificate(id, { validTo: inDays(3) })
      const rules = { skippedPartners: [cases[2]!.code] }
      expect(await world.sweep(TODAY, {}, rules)).to.deep.equal({ notices: 0, mails: 0 })
      // Who is active again is told of the threshold that was passed last.
      await db.em().nativeUpdate(PartnerEntity, { id: cases[0]!.id }, { status: 'ACTIVE' })
      expect(await world.sweep(inDays(2, '00:00:00.000'), {}, rules)).to.deep.equal({ notices: 1, mails: 1 })
      expect(await thresholds()).to.deep.equal([1])
    })
  })

  describe('decisions §3: what is not announced', () => {
    beforeEach(() => world.administrator())

    for (const status of ['DISTRUSTED', 'UNANCHORED'])
      it(`a root or intermediate that is ${status}`, async () => {
        await world.trust('ROOT', { validTo: inDays(3), status })
        await world.trust('INTERMEDIATE', { validTo: inDays(3), status })
        expect((await world.sweep(TODAY))['notices']).to.equal(0)
      })

    it('a certificate that was replaced, or is not its partner’s', async () => {
      const partner = await world.partner()
      await world.certificate(partner.id, { validTo: inDays(3), status: 'REPLACED' })
      await world.certificate(partner.id, { validTo: inDays(3) })
      await db.em().nativeUpdate(PartnerEntity, { id: partner.id }, { certificateId: newId() })
      expect((await world.sweep(TODAY))['notices']).to.equal(0)
    })

    const old = { validTo: inDays(3), issuedToKey: 'old name' }
    const renewals: [what: string, more: object, announced: boolean][] = [
      ['a renewed one', {}, false],
      ['one whose successor is not valid yet', { validFrom: inDays(1) }, true],
      ['one whose successor ends first', { validTo: inDays(2) }, true],
      ['one whose successor is distrusted', { status: 'DISTRUSTED' }, true],
      ['one of whose name there is another elsewhere', { domain: 'DEVICE' }, true],
      ['one with a successor of another name', { issuedToKey: 'new name' }, true],
    ]
    for (const [what, more, announced] of renewals)
      it(`${announced ? 'but' : 'and not'} ${what}`, async () => {
        const id = await world.trust('INTERMEDIATE', old)
        await world.trust('INTERMEDIATE', { ...old, validTo: inDays(900), ...more })
        await world.sweep(TODAY)
        expect((await world.notices({ objectId: id })).length).to.equal(announced ? 1 : 0)
      })

    it('but a renewed one on which a partner’s certificate or another authority still hangs', async () => {
      const [first, second, idle] = [
        await world.trust('INTERMEDIATE', old),
        await world.trust('INTERMEDIATE', old),
        await world.trust('INTERMEDIATE', old),
      ]
      await world.trust('INTERMEDIATE', { ...old, validTo: inDays(900) })
      await world.certificate((await world.partner()).id, { issuerId: first })
      await world.trust('INTERMEDIATE', { issuerId: second })
      // Expired, replaced or distrusted, nothing needs it.
      await world.certificate((await world.partner()).id, { issuerId: idle, validTo: inDays(-1) })
      await world.certificate((await world.partner()).id, { issuerId: idle, status: 'REPLACED' })
      await world.trust('INTERMEDIATE', { issuerId: idle, status: 'DISTRUSTED' })
      await world.sweep(TODAY)
      expect((await world.notices()).map(({ objectId }) => objectId).sort()).to.deep.equal([first, second].sort())
    })
  })

  it('says what it is about, and nothing about anybody', async () => {
    const partner = await world.partner()
    await world.certificate(partner.id, { validTo: inDays(12) })
    await world.administrator()
    await world.trust('ROOT', { validTo: inDays(12), issuedTo: 'Racine', issuedToKey: 'racine' })
    await world.sweep(TODAY)
    const [root, own] = (await world.notices()).sort((a, b) => b.kind.localeCompare(a.kind))
    expect(own).to.deep.include({
      partnerId: partner.id,
      objectCode: null,
      issuedToKey: 'élan',
      issuedByKey: 'spec ca',
      domain: 'AUTH',
      channel: 'PORTAL',
      status: 'ACTIVE',
      sequence: null,
      threshold: 15,
      createdAt: new Date(TODAY),
      dueAt: inDays(12),
    })
    expect(own!.facts).to.deep.equal({
      issuedTo: 'Élan',
      issuedBy: 'Spec CA',
      domain: 'AUTH',
      code: null,
      partnerCode: partner.code,
      organisationName: (await db.em().findOneOrFail(PartnerEntity, { id: partner.id })).organisationName,
      daysLeft: 12,
    })
    expect(root!.facts).to.deep.equal({
      issuedTo: 'Racine',
      issuedBy: 'Spec Root',
      domain: 'AUTH',
      code: root!.objectCode,
      daysLeft: 12,
    })
    expect([root!.partnerId, root!.issuedToKey]).to.deep.equal([null, 'racine'])
    for (const { id, runId } of await world.notices()) expect([isId(id), isId(runId)]).to.deep.equal([true, true])
  })

  it('leaves a mail for each notice, in its recipient’s language and without contents, and a line in the record', async () => {
    const partner = await world.partner({ people: 3 })
    await world.certificate(partner.id, { validTo: inDays(3), signedValidTo: inDays(4) })
    await world.administrator()
    await world.trust('ROOT', { validTo: inDays(3) })
    await world.trust('INTERMEDIATE', { validTo: inDays(3) })
    const happened: unknown[] = []
    const bus = { after: (_tx: unknown, topic: string, payload: unknown) => void happened.push({ topic, payload }) }
    await world.sweep(TODAY, { bus })
    const notices = await world.notices()
    expect(happened).to.deep.equal([{ topic: 'notices-issued', payload: { runId: notices[0]!.runId } }])
    const mails = await world.mails()
    expect(mails.map(m => `${m.causeId} ${m.recipientId}`).sort()).to.deep.equal(
      notices.map(n => `${n.id} ${n.recipientId}`).sort(),
    )
    const languages = Object.fromEntries(partner.people.map((id, n) => [id, ['en', 'fr', 'ar'][n]]))
    for (const mail of mails)
      expect(mail).to.deep.include({
        channel: 'MAIL',
        template: 'notice.expiry',
        language: languages[mail.recipientId!] ?? 'en',
        status: 'QUEUED',
        attempts: 0,
        sealedRecipient: null,
        sealedText: null,
        nextAttemptAt: world.clock.now(),
        createdAt: world.clock.now(),
      })
    const record = await world.record()
    expect(
      record.map(({ event, code, subjectType, subjectId }) => ({ event, code, subjectType, subjectId })),
    ).to.have.deep.members(
      notices.map(({ kind, id }) => {
        const event = `notice.${kind.toLowerCase().replaceAll('_', '-')}.created` as keyof typeof auditCodes
        return { event, code: auditCodes[event], subjectType: 'notice', subjectId: id }
      }),
    )
    expect(record[0]!.at).to.deep.equal(world.clock.now())
  })

  it(`gathers more than ${DIGEST_ABOVE} notices of one run for one person in one mail, and writes to the others as ever`, async () => {
    const [many, few] = [await world.administrator(), await world.partner()]
    for (let n = 0; n <= DIGEST_ABOVE; n++) await world.trust('ROOT', { validTo: inDays(n) })
    await world.certificate(few.id, { validTo: inDays(3) })
    expect(await world.sweep(TODAY)).to.deep.equal({ notices: DIGEST_ABOVE + 2, mails: 2 })
    const runId = (await world.notices())[0]!.runId
    const mails = await world.mails()
    expect(mails.find(({ recipientId }) => recipientId === many)).to.deep.include({
      template: 'notice.digest',
      causeId: runId,
    })
    expect(mails.find(({ recipientId }) => recipientId === few.people[0])!.template).to.equal('notice.expiry')
    // Ten are ten mails.
    await world.clear()
    await world.administrator()
    for (let n = 0; n < DIGEST_ABOVE; n++) await world.trust('ROOT', { validTo: inDays(n) })
    expect(await world.sweep(TODAY)).to.deep.equal({ notices: DIGEST_ABOVE, mails: DIGEST_ABOVE })
  })

  it('takes the same number of statements for one object of each kind and for many, and fewer for none', async () => {
    await world.administrator()
    const kinds = ['PARTNER_CERTIFICATE', 'ROOT_CERTIFICATE'] as const
    for (const kind of kinds) await world.many(kind, [inDays(3)])
    const one = await countStatements(() => world.sweep(TODAY))
    for (const kind of kinds)
      await world.many(
        kind,
        Array.from({ length: 40 }, (_, n) => inDays(n)),
      )
    const many = await countStatements(() => world.sweep(TODAY))
    expect([one.result['notices'], many.result['notices']]).to.deep.equal([2, 62])
    expect(many.statements.length).to.equal(one.statements.length)
    // A look a kind.
    expect((await countStatements(() => world.sweep(TODAY))).statements.length).to.equal(4)
  })

  it('records that it failed, once a kind, leaves nothing half done, and says so to whoever ran it', async () => {
    const partner = await world.partner()
    await world.certificate(partner.id, { validTo: inDays(3) })
    const bus = {
      after() {
        throw new Error('broken')
      },
    }
    const failed = await world.sweep(TODAY, { bus }).catch((error: Error) => error.message)
    expect(failed).to.equal('broken')
    expect([await world.notices(), await world.mails()]).to.deep.equal([[], []])
    expect((await world.record()).map(({ event, code }) => `${event} ${code}`).sort()).to.deep.equal([
      'notice.intermediate-certificate.creation-failed PMS_NOTIF_006',
      'notice.partner-certificate.creation-failed PMS_NOTIF_010',
      'notice.root-certificate.creation-failed PMS_NOTIF_002',
      'notice.signed-certificate.creation-failed PMS_NOTIF_010',
    ])
    expect(await world.sweep(TODAY)).to.deep.equal({ notices: 1, mails: 1 })
  })

  it('announces a kind that comes later by its declaration alone', async () => {
    await sql`create table spec_licence (id varchar(36) primary key, owner varchar(36), named varchar(64), ends ${sql.raw(
      db.dialect === 'sqlite' ? 'integer' : 'datetime(3)',
    )}, made ${sql.raw(db.dialect === 'sqlite' ? 'integer' : 'datetime(3)')}, state varchar(16))`.execute(db.sql())
    try {
      const licence: Expirable = {
        kind: 'SPEC_LICENCE' as NoticeKind,
        audience: 'PARTNER',
        weekly: true,
        link: '/partner/licences/:id',
        source:
          () => sql`select id, ends as ends_at, made as since, owner as partner_id, null as code, null as issued_to_key,
          null as issued_by_key, null as domain, named from spec_licence where state = 'LIVE'`,
        facts: { label: 'named' },
        label: 'named',
      }
      const partner = await world.partner()
      const insert = (state: string, days: number) =>
        sql`insert into spec_licence values (${newId()}, ${partner.id}, ${`Licence ${state}`}, ${storedInstant(db.dialect, inDays(days))},
          ${storedInstant(db.dialect, inDays(-400))}, ${state})`.execute(db.sql())
      await insert('LIVE', 10)
      await insert('LIVE', 31)
      await insert('ENDED', 10)
      expect(await world.sweep(TODAY, { expirables: [licence] })).to.deep.equal({ notices: 1, mails: 1 })
      expect(await world.sweep(TODAY, { expirables: [licence] })).to.deep.equal({ notices: 0, mails: 0 })
      const [notice] = await world.notices()
      expect(notice).to.deep.include({ kind: 'SPEC_LICENCE', recipientId: partner.people[0], threshold: 10 })
      expect(notice!.facts).to.deep.include({ label: 'Licence LIVE', partnerCode: partner.code, daysLeft: 10 })
      expect((await world.record()).map(({ event }) => event)).to.deep.equal(['notice.spec-licence.created'])
    } finally {
      await sql`drop table spec_licence`.execute(db.sql())
    }
  })

  it('of ten that sweep at once, one makes each notice and its mail', async function () {
    // SQLite has one server, which does one thing after the other.
    if (db.dialect === 'sqlite') return this.skip()
    await world.administrator()
    await world.many(
      'ROOT_CERTIFICATE',
      Array.from({ length: 31 }, (_, n) => inDays(n)),
    )
    await world.many(
      'PARTNER_CERTIFICATE',
      Array.from({ length: 200 }, (_, n) => inDays(n % 31)),
    )
    await world.many(
      'SIGNED_CERTIFICATE',
      Array.from({ length: 200 }, (_, n) => inDays(n % 31)),
    )
    const runs = await Promise.all(Array.from({ length: 10 }, () => world.sweep(TODAY)))
    const sum = (name: string) => runs.reduce((total, facts) => total + facts[name]!, 0)
    expect(sum('notices')).to.equal(431)
    const notices = await world.notices()
    expect(new Set(notices.map(n => `${n.kind} ${n.objectId}`)).size).to.equal(431)
    expect(notices.length).to.equal(431)
    const created = (await world.record()).filter(({ event }) => event.endsWith('.created'))
    expect(created.map(({ subjectId }) => subjectId).sort()).to.deep.equal(notices.map(({ id }) => id).sort())
    // Everything of one run is in its recipients' digests: three people.
    expect(sum('mails')).to.equal((await world.mails()).length)
    expect(new Set(notices.map(n => n.runId)).size * 3).to.be.at.least((await world.mails()).length)
    expect((await world.record()).filter(({ event }) => event.endsWith('-failed'))).to.deep.equal([])
  })

  it('lets an upload go on while it reads', async function () {
    if (db.dialect === 'sqlite') return this.skip()
    const partner = await world.partner()
    const id = await world.certificate(partner.id, { validTo: inDays(3) })
    // Held by somebody who has not committed: a sweep that locked what it reads would wait for them.
    const happened = await db
      .sql()
      .transaction()
      .execute(async writing => {
        await sql`update partner_certificate set issued_to = 'X' where id = ${id}`.execute(writing)
        return world.sweep(TODAY)
      })
    expect(happened).to.deep.equal({ notices: 1, mails: 1 })
  })
})
