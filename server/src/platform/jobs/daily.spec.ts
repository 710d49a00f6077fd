import { expect } from 'chai'
import { DAY, FakeClock } from '../clock/clock.ts'
import { createLog } from '../log/log.ts'
import { Daily, midnightOf, type DailyJob } from './daily.ts'

const log = createLog('silent')
const monday = new Date('2026-11-23T00:00:00Z')
const tuesday = new Date(monday.getTime() + DAY)

describe('daily work', () => {
  const world = (...jobs: DailyJob[]) => new Daily({ clock: new FakeClock('2026-11-23T15:00:00Z'), log, jobs })
  const job = (name: string, ran: string[], faults = 0): DailyJob => ({
    name,
    async run(at) {
      if (faults-- > 0) throw new Error('not now')
      ran.push(`${name} ${at.toISOString().slice(0, 10)}`)
    },
  })

  it('runs at the start for the day that has begun, at its UTC midnight', async () => {
    const ran: string[] = []
    const daily = world(job('a', ran), job('b', ran))
    daily.start()
    await daily.close()
    expect(ran).to.deep.equal(['a 2026-11-23', 'b 2026-11-23'])
    expect(midnightOf(new Date('2026-11-23T23:59:59.999Z'))).to.deep.equal(monday)
  })

  it('runs once a day, and not for a day before one that ran', async () => {
    const ran: string[] = []
    const daily = world(job('a', ran))
    for (const day of [tuesday, tuesday, monday]) await daily.runFor(day)
    expect(ran).to.deep.equal(['a 2026-11-24'])
  })

  it('goes on after a failure, says which, and tries that one again', async () => {
    const ran: string[] = []
    const daily = world(job('a', ran, 1), job('b', ran))
    expect(await daily.runFor(monday)).to.deep.equal(['a'])
    expect(await daily.runFor(monday)).to.deep.equal([])
    expect(ran).to.deep.equal(['b 2026-11-23', 'a 2026-11-23'])
  })

  it('runs one day after the other, never two at once', async () => {
    let running = 0
    let most = 0
    const daily = world({
      name: 'a',
      async run() {
        most = Math.max(most, ++running)
        await new Promise(setImmediate)
        running--
      },
    })
    await Promise.all([daily.runFor(monday), daily.runFor(tuesday)])
    expect(most).to.equal(1)
  })
})
