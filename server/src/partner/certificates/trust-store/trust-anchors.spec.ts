import { expect } from 'chai'
import { AuditRecordEntity, createAudit } from '../../../audit/index.ts'
import { FakeClock } from '../../../platform/clock/clock.ts'
import { openDatabase, type Database } from '../../../platform/database/database.ts'
import { createBus } from '../../../platform/events/bus.ts'
import { isRefusal } from '../../../platform/refusal/refusal.ts'
import { entities } from '../../../entities.ts'
import { migrations } from '../../../migrations/index.ts'
import { hasOpenssl, OpensslWorkshop, type OpensslCertificate } from '../../../spec/openssl-chain.ts'
import { describeEach, openFresh, type FreshDatabase } from '../../../spec/test-database.ts'
import { TrustCertificateEntity, TrustCertificateEventEntity } from './trust-certificate.entity.ts'
import { TrustDecisionService } from './trust-decision.service.ts'
import { trustStoreTopic, type TrustStoreHappening } from './trust-events.ts'
import { TrustStoreService } from './trust-store.service.ts'

const someone = {
  userId: '01990000-0000-7000-8000-000000000001',
  permissions: new Set(['trust.write']),
  partnerIds: [],
  kind: 'session' as const,
  sessionId: '01990000-0000-7000-8000-000000000002',
  expiresAt: new Date('2100-01-01'),
}

describeEach('what hangs on a trust certificate', fresh => {
  let workshop: OpensslWorkshop
  let database: FreshDatabase
  let db: Database
  /** A server of its own on the same database. */
  let otherDb: Database
  const told: TrustStoreHappening[] = []
  const serverOn = (on: Database) => {
    // Ahead of the workshop's clock, so that whatever it makes is valid.
    const clock = new FakeClock(new Date(Date.now() + 3_600_000))
    const bus = createBus()
    // Partners' certificates have a spec of their own, beside them.
    const dependents = { losing: async () => ({ partners: 0, names: [] }), follow: async () => undefined }
    const deps = { db: on, clock, audit: createAudit({ clock }), bus, dependents }
    return { clock, bus, store: new TrustStoreService(deps), decisions: new TrustDecisionService(deps) }
  }
  let here: ReturnType<typeof serverOn>
  let there: ReturnType<typeof serverOn>

  before(async function () {
    if (!hasOpenssl) return this.skip()
    workshop = new OpensslWorkshop()
    database = await fresh()
    db = await openFresh(database)
    otherDb = database.url.startsWith('m') ? await openDatabase({ url: database.url, entities, migrations }) : db
    here = serverOn(db)
    there = serverOn(otherDb)
    void (async () => {
      for await (const event of here.bus.subscribe(trustStoreTopic)) told.push(event as TrustStoreHappening)
    })()
  })
  beforeEach(async () => {
    told.length = 0
    await db.em().nativeDelete(TrustCertificateEntity, {})
    await db.em().nativeDelete(TrustCertificateEventEntity, {})
    await db.em().nativeDelete(AuditRecordEntity, {})
  })
  after(async () => {
    workshop?.close()
    if (otherDb !== db) await otherDb?.close()
    await db?.close()
    await database?.drop()
  })

  const upload = async (certificates: readonly OpensslCertificate[], server = here) => {
    const outcomes = await server.store.upload(
      someone,
      'AUTH',
      certificates.map(({ der }, n) => ({ name: `${n}.der`, bytes: der })),
    )
    if (isRefusal(outcomes)) throw new Error(outcomes.code)
    return outcomes.map(({ outcome }) => outcome)
  }
  const rows = () => db.em().find(TrustCertificateEntity, {}, { orderBy: { id: 'asc' } })
  const idOf = async ({ der }: OpensslCertificate) =>
    (await rows()).find(row => Buffer.compare(Buffer.from(row.der), der) === 0)!.id
  const standing = async (certificate: OpensslCertificate) => {
    const id = await idOf(certificate)
    return (await rows()).find(row => row.id === id)!.status
  }
  const history = async (certificate: OpensslCertificate) =>
    (
      await db
        .em()
        .find(
          TrustCertificateEventEntity,
          { trustCertificateId: await idOf(certificate) },
          { orderBy: { at: 'asc', id: 'asc' } },
        )
    ).map(({ kind }) => kind)
  const audited = async () => (await db.em().find(AuditRecordEntity, {})).map(({ event }) => event).sort()
  const distrust = async (certificate: OpensslCertificate, server = here) =>
    server.decisions.distrust(someone, await idOf(certificate), 'spec')
  const trustAgain = async (certificate: OpensslCertificate, server = here) =>
    server.decisions.trustAgain(someone, await idOf(certificate), 'spec')
  const root = (name: string) => workshop.make({ subject: `/CN=${name}/O=Spec`, days: 4_000 })
  const below = (name: string, issuer: OpensslCertificate, keyOf?: OpensslCertificate) =>
    workshop.make({ subject: `/CN=${name}/O=Spec`, issuer, days: 2_000, ...(keyOf ? { keyOf } : {}) })

  it('keeps standing as long as a cross-signed way to another root is left, and falls with the last', async () => {
    const [a, b] = [root('A'), root('B')]
    const ia = below('Bridge', a)
    const ib = below('Bridge', b, ia)
    const leaf = below('Below the bridge', ia)
    expect(await upload([a, b, ia, ib, leaf])).to.deep.equal(Array.from({ length: 5 }, () => 'STORED'))
    expect((await here.decisions.impact(await idOf(a))).intermediates.map(({ name }) => name)).to.deep.equal(['Bridge'])
    await distrust(a)
    expect([await standing(ia), await standing(ib), await standing(leaf)]).to.deep.equal([
      'UNANCHORED',
      'TRUSTED',
      'TRUSTED',
    ])
    await distrust(b)
    expect([await standing(ib), await standing(leaf)]).to.deep.equal(['UNANCHORED', 'UNANCHORED'])
    await trustAgain(a)
    expect([await standing(ia), await standing(ib), await standing(leaf)]).to.deep.equal([
      'TRUSTED',
      'UNANCHORED',
      'TRUSTED',
    ])
    expect(await history(leaf)).to.deep.equal(['UPLOADED', 'ANCHOR_LOST', 'ANCHOR_REGAINED'])
    expect(told.filter(({ kind }) => kind === 'ANCHOR_REGAINED')).to.have.length(2)
    expect((await audited()).filter(event => event !== 'trust-certificate.uploaded')).to.deep.equal([
      'trust-certificate.distrusted',
      'trust-certificate.distrusted',
      'trust-certificate.trusted-again',
    ])
  })

  it('is not said to be trusted when trusted again below a root that is not', async () => {
    const a = root('A')
    const i = below('I', a)
    await upload([a, i])
    await distrust(i)
    await distrust(a)
    await trustAgain(i)
    expect(await standing(i)).to.equal('UNANCHORED')
    expect(await history(i)).to.deep.equal(['UPLOADED', 'DISTRUSTED', 'TRUSTED_AGAIN', 'ANCHOR_LOST'])
    await trustAgain(a)
    expect(await standing(i)).to.equal('TRUSTED')
  })

  it('stands again when an upload opens another way to a root', async () => {
    const [a, b] = [root('A'), root('B')]
    const ia = below('Bridge', a)
    const leaf = below('Below the bridge', ia)
    await upload([a, b, ia, leaf])
    await distrust(a)
    expect(await standing(leaf)).to.equal('UNANCHORED')
    expect(await upload([below('Bridge', b, ia)])).to.deep.equal(['STORED'])
    expect(await standing(leaf)).to.equal('TRUSTED')
    expect(await standing(ia)).to.equal('UNANCHORED')
    expect(await history(leaf)).to.deep.equal(['UPLOADED', 'ANCHOR_LOST', 'ANCHOR_REGAINED'])
  })

  it('is stored once when two upload it at once, and both hear so', async () => {
    for (let n = 0; n < 5; n++) {
      const [a, b] = [root(`A${n}`), root(`B${n}`)]
      const outcomes = await Promise.all([upload([a, b], here), upload([b, a], there)])
      expect(outcomes.flat().sort()).to.deep.equal(['ALREADY_STORED', 'ALREADY_STORED', 'STORED', 'STORED'])
    }
    expect(await rows()).to.have.length(10)
    expect((await audited()).filter(event => event === 'trust-certificate.uploaded')).to.have.length(10)
  })

  it('is never left trusted below a root that another distrusts at the same moment', async () => {
    for (let n = 0; n < 5; n++) {
      const a = root(`A${n}`)
      const i = below(`I${n}`, a)
      await upload([a])
      const [decided, [outcome]] = await Promise.all([distrust(a, there), upload([i], here)])
      expect(isRefusal(decided)).to.equal(false)
      if (outcome === 'STORED') expect(await standing(i)).to.equal('UNANCHORED')
      else expect(outcome).to.equal('REFUSED')
    }
  })

  it('follows every one of several decisions taken at once', async () => {
    const [a, b] = [root('A'), root('B')]
    const ia = below('Bridge', a)
    const ib = below('Bridge', b, ia)
    const leaf = below('Below the bridge', ia)
    await upload([a, b, ia, ib, leaf])
    const results = await Promise.all([distrust(a, here), distrust(b, there)])
    expect(results.some(isRefusal)).to.equal(false)
    expect(await standing(leaf)).to.equal('UNANCHORED')
    const again = await Promise.all([trustAgain(a, here), trustAgain(b, there)])
    expect(again.some(isRefusal)).to.equal(false)
    expect([await standing(ia), await standing(ib), await standing(leaf)]).to.deep.equal([
      'TRUSTED',
      'TRUSTED',
      'TRUSTED',
    ])
  })
})
