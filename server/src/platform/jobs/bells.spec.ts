import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import type { AgendaBackend } from 'agenda'
import { createLog } from '../log/log.ts'
import { Bells } from './bells.ts'
import type { Job } from './job.ts'
import { MemoryBackend } from './memory-backend.ts'
import { openMongoBackend } from './mongo-backend.ts'
import { job } from './spec/job-world.ts'

const log = createLog('silent')
const server = process.env['TEST_MONGODB_URL']

/** The same on every backend; `open` hands out connections to one store. */
function bellsOn(title: string, open: (() => Promise<() => Promise<AgendaBackend>>) | null): void {
  describe(`bells ${title}`, () => {
    let connect: () => Promise<AgendaBackend>
    let hung: Bells[]

    before(async function () {
      if (!open) return this.skip()
      connect = await open()
    })
    beforeEach(() => (hung = []))
    afterEach(() => Promise.all(hung.map(bells => bells.close())))

    // Locks that outlast any pause of the machine: one that runs out is another's by right, and its bell rings twice.
    const lasting = { lockMilliseconds: 60_000, lookEvery: 20, log }
    const hang = async (jobs: readonly Job[], ring: (job: Job) => Promise<number>, more = {}) => {
      const bells = new Bells({ ...lasting, ...more, backend: await connect(), jobs, ring })
      hung.push(bells)
      await bells.start()
      return bells
    }

    it('ring soon after they are hung up, and again when they were asked to', async () => {
      const heard: string[] = []
      const enough = Promise.withResolvers<void>()
      await hang([job('a'), job('b')], async ({ name }) => {
        heard.push(name)
        if (heard.filter(one => one === 'a').length === 3) enough.resolve()
        return name === 'a' ? 1 : 60_000
      })
      await enough.promise
      expect(heard.filter(one => one === 'b')).to.have.length(1)
    })

    it('ring again after an answer that failed', async () => {
      const heard = Promise.withResolvers<void>()
      const backend = await connect()
      const bells = new Bells({
        ...lasting,
        backend,
        jobs: [job('a')],
        ring: async () => {
          heard.resolve()
          throw new Error('no')
        },
      })
      await bells.start()
      await heard.promise
      // Closing gives back what was reserved, so what is left shows what became of it.
      hung.push(bells)
      let bell = (await backend.repository.queryJobs({ name: 'a' })).jobs[0]!
      while (bell.lockedAt) bell = (await backend.repository.queryJobs({ name: 'a' })).jobs[0]!
      expect(bell.nextRunAt!.getTime()).to.be.within(Date.now() + 1, Date.now() + 60_000)
    })

    it('are heard by one of two servers at a time, and by the other when that one has gone', async () => {
      const others = Promise.withResolvers<void>()
      let inside = 0
      const ring = (who: string, heard: string[]) => async () => {
        expect(++inside, 'at once').to.equal(1)
        await new Promise(setImmediate)
        inside--
        heard.push(who)
        if (heard.length >= 5) others.resolve()
        return 1
      }
      const heard: string[] = []
      const first = await hang([job('a')], ring('first', heard))
      await hang([job('a')], ring('second', heard))
      await others.promise
      await first.close()
      hung = hung.filter(bells => bells !== first)
      const after = Promise.withResolvers<void>()
      const length = heard.length
      heard.push = (...more) => {
        if (heard.length > length) after.resolve()
        return Array.prototype.push.apply(heard, more)
      }
      await after.promise
      expect(heard.slice(length)).not.to.include('first')
    })

    it('are given back when the server closes, to be heard elsewhere at once', async () => {
      const bells = await hang([job('a')], async () => 900, { lookEvery: 1_000 })
      const backend = await connect()
      const bell = async () => (await backend.repository.queryJobs({ name: 'a' })).jobs[0]!
      // Reserved ahead of its time, not ringing.
      for (let seen = await bell(); !(seen.lockedAt && seen.nextRunAt && seen.nextRunAt > new Date());)
        seen = await bell()
      hung = []
      await bells.close()
      const other = await connect()
      const [left] = (await other.repository.queryJobs({ name: 'a' })).jobs
      expect(left!.lockedAt).to.equal(undefined)
      expect(left!.nextRunAt).not.to.equal(null)
      await other.disconnect()
    })
  })
}

bellsOn('in memory', async () => {
  const backend = new MemoryBackend()
  return async () => backend
})

bellsOn(
  server ? 'on MongoDB' : 'on MongoDB, when TEST_MONGODB_URL names a server',
  server
    ? async () => {
        const url = Object.assign(new URL(server), { pathname: `/portico_${randomUUID().slice(0, 8)}` }).href
        return () => openMongoBackend(url)
      }
    : null,
)
