import { expect } from 'chai'
import { execute, parse } from 'graphql'
import { DAY, FakeClock } from '../../platform/clock/clock.ts'
import { unitOfWork } from '../../platform/database/database.ts'
import { countStatements } from '../../platform/database/guard.ts'
import { newId } from '../../platform/ids/ids.ts'
import { describeEach } from '../../spec/test-database.ts'
import { openHouse, type Caller, type TestHouse } from '../../spec/test-house.ts'
import { PartnerCertificateEntity } from '../certificates/partner-certificates/index.ts'
import { PartnerEntity } from '../partners/index.ts'

interface Own {
  certificate: { id: string; state: string; validTo: string } | null
}

const CERTIFICATES = 'certificates { missing current expiring expired expiringFirst { id partner { code } } }'

describeEach('the dashboard (§4)', fresh => {
  let world: TestHouse
  let admin: Caller
  let northwind: Caller
  const clock = new FakeClock('2026-11-22T09:00:00Z')
  const id: Record<string, string> = {}

  /** One partner of northwind's organisation for each way a certificate can stand (R-OWN-04), and foreign ones beside. */
  before(async () => {
    world = await openHouse(await fresh(), { clock })
    const em = world.house.db.em()
    await em.nativeDelete(PartnerCertificateEntity, {})
    await em.nativeUpdate(PartnerEntity, {}, { certificateId: null })
    const rows = await em.find(PartnerEntity, {})
    const mine = rows.find(({ code }) => code === 'northwind')!
    const at = clock.businessNow().getTime()
    const certificate = (from: number, to: number, more: object = {}) => ({
      id: newId(),
      domain: 'AUTH',
      status: 'CURRENT',
      anchoring: 'ANCHORED',
      issuedTo: 'Spec',
      issuedBy: 'Spec CA',
      serialNumber: '01',
      thumbprintSha256: newId(),
      validFrom: new Date(at + from * DAY),
      validTo: new Date(at + to * DAY),
      der: Buffer.from([0x30, 0]),
      signedId: 'x',
      signedPem: '',
      signedChain: [],
      signedValidFrom: new Date(at),
      signedValidTo: new Date(at + 300 * DAY),
      uploadedAt: new Date(at),
      ...more,
    })
    await unitOfWork(world.house.db, async tx => {
      const give = async (code: string, values: ReturnType<typeof certificate>) => {
        const row = tx.create(PartnerCertificateEntity, { ...values, partnerId: id[code]! })
        if (row.status !== 'CURRENT') return
        const owner = await tx.findOneOrFail(PartnerEntity, { id: id[code]! })
        owner.certificateId = row.id
      }
      const sibling = (code: string, status = 'ACTIVE', type = 'Auth_Partner') => {
        const partnerId = newId()
        tx.create(PartnerEntity, {
          id: partnerId,
          code,
          organisationId: mine.organisationId,
          organisationName: mine.organisationName,
          organisationNameKey: mine.organisationNameKey,
          type,
          status,
          createdAt: clock.now(),
        })
        id[code] = partnerId
      }
      for (const { code, id: rowId } of rows) id[code] = rowId
      for (const code of ['in-20', 'in-5', 'day-30', 'day-31', 'over', 'adrift', 'later', 'bare']) sibling(code)
      sibling('desk', 'ACTIVE', 'Partner_Admin')
      sibling('away', 'INACTIVE')
      await tx.flush()
      await give('in-20', certificate(-100, 20))
      await give('in-5', certificate(-100, 5))
      await give('in-5', certificate(-900, -600, { status: 'REPLACED' }))
      // The last instant of the thirtieth day counts, the next does not (R-ENV-07).
      await give('day-30', certificate(-100, 0, { validTo: new Date('2026-12-22T23:59:59.999Z') }))
      await give('day-31', certificate(-100, 0, { validTo: new Date('2026-12-23T00:00:00.000Z') }))
      await give('over', certificate(-400, -1))
      await give('adrift', certificate(-100, 3, { anchoring: 'UNANCHORED' }))
      await give('later', certificate(2, 20))
      await give('away', certificate(-100, 10))
      await give('kestrel', certificate(-100, 1))
      await tx.flush()
      return true
    })
    ;[admin, northwind] = [await world.signIn('admin'), await world.signIn('northwind')]
  })
  after(() => world?.close())

  const asOf = async (caller: Caller, fields: string) => {
    const { data, errors } = await caller.ask(`{ dashboard { ${fields} } }`)
    expect(errors).to.equal(undefined)
    return data['dashboard']! as Record<string, Record<string, unknown> | null>
  }

  it('counts of the own certificates what the list they lead to shows', async () => {
    const { certificates } = await asOf(northwind, CERTIFICATES)
    const { data } = await northwind.ask('{ myPartners { type certificate { id state validTo } } }')
    const own = data['myPartners']! as (Own & { type: string })[]
    const state = (name: string) => own.filter(({ certificate }) => certificate?.state === name)
    const soonest = state('EXPIRES_SOON').sort((a, b) =>
      a.certificate!.validTo.localeCompare(b.certificate!.validTo),
    )[0]!
    expect(certificates).to.deep.equal({
      missing: own.filter(({ certificate, type }) => !certificate && type !== 'Partner_Admin').length,
      current: own.filter(({ certificate }) => certificate).length,
      expiring: state('EXPIRES_SOON').length,
      expired: state('EXPIRED').length,
      expiringFirst: { id: soonest.certificate!.id, partner: { code: 'in-5' } },
    })
    expect(certificates).to.deep.include({ missing: 2, current: 8, expiring: 4, expired: 1 })
  })

  it('moves with the business clock, as the lists do', async () => {
    clock.moveBusiness(6 * DAY)
    const { certificates } = await asOf(
      northwind,
      'certificates { expiring expired expiringFirst { partner { code } } }',
    )
    expect(certificates).to.deep.equal({ expiring: 5, expired: 3, expiringFirst: { partner: { code: 'away' } } })
    clock.moveBusiness(-6 * DAY)
  })

  it('counts partners as the list of partners does', async () => {
    const { partners } = await asOf(admin, 'partners { pending active inactive }')
    const lists = ['PENDING', 'ACTIVE', 'INACTIVE'].map(
      status => `${status}: partners(first: 1, filter: { status: ${status} }) { totalCount { value } }`,
    )
    const { data } = await admin.ask(`{ ${lists.join(' ')} }`)
    const total = (status: string) => (data[status]! as { totalCount: { value: number } }).totalCount.value
    expect(partners).to.deep.equal({
      pending: total('PENDING'),
      active: total('ACTIVE'),
      inactive: total('INACTIVE'),
    })
    expect(partners).to.include({ inactive: 1 })
  })

  it('shows an administrator the administrator’s set alone, though it acts for a partner too (R-DASH-03)', async () => {
    const figures = await asOf(admin, `${CERTIFICATES} trustStore { roots } partners { active }`)
    expect(figures['certificates']).to.equal(null)
    expect(figures['trustStore']).to.have.property('roots')
  })

  it('shows a partner nothing of the administration, and a policy manager no figures', async () => {
    const figures = await asOf(northwind, 'trustStore { roots } partners { active } certificates { current }')
    expect(figures).to.deep.include({ trustStore: null, partners: null })
    const policy = await world.signIn('policy')
    expect(await asOf(policy, 'trustStore { roots } partners { active } certificates { current }')).to.deep.equal({
      trustStore: null,
      partners: null,
      certificates: null,
    })
  })

  it('takes one statement for everything it counts (R-DASH-02)', async () => {
    const partnerIds = [id['northwind']!, id['in-5']!]
    for (const permissions of [
      ['dashboard.read', 'certificate.read'],
      ['dashboard.read', 'trust.read', 'partner.read'],
    ]) {
      const { statements, result } = await countStatements(async () =>
        execute({
          schema: world.house.schema,
          document: parse(
            '{ dashboard { trustStore { roots rootsExpiring } partners { pending active inactive } certificates { missing current expiring expired } } }',
          ),
          contextValue: {
            principal: { userId: newId(), permissions: new Set(permissions), partnerIds },
            memo: new Map(),
            language: 'en',
          },
        }),
      )
      expect(result.errors).to.equal(undefined)
      expect(statements, statements.join('\n')).to.have.length(1)
    }
  })
})
