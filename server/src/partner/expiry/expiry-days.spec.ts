import { expect } from 'chai'
import { NoticeEntity, type NoticeKind } from '../../notification/index.ts'
import { DAY } from '../../platform/clock/clock.ts'
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

  const days = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, n) => from - n)
  const each = (from: number) => days(from, 0).map(left => `${left} on ${left}`)

  /** On which days nobody sweeps, and what is told all the same: a threshold, and days left when it is told. */
  const missed: [what: string, missing: number[], told: string[]][] = [
    ['no day', [], ['30 on 30', '15 on 15', ...each(10)]],
    ['the first day', [30], ['30 on 29', '15 on 15', ...each(10)]],
    ['the day of 15', [15], ['30 on 30', '15 on 14', ...each(10)]],
    ['the day of 10', [10], ['30 on 30', '15 on 15', ...each(9)]],
    ['the day of 5', [5], ['30 on 30', '15 on 15', ...days(10, 6).map(left => `${left} on ${left}`), ...each(4)]],
    ['the last day', [0], ['30 on 30', '15 on 15', ...days(10, 1).map(left => `${left} on ${left}`)]],
    ['a day that is nobody’s', [20], ['30 on 30', '15 on 15', ...each(10)]],
    ['twelve days from 30 on', days(30, 19), ['30 on 18', '15 on 15', ...each(10)]],
    ['twelve days from 20 on', days(20, 9), ['30 on 30', ...each(8)]],
    ['twelve days from 15 on', days(15, 4), ['30 on 30', ...each(3)]],
    ['the last twelve days', days(11, 0), ['30 on 30', '15 on 15']],
    ['every day but the last', days(31, 1), ['0 on 0']],
    ['every day', days(31, 0), []],
  ]
  for (const [n, [what, missing, told]] of missed.entries())
    it(`R-NOT-06: ${what} missed, each kind is announced once for the threshold that was passed last`, async () => {
      const [, day] = edges[n % edges.length]!
      const end = dayAfter(day, 0, times[n % times.length])
      for (const kind of kinds) await world.many(kind, [end])
      const swept = lefts.filter(left => !missing.includes(left))
      for (const left of swept) await world.sweep(dayAfter(end, -left, times[n % times.length]))
      expect(await toldOf(end)).to.deep.equal(onEachKind(told))
    })

  /** How many days were left when it was uploaded, in the morning after the sweep, and the thresholds still ahead. */
  const inside: [left: number, ahead: number[]][] = [
    [31, [...usualDays]],
    [30, [15, ...days(10, 0)]],
    [20, [15, ...days(10, 0)]],
    [15, days(10, 0)],
    [12, days(10, 0)],
    [10, days(9, 0)],
    [5, days(4, 0)],
    [1, [0]],
    [0, []],
  ]
  for (const [n, [left, ahead]] of inside.entries())
    it(`R-NOT-06: uploaded ${left} days before its end, each kind is announced on the days still ahead`, async () => {
      const [, day] = edges[n % edges.length]!
      const end = dayAfter(day, 0, '23:59:59.999')
      const uploadedAt = dayAfter(end, -left, '10:00:00.000')
      for (const kind of kinds) await world.many(kind, [end], uploadedAt)
      for (const later of days(left, -1)) {
        await world.sweep(dayAfter(end, -later, '10:30:00.000'))
        await world.sweep(dayAfter(end, -later, '23:00:00.000'))
      }
      expect(await toldOf(end)).to.deep.equal(onEachKind(ahead.map(threshold => `${threshold} on ${threshold}`)))
    })

  const onEachKind = (told: string[]) => (told.length > 0 ? Object.fromEntries(kinds.map(kind => [kind, told])) : {})

  /** What was told of each kind, in order. */
  async function toldOf(end: Date): Promise<Record<string, string[]>> {
    const told: Record<string, string[]> = {}
    for (const { kind, threshold, createdAt } of await world.notices()) {
      const left = Math.floor(end.getTime() / DAY) - Math.floor(createdAt.getTime() / DAY)
      ;(told[kind] ??= []).push(`${threshold} on ${left}`)
    }
    return told
  }
})
