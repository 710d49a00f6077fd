import { expect } from 'chai'
import { periodOf, readSchedule } from './schedule.ts'

const DAY = 86_400_000

describe('a schedule in words', () => {
  const cases: [string, ReturnType<typeof readSchedule>, number | null][] = [
    ['0 0 * * *', { kind: 'daily', time: '00:00' }, DAY],
    ['30 4 * * *', { kind: 'daily', time: '04:30' }, DAY],
    ['0 0 * * 6', { kind: 'weekly', day: 6, time: '00:00' }, 7 * DAY],
    ['5 9 * * 7', { kind: 'weekly', day: 0, time: '09:05' }, 7 * DAY],
    ['*/5 * * * *', { kind: 'minutes', every: 5 }, 300_000],
    ['* * * * *', { kind: 'minutes', every: 1 }, 60_000],
    ['15 * * * *', { kind: 'hourly', minute: 15 }, 3_600_000],
  ]
  for (const [cron, words, period] of cases)
    it(`reads ${cron}`, () => {
      expect(readSchedule(cron)).to.deep.equal(words)
      expect(periodOf(cron)).to.equal(period)
    })

  // Said wrongly, each of these would be a lie; they are shown as they stand.
  for (const cron of [
    '0 0 1 * *',
    '0 0 * 2 *',
    '0 0 * * 1-5',
    '0 */6 * * *',
    '*/7 * * * *',
    '*/0 * * * *',
    '61 * * * *',
    '0 24 * * *',
    '0 0 * * 8',
    '',
    '0 0 * * * *',
  ])
    it(`leaves "${cron}" as it stands`, () => {
      expect(readSchedule(cron)).to.equal(null)
      expect(periodOf(cron)).to.equal(null)
    })
})
