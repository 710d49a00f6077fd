import { randomBytes } from 'node:crypto'
import { expect } from 'chai'
import { createAudit } from '../../audit/index.ts'
import { FakeClock } from '../../platform/clock/clock.ts'
import { deriveDataKey } from '../../platform/crypto/data-key.ts'
import { createVault } from '../../platform/crypto/seal.ts'
import { unitOfWork, type Database } from '../../platform/database/database.ts'
import { isUniqueViolation } from '../../platform/database/unique-violation.ts'
import { createBus } from '../../platform/events/bus.ts'
import { newId } from '../../platform/ids/ids.ts'
import { Refusal } from '../../platform/refusal/refusal.ts'
import { describeDatabases } from '../../spec/test-database.ts'
import { PartnerEventEntity } from './partner-event.entity.ts'
import { partnerTopic, type PartnerHappening } from './partner-events.ts'
import { PartnerRegistration } from './partner-registration.service.ts'
import { PartnerEntity } from './partner.entity.ts'

describeDatabases('registering a partner', open => {
  let db: Database
  let drop: () => Promise<void>
  let registration: PartnerRegistration
  const clock = new FakeClock('2026-11-22T09:00:00Z')
  const vault = createVault(deriveDataKey(randomBytes(32)))
  const bus = createBus()
  const told: PartnerHappening[] = []
  const person = newId()

  before(async () => {
    ;({ db, drop } = await open())
    registration = new PartnerRegistration({ db, clock, vault, bus, audit: createAudit({ clock }) })
    void (async () => {
      for await (const event of bus.subscribe(partnerTopic)) told.push(event as PartnerHappening)
    })()
  })
  after(() => drop())

  const form = (code: string, type = 'Auth_Partner') => ({
    userId: person,
    code,
    organisationName: ' Canary   Lane Ltd ',
    type,
    email: 'Canary@Lane.example',
    phone: '+212 600 000 001',
    address: '1 Canary Lane',
    language: 'fr',
  })
  const register = async (code: string, type?: string) =>
    (await unitOfWork(db, tx => registration.register(tx, form(code, type)))) as {
      partnerId: string
      organisationId: string
    }
  const history = async (partnerId: string) =>
    (await db.em().find(PartnerEventEntity, { partnerId }, { orderBy: { at: 'asc', id: 'asc' } })).map(
      ({ kind, actorId }) => [kind, actorId],
    )

  it('makes an organisation and its partner, pending, with history', async () => {
    const { partnerId, organisationId } = await register('canary')
    const row = await db.em().findOneOrFail(PartnerEntity, { id: partnerId })
    expect(row).to.include({ code: 'canary', organisationId, status: 'PENDING', language: 'fr', policyGroupId: null })
    expect(row.organisationNameKey).to.equal('canary lane ltd')
    expect(await history(partnerId)).to.deep.equal([['REGISTERED', person]])
    expect(told).to.deep.include({ kind: 'REGISTERED', partnerId })
    expect(await registration.codeTaken(' canary ')).to.equal(true)
    expect(await registration.codeTaken('nobody')).to.equal(false)
  })

  it('keeps nothing personal in clear, and finds the address by its keyed hash whatever its case', async () => {
    const rows = await db.em().execute('select * from partner')
    expect(JSON.stringify(rows)).not.to.match(/lane\.example|1 Canary Lane|600 000 001/i)
    expect(await db.em().count(PartnerEntity, { emailIndex: vault.blindIndex('canary@lane.example') })).to.equal(1)
  })

  it('tells nobody of what was rolled back', async () => {
    const before = told.length
    await unitOfWork(db, async tx => {
      await registration.register(tx, form('rolled-back'))
      return new Refusal('NO')
    })
    expect(told).to.have.length(before)
    expect(await registration.codeTaken('rolled-back')).to.equal(false)
  })

  it('lets one of two with the same partner id win, and says by what the other lost (PMS_PRT_051)', async () => {
    const outcomes = await Promise.allSettled([register('twice'), register('twice')])
    expect(outcomes.map(({ status }) => status).sort()).to.deep.equal(['fulfilled', 'rejected'])
    const lost = outcomes.find(outcome => outcome.status === 'rejected')!
    expect(isUniqueViolation(lost.reason)).to.equal(true)
  })

  it('refuses a type that nobody knows', async () => {
    const failure = await register('odd', 'Odd_Partner').catch((error: Error) => error.message)
    expect(failure).to.match(/Odd_Partner/)
  })

  it('follows the person’s contact data, and writes history only when something changed', async () => {
    const { partnerId } = await register('mover')
    const change = (contact: Parameters<PartnerRegistration['changeContact']>[2]) =>
      unitOfWork(db, tx => registration.changeContact(tx, [partnerId], contact, person))
    await change({ phone: '+212 600 000 001', language: 'fr', address: ' 1 Canary Lane ' })
    expect(await history(partnerId)).to.have.length(1)
    await change({ phone: '+212 600 000 002', address: '2 Canary Lane' })
    expect(await registration.contactOf([partnerId])).to.deep.equal({
      address: '2 Canary Lane',
      phone: '+212 600 000 002',
    })
    expect((await history(partnerId)).map(([kind]) => kind)).to.deep.equal(['REGISTERED', 'CONTACT_CHANGED'])
    await change({ email: 'moved@lane.example' })
    expect(await db.em().count(PartnerEntity, { emailIndex: vault.blindIndex('moved@lane.example') })).to.equal(1)
  })

  it('owes a policy group where the type needs one, and nothing while deactivated', async () => {
    const needing = (await register('needing')).partnerId
    const free = (await register('free', 'Device_Provider')).partnerId
    expect(await registration.openTasks([free])).to.deep.equal([])
    expect(await registration.openTasks([])).to.deep.equal([])
    expect(await registration.openTasks([free, needing])).to.deep.equal(['CHOOSE_POLICY_GROUP'])
    await db.em().nativeUpdate(PartnerEntity, { id: needing }, { status: 'INACTIVE' })
    expect(await registration.openTasks([needing])).to.deep.equal([])
  })

  it('knows no contact of nobody', async () => {
    expect(await registration.contactOf([])).to.equal(null)
    expect(await registration.contactOf([newId()])).to.equal(null)
  })
})
