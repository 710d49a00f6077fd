import { expect } from 'chai'
import type { Database } from '../../platform/database/database.ts'
import { unitOfWork } from '../../platform/database/database.ts'
import { countStatements } from '../../platform/database/guard.ts'
import { PartnerCertificateEntity } from '../certificates/partner-certificates/index.ts'
import { TrustCertificateEntity } from '../certificates/trust-store/index.ts'
import { PartnerEntity } from '../partners/index.ts'
import { describeDatabases } from '../../spec/test-database.ts'
import { createObjectStanding } from './object-standing.ts'
import { dayAfter, ExpiryWorld } from './spec/expiry-world.ts'
import { createAnchoringNews } from './unanchored-notices.ts'
import { weeklySummaryJob } from './weekly-summary.job.ts'

const TODAY = '2026-11-28T00:00:00.000Z'
const inDays = (days: number) => dayAfter(TODAY, days)

describeDatabases('whether what was announced still is so', open => {
  let db: Database
  let drop: () => Promise<void>
  let world: ExpiryWorld
  let partner: { id: string; code: string; people: string[] }

  before(async () => {
    ;({ db, drop } = await open())
    world = new ExpiryWorld(db)
  })
  beforeEach(async () => {
    await world.clear()
    partner = await world.partner()
    await world.administrator()
  })
  after(() => drop())

  /** The kinds whose notices are still worth a mail. */
  const standing = async (rules = {}) => {
    const notices = await world.notices()
    const due = await createObjectStanding(world.deps({}, rules)).stillDue(notices.map(({ id }) => id))
    return notices
      .filter(({ id }) => due.has(id))
      .map(({ kind }) => kind)
      .sort()
  }
  const lose = (ids: string[], at: Date, rules = { skippedPartners: [] as string[] }) =>
    unitOfWork(db, async tx => {
      await tx.nativeUpdate(PartnerCertificateEntity, { id: ids }, { anchoring: 'UNANCHORED' })
      await createAnchoringNews(world.deps(), rules).lost(tx, ids, at)
      return true
    })
  const allKinds = async () => {
    const certificate = await world.certificate(partner.id, { validTo: inDays(3), signedValidTo: inDays(3) })
    const [root, intermediate] = [
      await world.trust('ROOT', { validTo: inDays(3) }),
      await world.trust('INTERMEDIATE', { validTo: inDays(3) }),
    ]
    await world.sweep(TODAY)
    await weeklySummaryJob(world.deps()).run(new Date(TODAY))
    await lose([certificate], new Date(TODAY))
    return { certificate, root, intermediate }
  }
  const ALL = [
    'CERTIFICATE_UNANCHORED',
    'INTERMEDIATE_CERTIFICATE',
    'PARTNER_CERTIFICATE',
    'ROOT_CERTIFICATE',
    'SIGNED_CERTIFICATE',
    'WEEKLY_SUMMARY',
  ]
  const without = (...kinds: string[]) => ALL.filter(kind => !kinds.includes(kind))
  const ofPartners = ['CERTIFICATE_UNANCHORED', 'PARTNER_CERTIFICATE', 'SIGNED_CERTIFICATE']

  it('all of it, while nothing happens; asked by one statement', async () => {
    await allKinds()
    expect(await standing()).to.deep.equal(ALL)
    const ids = (await world.notices()).map(({ id }) => id)
    const { statements } = await countStatements(() => createObjectStanding(world.deps()).stillDue(ids))
    expect(statements).to.have.length(1)
    expect(await createObjectStanding(world.deps()).stillDue([])).to.deep.equal(new Set())
  })

  it('not what was replaced', async () => {
    await allKinds()
    await db.em().nativeUpdate(PartnerCertificateEntity, {}, { status: 'REPLACED' })
    await world.certificate(partner.id)
    expect(await standing()).to.deep.equal(without(...ofPartners))
  })

  it('not what is a partner’s that was deactivated, or is skipped', async () => {
    await allKinds()
    expect(await standing({ skippedPartners: [partner.code] })).to.deep.equal(without(...ofPartners))
    await db.em().nativeUpdate(PartnerEntity, {}, { status: 'INACTIVE' })
    expect(await standing()).to.deep.equal(without(...ofPartners))
  })

  it('not what is distrusted, nor what was renewed', async () => {
    const { root, intermediate } = await allKinds()
    await db.em().nativeUpdate(TrustCertificateEntity, { id: root }, { status: 'DISTRUSTED' })
    expect(await standing()).to.deep.equal(without('ROOT_CERTIFICATE'))
    const { issuedToKey } = await db.em().findOneOrFail(TrustCertificateEntity, { id: intermediate })
    await world.trust('INTERMEDIATE', { validTo: inDays(900), issuedToKey })
    expect(await standing()).to.deep.equal(without('ROOT_CERTIFICATE', 'INTERMEDIATE_CERTIFICATE'))
  })

  it('not a root that was found again', async () => {
    await allKinds()
    await db.em().nativeUpdate(PartnerCertificateEntity, {}, { anchoring: 'ANCHORED' })
    expect(await standing()).to.deep.equal(without('CERTIFICATE_UNANCHORED'))
  })

  describe('what lost its root', () => {
    it('is told to the partner’s people, with mail and record, in the transaction that flagged it', async () => {
      const two = await world.partner({ people: 2 })
      const [active, inactive] = [await world.certificate(two.id), await world.partner({ status: 'INACTIVE' })]
      const others = [await world.certificate(inactive.id), await world.certificate(partner.id)]
      const at = new Date('2026-11-28T10:11:12.345Z')
      await lose([active, ...others], at, { skippedPartners: [partner.code] })
      const notices = await world.notices()
      expect(notices.map(({ recipientId }) => recipientId).sort()).to.deep.equal(two.people.sort())
      for (const notice of notices)
        expect(notice).to.deep.include({
          kind: 'CERTIFICATE_UNANCHORED',
          objectId: active,
          dueAt: at,
          createdAt: at,
          threshold: -1,
          partnerId: two.id,
          issuedToKey: 'élan',
          domain: 'AUTH',
        })
      expect(Object.keys(notices[0]!.facts).sort()).to.deep.equal(
        ['code', 'domain', 'issuedBy', 'issuedTo', 'organisationName', 'partnerCode'].sort(),
      )
      expect((await world.mails()).map(({ template }) => template)).to.deep.equal([
        'notice.unanchored',
        'notice.unanchored',
      ])
      expect((await world.record()).map(({ event }) => event)).to.deep.equal([
        'notice.certificate-unanchored.created',
        'notice.certificate-unanchored.created',
      ])
    })

    it('is told again when it happens again', async () => {
      const id = await world.certificate(partner.id)
      await lose([id], new Date('2026-11-28T00:00:00.000Z'))
      await lose([id], new Date('2026-11-28T00:00:00.000Z'))
      expect((await world.notices()).length).to.equal(1)
      await lose([id], new Date('2026-11-29T00:00:00.000Z'))
      expect((await world.notices()).length).to.equal(2)
    })

    it('is told of any number at once', async () => {
      const ids = await world.many(
        'PARTNER_CERTIFICATE',
        Array.from({ length: 501 }, () => inDays(400)),
      )
      await lose(ids, new Date(TODAY))
      expect((await world.notices()).length).to.equal(501)
      expect((await world.mails()).map(({ template }) => template)).to.deep.equal(['notice.digest'])
    })
  })
})
