import { expect } from 'chai'
import { NoticeEntity, type NoticeKind } from '../../notification/index.ts'
import type { Database } from '../../platform/database/database.ts'
import { describeDatabases } from '../../spec/test-database.ts'
import { dayAfter, ExpiryWorld, usualDays } from './spec/expiry-world.ts'

/** Days on which arithmetic of local time, of months or of 24 hours goes astray. */
const edges = [
  ['an ordinary day', '2026-11-22'],
  ['the end of a month', '2027-01-31'],
  ['the end of a year', '2026-12-31'],
  ['29 February', '2028-02-29'],
  ['the day before a 29 February', '2028-02-28'],
  ['28 February of a common year', '2027-02-28'],
  ['clocks go forward in Europe', '2027-03-28'],
  ['clocks go back in Europe', '2027-10-31'],
  ['clocks go forward in New York', '2027-03-14'],
  ['clocks go back in New York', '2027-11-07'],
] as const
const zones = ['UTC', 'Asia/Kolkata', 'America/New_York', 'Pacific/Kiritimati']
const times = ['00:00:00.000', '12:00:00.000', '23:59:59.999']
const kinds: NoticeKind[] = [
  'ROOT_CERTIFICATE',
  'INTERMEDIATE_CERTIFICATE',
  'PARTNER_CERTIFICATE',
  'SIGNED_CERTIFICATE',
]
/** 31 … 0 and -1. */
const lefts = Array.from({ length: 33 }, (_, n) => 31 - n)

/** What is announced so many days before an end when nothing was before: the threshold passed last. */
const expected = (left: number): number | null => {
  if (left < 0 || left > 30) return null
  if (left > 15) return 30
  if (left > 10) return 15
  return left
}

describeDatabases('the days on which ends are announced', open => {
  let db: Database
  let drop: () => Promise<void>
  let world: ExpiryWorld
  const zone = process.env['TZ']

  before(async () => {
    ;({ db, drop } = await open())
    world = new ExpiryWorld(db)
  })
  beforeEach(async () => {
    await world.clear()
    await world.administrator()
  })
  afterEach(() => {
    if (zone === undefined) delete process.env['TZ']
    else process.env['TZ'] = zone
  })
  after(() => drop())

  it('the process’s time zone can be changed by a spec', () => {
    const offsets = zones.map(TZ => {
      process.env['TZ'] = TZ
      return new Date('2026-11-22T00:00:00Z').getTimezoneOffset()
    })
    expect(new Set(offsets).size).to.equal(zones.length)
  })

  for (const [name, day] of edges)
    it(`R-NOT-01, R-NOT-03: 31 … 0 and -1 days before it, seen from ${name} (${day}) in every time zone`, async () => {
      const wanted = []
      for (const kind of kinds) {
        const ends = lefts.flatMap(left => times.map(time => dayAfter(day, left, time)))
        const ids = await world.many(kind, ends)
        for (const [n, id] of ids.entries()) {
          const left = lefts[Math.floor(n / times.length)]!
          const threshold = expected(left)
          if (threshold !== null) wanted.push(`${kind} ${id} ${ends[n]!.toISOString()} ${threshold} ${left}`)
        }
      }
      for (const TZ of zones) {
        process.env['TZ'] = TZ
        await db.em().nativeDelete(NoticeEntity, {})
        // At whatever hour of the day the sweep runs.
        await world.sweep(`${day}T${times[zones.indexOf(TZ) % times.length]}Z`)
        const made = await world.notices()
        const said = made.map(
          ({ kind, objectId, dueAt, threshold, facts }) =>
            `${kind} ${objectId} ${dueAt.toISOString()} ${threshold} ${facts['daysLeft']}`,
        )
        expect(said.sort(), TZ).to.deep.equal(wanted.sort())
      }
    })

  it('R-NOT-01, R-NOT-04: swept every day, each day of the list is announced once and on its day, whenever it ends', async () => {
    const wanted: string[] = []
    const days = new Set<number>()
    for (const kind of kinds) {
      const ends = edges.flatMap(([, day]) => [dayAfter(day, 0, times[0]), dayAfter(day, 0, times[2])])
      const ids = await world.many(kind, ends)
      for (const [n, id] of ids.entries())
        for (const threshold of usualDays)
          wanted.push(`${id} ${threshold} ${dayAfter(ends[n]!, -threshold, '00:00:00.000').toISOString()}`)
      for (const end of ends) for (const left of lefts) days.add(dayAfter(end, -left, '00:00:00.000').getTime())
    }
    let made = 0
    for (const day of [...days].sort((a, b) => a - b)) made += (await world.sweep(new Date(day)))['notices']!
    const notices = await world.notices()
    expect(made).to.equal(notices.length)
    expect(
      notices.map(({ objectId, threshold, createdAt }) => `${objectId} ${threshold} ${createdAt.toISOString()}`).sort(),
    ).to.deep.equal(wanted.sort())
  })
})
