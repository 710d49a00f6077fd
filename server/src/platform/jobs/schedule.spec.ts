import { expect } from 'chai'
import { OperatorFault } from '../operator-fault.ts'
import { isCron, lastInstant, nextInstant, readSchedules, withSchedules } from './schedule.ts'
import { job } from './spec/job-world.ts'

describe('schedules', () => {
  const cases = [
    // cron, at, last instant up to it, next one after it
    ['0 0 * * *', '2026-11-23T00:00:00.000Z', '2026-11-23T00:00Z', '2026-11-24T00:00Z'],
    ['0 0 * * *', '2026-11-23T00:00:00.001Z', '2026-11-23T00:00Z', '2026-11-24T00:00Z'],
    ['0 0 * * *', '2026-11-22T23:59:59.999Z', '2026-11-22T00:00Z', '2026-11-23T00:00Z'],
    ['0 0 * * 6', '2026-11-23T15:00:00.000Z', '2026-11-21T00:00Z', '2026-11-28T00:00Z'],
    ['0 0 31 * *', '2027-02-15T00:00:00.000Z', '2027-01-31T00:00Z', '2027-03-31T00:00Z'],
    ['0 0 29 2 *', '2026-11-23T00:00:00.000Z', '2024-02-29T00:00Z', '2028-02-29T00:00Z'],
    ['0 0 * * *', '2026-12-31T23:59:00.000Z', '2026-12-31T00:00Z', '2027-01-01T00:00Z'],
    // Clocks change in Europe and in New York: each of these instants is there once, at its place.
    ['30 1 * * *', '2026-03-29T01:30:00.000Z', '2026-03-29T01:30Z', '2026-03-30T01:30Z'],
    ['30 2 * * *', '2026-03-08T12:00:00.000Z', '2026-03-08T02:30Z', '2026-03-09T02:30Z'],
    ['30 1 * * *', '2026-11-01T12:00:00.000Z', '2026-11-01T01:30Z', '2026-11-02T01:30Z'],
    ['*/15 * * * *', '2026-10-25T01:00:00.000Z', '2026-10-25T01:00Z', '2026-10-25T01:15Z'],
  ] as const
  const zone = process.env['TZ']
  for (const TZ of ['UTC', 'Europe/Paris', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Apia'])
    describe(`in a process of ${TZ}`, () => {
      before(() => (process.env['TZ'] = TZ))
      after(() => {
        if (zone === undefined) delete process.env['TZ']
        else process.env['TZ'] = zone
      })
      for (const [cron, at, last, next] of cases)
        it(`${cron} at ${at}: last ${last}, next ${next}`, () => {
          expect(lastInstant(cron, new Date(at))).to.deep.equal(new Date(last))
          expect(nextInstant(cron, new Date(at))).to.deep.equal(new Date(next))
        })
    })

  for (const cron of ['0 0 * * *', '*/5 6-18 * * 1-5', '0 0 1 JAN *', '15 3 * * THU', '0 0 29 2 *'])
    it(`takes ${cron}`, () => expect(isCron(cron)).to.equal(true))
  for (const cron of [
    '',
    '* * * *',
    '* * * * * *',
    '61 * * * *',
    '0 0 31 2 *',
    '@daily',
    'H 0 * * *',
    '0 H/2 * * *',
    'x',
  ])
    it(`takes no ${JSON.stringify(cron)}`, () => expect(isCron(cron)).to.equal(false))

  describe('of the operator', () => {
    const jobs = [job('a'), job('b')]

    it('take the place of those jobs’ own', () => {
      const set = withSchedules(jobs, ' b = 30 6 * * * ; ')
      expect(set.map(({ name, cron }) => `${name} ${cron}`)).to.deep.equal(['a 0 0 * * *', 'b 30 6 * * *'])
      expect(withSchedules(jobs, '')).to.deep.equal(jobs)
    })

    it('are refused where one is none', () => {
      for (const text of ['a', 'a=', 'a=0 0 * *', 'a=0 0 * * *;b']) expect(readSchedules(text), text).to.equal(null)
    })

    it('are refused for what is no job, with the names that are', () => {
      expect(() => withSchedules(jobs, 'c=0 0 * * *')).to.throw(OperatorFault, /no job: c\. The jobs are a, b\./)
    })
  })
})
