import { expect } from 'chai'
import { FakeClock } from '../platform/clock/clock.ts'
import { unitOfWork, type Database } from '../platform/database/database.ts'
import { describeDatabases } from '../spec/test-database.ts'
import { Refusal } from '../platform/refusal/refusal.ts'
import { AuditRecordEntity } from './audit-record.entity.ts'
import { createAudit } from './audit.service.ts'

describeDatabases('the record', open => {
  let db: Database
  let drop: () => Promise<void>
  const clock = new FakeClock('2026-11-22T09:00:00.123Z')
  const audit = createAudit({ clock })

  before(async () => {
    ;({ db, drop } = await open())
    await db.orm.schema.update()
  })
  after(() => drop())

  it('says what, who, on what and when, by real time, with the original’s code', async () => {
    clock.moveBusiness(86_400_000)
    await unitOfWork(db, async tx => {
      audit.record(tx, {
        event: 'trust-certificate.uploaded',
        actor: { userId: '01990000-0000-7000-8000-000000000001', sessionId: '01990000-0000-7000-8000-000000000002' },
        subjectType: 'trust-certificate',
        subjectId: '01990000-0000-7000-8000-000000000003',
        facts: { type: 'ROOT', replaced: false },
      })
    })
    const [row] = await db.em().find(AuditRecordEntity, {})
    expect(row).to.deep.include({
      code: 'PMS_PRT_202',
      event: 'trust-certificate.uploaded',
      actorId: '01990000-0000-7000-8000-000000000001',
      sessionId: '01990000-0000-7000-8000-000000000002',
      subjectType: 'trust-certificate',
      subjectId: '01990000-0000-7000-8000-000000000003',
      facts: { type: 'ROOT', replaced: false },
    })
    expect(row!.at.toISOString()).to.equal('2026-11-22T09:00:00.123Z')
  })

  it('falls with the act it belongs to, whether that throws or is refused', async () => {
    const before = await db.em().count(AuditRecordEntity)
    await unitOfWork(db, async tx => {
      audit.record(tx, { event: 'sign-out' })
      return new Refusal('NO')
    })
    await unitOfWork(db, async tx => {
      audit.record(tx, { event: 'sign-out' })
      throw new Error('broken')
    }).catch(() => undefined)
    expect(await db.em().count(AuditRecordEntity)).to.equal(before)
  })
})
