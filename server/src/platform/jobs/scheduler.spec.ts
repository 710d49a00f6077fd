import { expect } from 'chai'
import { describeDatabases } from '../../spec/test-database.ts'
import { DAY } from '../clock/clock.ts'
import type { Database } from '../database/database.ts'
import type { Job } from './job.ts'
import { job, JobWorld, LEASE } from './spec/job-world.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

describeDatabases('scheduled work', open => {
  let db: Database
  let drop: () => Promise<void>
  let world: JobWorld

  before(async () => ({ db, drop } = await open()))
  after(() => drop())
  beforeEach(async () => {
    world = await new JobWorld(db).clear()
  })

  /** A job that waits inside of its run until it is let go. */
  function held(name: string, more: Partial<Job> = {}) {
    const inside = Promise.withResolvers<void>()
    const gate = Promise.withResolvers<void>()
    return {
      inside: inside.promise,
      letGo: () => gate.resolve(),
      job: job(name, { run: async () => (inside.resolve(), await gate.promise, { rows: 1 }), ...more }),
    }
  }
  /** Fails that many times, then is done. */
  const failing = (times: number, more: Partial<Job> = {}, error: Error = new Error('not now')) =>
    job('a', {
      run: async () => {
        if (times-- > 0) throw error
        return {}
      },
      ...more,
    })

  describe('when it is due', () => {
    it('runs once for the last time of its schedule, at the start, however many were missed', async () => {
      const server = world.server([job('daily'), job('weekly', { cron: '0 0 * * 6' })])
      await server.look()
      expect(await world.told()).to.deep.equal(['daily 2026-11-23T00:00 DONE 1', 'weekly 2026-11-21T00:00 DONE 1'])
      world.clock.advance(12 * DAY)
      await world.server(server.jobs).look()
      expect((await world.told()).slice(2)).to.deep.equal([
        'daily 2026-12-05T00:00 DONE 1',
        'weekly 2026-12-05T00:00 DONE 1',
      ])
    })

    it('does not run again for a time that was done, after another start either', async () => {
      for (let turn = 0; turn < 3; turn++) await world.server([job('daily')]).look()
      expect(await world.told()).to.have.length(1)
    })

    it('is told for the time of its schedule, and counts what it did', async () => {
      const at: Date[] = []
      const server = world.server([job('daily', { run: async due => (at.push(due), { notices: 12 }) })])
      await server.look()
      expect(at).to.deep.equal([new Date('2026-11-23T00:00:00Z')])
      const [run] = (await server.runs.latest(['daily'], 1)).get('daily')!
      expect(run).to.deep.include({ facts: { notices: 12 }, problem: null, askedBy: null, attempt: 1 })
    })

    it('follows business time, moved either way; going back brings a day again and undoes nothing', async () => {
      const server = world.server([job('daily')])
      await server.look()
      world.clock.moveBusiness(2 * DAY)
      await server.look()
      world.clock.moveBusiness(-DAY)
      await server.look()
      await server.look()
      expect(await world.told()).to.deep.equal([
        'daily 2026-11-23T00:00 DONE 1',
        'daily 2026-11-25T00:00 DONE 1',
        'daily 2026-11-24T00:00 DONE 1',
      ])
    })

    it('waits for its next time where it says that a missed one is to be left out', async () => {
      const skipping = job('daily', { misfire: 'skip' })
      const server = world.server([skipping])
      await server.look()
      expect(await world.told()).to.deep.equal([])
      world.clock.advance(9 * HOUR)
      await server.look()
      expect(await world.told()).to.deep.equal(['daily 2026-11-24T00:00 DONE 1'])
      world.clock.advance(DAY + HOUR)
      await world.server([skipping]).look()
      expect(await world.told()).to.have.length(1)
    })

    it('says when it runs next, in business time', async () => {
      world.clock.moveBusiness(DAY)
      const server = world.server([failing(1), job('b'), job('c', { cron: '30 6 1 * *' })])
      const next = async () =>
        Object.fromEntries([...(await server.nextRuns())].map(([name, at]) => [name, at.toISOString().slice(0, 16)]))
      expect(await next()).to.deep.equal({ a: '2026-11-24T15:00', b: '2026-11-24T15:00', c: '2026-11-24T15:00' })
      await server.look()
      expect(await next()).to.deep.equal({ a: '2026-11-24T15:01', b: '2026-11-25T00:00', c: '2026-12-01T06:30' })
    })
  })

  describe('that fails', () => {
    it('is tried again after its pauses, as often as it says, then given up until its next time', async () => {
      const server = world.server([failing(9)])
      const after = async (milliseconds: number) => {
        world.clock.advance(milliseconds)
        await server.look()
        return (await world.told()).length
      }
      expect(await after(0)).to.equal(1)
      expect(await after(MINUTE - 1)).to.equal(1)
      expect(await after(1)).to.equal(2)
      expect(await after(10 * MINUTE - 1)).to.equal(2)
      expect(await after(1)).to.equal(3)
      expect(await after(5 * HOUR)).to.equal(3)
      expect(await world.told()).to.deep.equal([
        'a 2026-11-23T00:00 FAILED 1',
        'a 2026-11-23T00:00 FAILED 2',
        'a 2026-11-23T00:00 DEAD 3',
      ])
      expect(await after(10 * HOUR)).to.equal(4)
      expect((await world.told())[3]).to.equal('a 2026-11-24T00:00 FAILED 1')
    })

    it('is done when a later try succeeds, and does not keep others from their turn', async () => {
      const server = world.server([failing(1, { priority: 9 }), job('b')])
      await server.look()
      world.clock.advance(MINUTE)
      await server.look()
      await server.look()
      expect(await world.told()).to.deep.equal([
        'a 2026-11-23T00:00 FAILED 1',
        'b 2026-11-23T00:00 DONE 1',
        'a 2026-11-23T00:00 DONE 2',
      ])
    })

    it('is told with a code and nothing else of the error', async () => {
      const coded = Object.assign(new Error('for jane@example.org'), { code: 'ECONNREFUSED' })
      const server = world.server([failing(9, {}, coded)])
      await server.look()
      world.clock.advance(DAY)
      const other = world.server([failing(9, {}, new TypeError('for jane@example.org'))])
      await other.look()
      const runs = (await server.runs.latest(['a'], 5)).get('a')!
      expect(runs.map(({ problem }) => problem)).to.deep.equal(['UNEXPECTED', 'ECONNREFUSED'])
      expect(JSON.stringify(runs)).not.to.include('jane')
    })
  })

  describe('on several servers', () => {
    it('runs on one of those that look at once', async () => {
      let ran = 0
      const jobs = ['a', 'b', 'c'].map(name => job(name, { run: async () => ({ ran: ++ran }) }))
      await Promise.all(Array.from({ length: 5 }, () => world.server(jobs).look()))
      // Who came second waits for the first and looks again; nobody did anything twice.
      await world.server(jobs).look()
      expect(ran).to.equal(3)
      expect(await world.told()).to.have.length(3)
    })

    it('does not begin while another server is at it, nor does what comes after it', async () => {
      const first = held('first', { priority: 2 })
      const after = job('after', { priority: 1 })
      const working = world.server([first.job, after]).look()
      await first.inside
      const other = world.server([job('first', { priority: 2 }), after])
      expect(await other.look()).to.include({ held: true, ran: 0 })
      expect(await world.told()).to.deep.equal(['first 2026-11-23T00:00 RUNNING 1'])
      first.letGo()
      await working
      expect(await world.told()).to.deep.equal(['first 2026-11-23T00:00 DONE 1', 'after 2026-11-23T00:00 DONE 1'])
    })

    it('is taken over when the server that ran it died, which is told and counts as no try', async () => {
      const dying = held('a')
      void world.server([dying.job]).look()
      await dying.inside
      world.clock.advance(LEASE - 1)
      await world.server([job('a')]).look()
      expect(await world.told()).to.deep.equal(['a 2026-11-23T00:00 RUNNING 1'])
      world.clock.advance(1)
      await world.server([job('a')]).look()
      expect(await world.told()).to.deep.equal(['a 2026-11-23T00:00 LOST 1', 'a 2026-11-23T00:00 DONE 1'])
    })

    it('is taken over as often as servers die, however few tries it has', async () => {
      const once = { retry: { attempts: 1, pauses: [] } }
      for (let death = 0; death < 3; death++) {
        const dying = held('a', once)
        void world.server([dying.job]).look()
        await dying.inside
        world.clock.advance(LEASE)
      }
      await world.server([job('a', once)]).look()
      expect(await world.told()).to.deep.equal([
        ...Array.from({ length: 3 }, () => 'a 2026-11-23T00:00 LOST 1'),
        'a 2026-11-23T00:00 DONE 1',
      ])
    })

    it('of a server that only slept ends without a word: it was given up as lost', async () => {
      const asleep = held('a')
      const sleeper = world.server([asleep.job]).look()
      await asleep.inside
      world.clock.advance(LEASE)
      await world.server([job('a')]).look()
      asleep.letGo()
      await sleeper
      expect(await world.told()).to.deep.equal(['a 2026-11-23T00:00 LOST 1', 'a 2026-11-23T00:00 DONE 1'])
    })

    it('that was asked for by hand and whose server died is told as lost, too', async () => {
      const server = world.server([job('a')])
      await server.look()
      const dying = held('a')
      void world.server([dying.job], { patience: 0 }).runNow('a', 'somebody')
      await dying.inside
      await server.look()
      expect((await world.told())[1]).to.match(/RUNNING/)
      world.clock.advance(LEASE)
      await server.look()
      expect((await world.told())[1]).to.equal('a 2026-11-23T15:00 LOST 1')
    })
  })

  describe('that goes in order', () => {
    it('runs the higher priority first, one at a time', async () => {
      const ran: string[] = []
      let running = 0
      const one = (name: string, priority: number) =>
        job(name, {
          priority,
          run: async () => {
            expect(running++).to.equal(0)
            await new Promise(setImmediate)
            running--
            ran.push(name)
            return {}
          },
        })
      const server = world.server([one('low', -1), one('high', 10), one('middle', 3)])
      await Promise.all([server.look(), server.look(), server.runFor(new Date('2026-11-23T00:00:00Z'))])
      expect(ran).to.deep.equal(['high', 'middle', 'low'])
      expect(server.jobs.map(({ name }) => name)).to.deep.equal(ran)
    })

    it('lets nothing begin while something else is done alone', async () => {
      const server = world.server([job('a')])
      const ended = Promise.withResolvers<void>()
      const alone = server.alone(() => ended.promise)
      const look = server.look()
      await new Promise(setImmediate)
      expect(await world.told()).to.deep.equal([])
      ended.resolve()
      await Promise.all([alone, look])
      expect(await world.told()).to.have.length(1)
    })

    it('ends what is under way before the server closes, and begins nothing more', async () => {
      const last = held('a', { priority: 1 })
      const server = world.server([last.job, job('b')])
      const look = server.look()
      await last.inside
      const closed = server.close()
      last.letGo()
      await Promise.all([look, closed])
      expect(await world.told()).to.deep.equal(['a 2026-11-23T00:00 DONE 1'])
    })
  })

  describe('that is asked for by hand', () => {
    it('runs at once, by business time, and answers with how it ended', async () => {
      const server = world.server([job('a', { run: async () => ({ rows: 3 }) })])
      await server.look()
      world.clock.moveBusiness(HOUR)
      const run = await server.runNow('a', 'somebody')
      expect(run).to.deep.include({
        outcome: 'DONE',
        askedBy: 'somebody',
        facts: { rows: 3 },
        dueAt: new Date('2026-11-23T16:00:00Z'),
      })
    })

    it('counts for the schedule: what was done by hand since its time is not done again', async () => {
      const server = world.server([job('a')])
      await server.runNow('a', 'somebody')
      await server.look()
      expect(await world.told()).to.deep.equal(['a 2026-11-23T15:00 DONE 1'])
    })

    it('is not tried again when it fails, and takes no try from the schedule', async () => {
      const server = world.server([failing(1)])
      expect(await server.runNow('a', 'somebody')).to.include({ outcome: 'DEAD', problem: 'UNEXPECTED' })
      await server.look()
      expect((await world.told())[1]).to.equal('a 2026-11-23T00:00 DONE 1')
      // Nor at the very instant of the schedule.
      world.clock.advance(9 * HOUR)
      const other = world.server([failing(1)])
      expect(await other.runNow('a', 'somebody')).to.include({ outcome: 'DEAD' })
      await other.look()
      expect((await world.told()).slice(2)).to.deep.equal(['a 2026-11-24T00:00 DEAD 1', 'a 2026-11-24T00:00 DONE 1'])
    })

    it('is refused while a run is under way, on whichever server, and for a name that is none', async () => {
      const busy = held('a')
      const working = world.server([busy.job]).look()
      await busy.inside
      expect(await world.server([job('a')]).runNow('a', 'somebody')).to.equal('RUNNING')
      expect(await world.server([job('a')]).runNow('b', 'somebody')).to.equal('UNKNOWN')
      busy.letGo()
      await working
      expect(await world.told()).to.have.length(1)
    })

    it('answers with the running one when it takes long, which goes on', async () => {
      const long = held('a')
      const server = world.server([long.job], { patience: 0 })
      expect(await server.runNow('a', 'somebody')).to.include({ outcome: 'RUNNING', finishedAt: null })
      long.letGo()
      await server.close()
      expect(await world.told()).to.deep.equal(['a 2026-11-23T15:00 DONE 1'])
    })

    it('begins with what takes part in its beginning, or not at all', async () => {
      const server = world.server([job('a')])
      const failed = await server
        .runNow('a', 'somebody', () => {
          throw new Error('no')
        })
        .catch((error: Error) => error.message)
      expect(failed).to.equal('no')
      expect(await world.told()).to.deep.equal([])
      // Nothing is held any more.
      expect(await server.runNow('a', 'somebody')).to.include({ outcome: 'DONE' })
    })
  })

  describe('for the sandbox’s clock', () => {
    it('does what each midnight brings due, at that midnight, and says what failed', async () => {
      const at: string[] = []
      const run = (name: string) => async (due: Date) => (at.push(`${name} ${due.toISOString().slice(5, 16)}`), {})
      const server = world.server([
        job('minutely', { cron: '* * * * *', run: run('minutely') }),
        job('saturdays', { cron: '0 0 * * 6', run: run('saturdays') }),
        job('evening', { cron: '30 22 * * *', run: run('evening') }),
        failing(99),
      ])
      await server.look()
      at.length = 0
      const failed: string[][] = []
      for (const day of ['2026-11-27', '2026-11-28']) {
        const midnight = new Date(day)
        world.clock.moveBusiness(midnight.getTime() - world.clock.businessNow().getTime())
        failed.push(await server.runFor(midnight))
      }
      expect(at).to.deep.equal([
        'minutely 11-27T00:00',
        'evening 11-26T22:30',
        'minutely 11-28T00:00',
        'saturdays 11-28T00:00',
        'evening 11-27T22:30',
      ])
      expect(failed).to.deep.equal([['a'], ['a']])
    })
  })

  describe('that is long ago', () => {
    it('is told for thirty days, the latest runs first', async () => {
      const server = world.server([job('a'), job('b')])
      for (let day = 0; day < 32; day++) {
        await server.look()
        world.clock.advance(DAY)
      }
      expect(await server.runs.sweep()).to.equal(4)
      const latest = await server.runs.latest(['a', 'b', 'c'], 3)
      expect(latest.get('a')!.map(({ dueAt }) => dueAt.toISOString().slice(0, 10))).to.deep.equal([
        '2026-12-24',
        '2026-12-23',
        '2026-12-22',
      ])
      expect(latest.get('b')).to.have.length(3)
      expect(latest.get('c')).to.deep.equal([])
      expect((await server.runs.lastDone(['a', 'c'])).get('a')).to.deep.equal(new Date('2026-12-24T15:00:00Z'))
    })
  })
})
