import { Agenda, type AgendaBackend, type JobParameters, type JobRepository } from 'agenda'
import { expect } from 'chai'

/** A backend on a store of its own, and a second one on the same store, as another server would have it. */
export interface BackendWorld {
  backend: AgendaBackend
  other: AgendaBackend
  close(): Promise<void>
}

/** Long ago: backends compare some times with the real one. */
const at = (seconds: number) => new Date(Date.UTC(2020, 1, 29, 0, 0, seconds))
const wish = (name: string, more: Partial<JobParameters> = {}): JobParameters => ({
  name,
  type: 'normal',
  priority: 0,
  nextRunAt: at(0),
  data: {},
  ...more,
})

/** What Agenda asks of every backend; ours in memory and its own on MongoDB run all of it. */
export function backendContract(title: string, open: () => Promise<BackendWorld>): void {
  describe(`the contract of Agenda's backend: ${title}`, () => {
    let world: BackendWorld
    let jobs: JobRepository

    before(async function () {
      world = await open()
      await world.backend.connect()
      await world.other.connect()
      jobs = world.backend.repository
    })
    after(() => world?.close())
    beforeEach(() => jobs.purgeAllJobs())

    const save = (name: string, more?: Partial<JobParameters>) => jobs.saveJob(wish(name, more), undefined)
    const names = async (options?: Parameters<JobRepository['queryJobs']>[0]) =>
      (await jobs.queryJobs({ sort: { name: 'asc' }, ...options })).jobs.map(({ name }) => name)
    /** Takes the next one, as a server does that looks ahead a second. */
    const next = (name: string, now = at(0), lifetime = 60) =>
      jobs.getNextJobToRun(
        name,
        new Date(now.getTime() + 1_000),
        new Date(now.getTime() - lifetime * 1_000),
        now,
        undefined,
      )

    describe('saving', () => {
      it('keeps a job, and gives it back as it was', async () => {
        const saved = await save('a', { data: { to: ['x'], at: at(5) }, priority: 10 })
        const found = await jobs.getJobById(saved._id!)
        expect(found).to.deep.include({ name: 'a', priority: 10, nextRunAt: at(0), type: 'normal' })
        expect(found!.data).to.deep.equal({ to: ['x'], at: at(5) })
      })

      it('hands out copies: what is changed outside is not changed inside', async () => {
        const saved = await save('a', { data: { list: [1] } })
        ;(saved.data as { list: number[] }).list.push(2)
        const found = await jobs.getJobById(saved._id!)
        found!.priority = 99
        expect(await jobs.getJobById(saved._id!)).to.deep.include({ priority: 0, data: { list: [1] } })
      })

      it('changes the one that has the id, and makes none for an id that is gone', async () => {
        const saved = await save('a')
        await jobs.saveJob({ ...saved, nextRunAt: at(9) }, undefined)
        expect((await jobs.getJobById(saved._id!))!.nextRunAt).to.deep.equal(at(9))
        await jobs.removeJobs({ id: saved._id! })
        expect(await jobs.saveJob({ ...saved, priority: 3 }, undefined)).to.deep.include({ priority: 3 })
        expect(await names()).to.deep.equal([])
        expect(await jobs.getJobById(saved._id!)).to.equal(null)
      })

      it('knows who changed it last', async () => {
        const { _id } = await jobs.saveJob(wish('a'), { lastModifiedBy: 'one' })
        expect((await jobs.getJobById(_id!))!.lastModifiedBy).to.equal('one')
        await jobs.getNextJobToRun('a', at(1), at(-60), at(0), { lastModifiedBy: 'two' })
        expect((await jobs.getJobById(_id!))!.lastModifiedBy).to.equal('two')
      })

      it('has one single job of a name, whose time is put off but not brought back', async () => {
        const future = new Date(Date.now() + 60_000)
        const first = await save('a', { type: 'single', data: { n: 1 } })
        const second = await save('a', { type: 'single', data: { n: 2 }, nextRunAt: future })
        expect(second).to.deep.include({ _id: first._id, nextRunAt: future, data: { n: 2 } })
        const third = await save('a', { type: 'single', data: { n: 3 }, nextRunAt: at(0) })
        expect(third).to.deep.include({ _id: first._id, nextRunAt: future, data: { n: 3 } })
        expect(await names()).to.deep.equal(['a'])
      })

      it('has one job of each value that is to be unique', async () => {
        const unique = (user: number) => ({ unique: { 'data.user': user }, data: { user } })
        const first = await save('a', unique(1))
        await save('a', { ...unique(2), priority: 5 })
        const again = await save('a', { ...unique(1), priority: 7 })
        expect(again).to.deep.include({ _id: first._id, priority: 7 })
        const kept = await save('a', { ...unique(1), priority: 9, uniqueOpts: { insertOnly: true } })
        expect(kept).to.deep.include({ _id: first._id, priority: 7 })
        await save('b', unique(1))
        expect(await names()).to.deep.equal(['a', 'a', 'b'])
      })

      it('puts off what is asked for again and again, up to its patience', async () => {
        const ask = (debounce: { delay: number; maxWait?: number; strategy?: 'leading' | 'trailing' }) =>
          save('a', { unique: { 'data.user': 1 }, data: { user: 1 }, uniqueOpts: { debounce } })
        const from = Date.now()
        const first = await ask({ delay: 60_000 })
        expect(first.nextRunAt!.getTime()).to.be.within(from + 60_000, Date.now() + 60_000)
        const later = await ask({ delay: 120_000 })
        expect(later._id).to.equal(first._id)
        expect(later.nextRunAt!.getTime()).to.be.within(from + 120_000, Date.now() + 120_000)
        expect((await ask({ delay: 5, strategy: 'leading' })).nextRunAt).to.deep.equal(later.nextRunAt)
        while (Date.now() - from < 2) await new Promise(setImmediate)
        const enough = await ask({ delay: 60_000, maxWait: 1 })
        expect(enough.nextRunAt!.getTime()).to.be.within(from, Date.now())
      })

      it('writes what became of a run, and says so when the job is gone', async () => {
        const saved = await save('a', { data: { n: 1 } })
        const state = {
          ...saved,
          nextRunAt: null,
          lastRunAt: at(1),
          lastFinishedAt: at(2),
          failedAt: at(2),
          failCount: 2,
          failReason: 'no',
        }
        await jobs.saveJobState({ ...state, lockedAt: at(1), data: { n: 2 } }, undefined)
        expect(await jobs.getJobById(saved._id!)).to.deep.include({ ...state, lockedAt: at(1), data: { n: 1 } })
        await jobs.removeJobs({ name: 'a' })
        const failed = await jobs.saveJobState(state, undefined).catch((error: Error) => error)
        expect(failed).to.be.instanceOf(Error)
      })
    })

    describe('asking', () => {
      it('by name, id, text, data and state, sorted, a page at a time', async () => {
        const a = await save('mail.send', { data: { user: { id: 1, lang: 'fr' } }, nextRunAt: at(2) })
        const b = await save('mail.sweep', { data: { user: { id: 2 } }, nextRunAt: at(1), priority: 5 })
        await save('seal', { disabled: true, nextRunAt: null })
        expect(await names()).to.deep.equal(['mail.send', 'mail.sweep', 'seal'])
        expect(await names({ name: 'seal' })).to.deep.equal(['seal'])
        expect(await names({ names: ['seal', 'mail.send'] })).to.deep.equal(['mail.send', 'seal'])
        expect(await names({ id: a._id! })).to.deep.equal(['mail.send'])
        expect(await names({ ids: [a._id!, b._id!] })).to.deep.equal(['mail.send', 'mail.sweep'])
        expect(await names({ search: 'MAIL.' })).to.deep.equal(['mail.send', 'mail.sweep'])
        expect(await names({ search: 'm.*l' })).to.deep.equal([])
        expect(await names({ data: { user: { id: 1 } } })).to.deep.equal(['mail.send'])
        expect(await names({ includeDisabled: false })).to.deep.equal(['mail.send', 'mail.sweep'])
        expect(await names({ state: 'queued' })).to.deep.equal(['mail.send', 'mail.sweep'])
        expect(await names({ state: 'paused' })).to.deep.equal(['seal'])
        expect(await names({ sort: { nextRunAt: 'desc' } })).to.deep.equal(['mail.send', 'mail.sweep', 'seal'])
        expect(await names({ sort: { priority: 'desc', name: 'desc' } })).to.deep.equal([
          'mail.sweep',
          'seal',
          'mail.send',
        ])
        expect(await jobs.queryJobs({ sort: { name: 'asc' }, skip: 1, limit: 1 })).to.deep.include({ total: 3 })
        expect(await names({ skip: 1, limit: 1 })).to.deep.equal(['mail.sweep'])
      })

      it('for each kind of state, and the overview of them', async () => {
        const soon = new Date(Date.now() + 60_000)
        await save('a')
        await save('a', { nextRunAt: soon })
        await save('a', { nextRunAt: null, disabled: true })
        await save('a', { nextRunAt: soon, repeatInterval: '1 day' })
        const failed = await save('a')
        await jobs.saveJobState({ ...failed, failedAt: at(3), lastFinishedAt: at(3) }, undefined)
        await save('b')
        await next('b')
        const overview = await jobs.getJobsOverview()
        expect(overview.find(({ name }) => name === 'a')).to.deep.equal({
          name: 'a',
          total: 5,
          running: 0,
          scheduled: 1,
          queued: 1,
          completed: 1,
          failed: 1,
          repeating: 1,
          paused: 1,
        })
        expect(overview.find(({ name }) => name === 'b')).to.include({ total: 1, running: 1 })
        expect((await jobs.getDistinctJobNames()).sort()).to.deep.equal(['a', 'b'])
        expect(await jobs.getQueueSize()).to.equal(3)
      })
    })

    describe('removing and switching off', () => {
      it('takes what it is told, nothing without a word, all when all is meant', async () => {
        const one = await save('a')
        const two = await save('a', { data: { user: 1 } })
        for (const name of ['b', 'c', 'd', 'e']) await save(name)
        expect(await jobs.removeJobs({})).to.equal(0)
        expect(await jobs.removeJobs({ id: one._id! })).to.equal(1)
        expect(await jobs.removeJobs({ ids: [two._id!, one._id!], data: { user: 2 } })).to.equal(0)
        expect(await jobs.removeJobs({ data: { user: 1 } })).to.equal(1)
        expect(await jobs.removeJobs({ name: 'b' })).to.equal(1)
        expect(await jobs.removeJobs({ names: ['c', 'b'] })).to.equal(1)
        expect(await jobs.removeJobs({ notNames: ['d'] })).to.equal(1)
        expect(await names()).to.deep.equal(['d'])
        expect(await jobs.purgeAllJobs()).to.equal(1)
      })

      it('keeps what is switched off from being taken, until it is switched on', async () => {
        await save('a')
        await save('b')
        expect(await jobs.disableJobs({})).to.equal(0)
        expect(await jobs.disableJobs({ name: 'a' })).to.equal(1)
        expect(await jobs.disableJobs({ name: 'a' })).to.equal(0)
        expect(await next('a')).to.equal(undefined)
        expect(await next('b')).to.include({ name: 'b' })
        expect(await jobs.enableJobs({ name: 'a' })).to.equal(1)
        expect(await next('a')).to.include({ name: 'a' })
      })
    })

    describe('locking', () => {
      it('gives a job to one, and to the next when it is given back', async () => {
        const saved = await save('a')
        const mine = await jobs.lockJob(saved, undefined)
        expect(mine!.lockedAt).to.be.instanceOf(Date)
        expect(await jobs.lockJob(saved, undefined)).to.equal(undefined)
        await jobs.unlockJob(mine!)
        expect(await jobs.lockJob(saved, undefined)).not.to.equal(undefined)
      })

      it('gives none whose time has changed meanwhile, and none that is switched off', async () => {
        const saved = await save('a')
        await jobs.saveJob({ ...saved, nextRunAt: at(9) }, undefined)
        expect(await jobs.lockJob(saved, undefined)).to.equal(undefined)
        await jobs.disableJobs({ name: 'a' })
        expect(await jobs.lockJob({ ...saved, nextRunAt: at(9) }, undefined)).to.equal(undefined)
      })

      it('does not give back by itself what is being done, but does when told by id', async () => {
        const saved = await save('a')
        await next('a')
        await jobs.saveJobState({ ...saved, nextRunAt: null, lockedAt: at(0) }, undefined)
        await jobs.unlockJob(saved)
        expect((await jobs.getJobById(saved._id!))!.lockedAt).to.deep.equal(at(0))
        await jobs.unlockJobs([saved._id!])
        expect((await jobs.getJobById(saved._id!))!.lockedAt ?? null).to.equal(null)
      })

      it('takes the earliest of a name first, of those due together the highest priority, and nothing too early', async () => {
        for (const [seconds, priority] of [
          [0, -10],
          [0, 20],
          [-5, -20],
          [0, 0],
          [2, 20],
        ] as const)
          await save('a', { nextRunAt: at(seconds), priority, data: `${seconds}/${priority}` })
        await save('b', { nextRunAt: at(-9) })
        const taken: unknown[] = []
        for (let job = await next('a'); job; job = await next('a')) taken.push(job.data)
        expect(taken).to.deep.equal(['-5/-20', '0/20', '0/0', '0/-10'])
      })

      it('takes over what was locked too long ago, whatever its next time is', async () => {
        await save('a', { nextRunAt: at(0) })
        const first = await next('a', at(0))
        await jobs.saveJobState({ ...first!, nextRunAt: null }, undefined)
        expect(await next('a', at(59))).to.equal(undefined)
        const second = await next('a', at(60))
        expect(second).to.deep.include({ _id: first!._id, lockedAt: at(60) })
        expect(await next('a', at(61))).to.equal(undefined)
      })

      it('gives each of many to one of those that ask at once, on two servers', async () => {
        for (let n = 0; n < 40; n++) await save('a', { data: n })
        const both = [jobs, world.other.repository]
        const asked = await Promise.all(
          Array.from({ length: 60 }, (_, n) => both[n % 2]!.getNextJobToRun('a', at(1), at(-60), at(0), undefined)),
        )
        const taken = asked.filter(job => job !== undefined).map(({ data }) => Number(data))
        expect(taken.sort((a, b) => a - b)).to.deep.equal(Array.from({ length: 40 }, (_, n) => n))
      })
    })

    describe('under two schedulers', () => {
      let both: Agenda[]
      const start = async (define: (agenda: Agenda, server: number) => void, more: object = {}) => {
        both = [world.backend, world.other].map(
          (backend, n) => new Agenda({ backend, name: `server ${n}`, processEvery: 20, ...more }),
        )
        for (const [n, agenda] of both.entries()) define(agenda, n)
        await Promise.all(both.map(agenda => agenda.start()))
      }
      afterEach(async () => {
        for (const agenda of both) await agenda.drain({ closeConnection: false })
      })

      it('runs each of 200 jobs once, none beside itself, on both', async () => {
        const ran: number[] = []
        const running = new Set<number>()
        const servers = new Set<number>()
        const all = Promise.withResolvers<void>()
        for (let n = 0; n < 200; n++) await save('work', { data: n, nextRunAt: new Date() })
        await start(
          (agenda, server) =>
            agenda.define('work', async job => {
              const n = Number(job.attrs.data)
              if (running.has(n)) all.reject(new Error(`${n} runs twice at once`))
              running.add(n)
              servers.add(server)
              await new Promise(setImmediate)
              running.delete(n)
              if (ran.push(n) >= 200) all.resolve()
            }),
          { lockLimit: 4, defaultConcurrency: 4, maxConcurrency: 4 },
        )
        await all.promise
        for (const agenda of both) await agenda.drain({ closeConnection: false })
        expect(ran.sort((a, b) => a - b)).to.deep.equal(Array.from({ length: 200 }, (_, n) => n))
        expect([...servers].sort()).to.deep.equal([0, 1])
      })

      it('lets a job that repeats begin only after its run before has ended', async () => {
        let running = 0
        let ran = 0
        const enough = Promise.withResolvers<void>()
        await save('again', { type: 'single', nextRunAt: new Date(Date.now() + 1) })
        await start(agenda =>
          agenda.define('again', async job => {
            if (++running > 1) enough.reject(new Error('runs beside itself'))
            await new Promise(setImmediate)
            running--
            job.attrs.nextRunAt = new Date()
            if (++ran >= 10) enough.resolve()
          }),
        )
        await enough.promise
      })

      it('takes over from a server that died, when its lock has run out', async () => {
        const taken = Promise.withResolvers<number>()
        await save('left', { nextRunAt: new Date() })
        // A minute ago, and never heard of again.
        const dead = await jobs.getNextJobToRun('left', new Date(), at(0), new Date(Date.now() - 60_000), undefined)
        expect(dead).not.to.equal(undefined)
        await start((agenda, server) => agenda.define('left', async () => taken.resolve(server)), {
          defaultLockLifetime: 30_000,
        })
        expect(await taken.promise).to.be.oneOf([0, 1])
      })

      it('leaves alone what a living server has locked', async () => {
        await save('mine', { nextRunAt: new Date(), data: 'held' })
        await jobs.getNextJobToRun('mine', new Date(), at(0), new Date(), undefined)
        const other = Promise.withResolvers<void>()
        await save('mine', { nextRunAt: new Date(), data: 'free' })
        const ran: unknown[] = []
        await start(agenda =>
          agenda.define('mine', async job => {
            ran.push(job.attrs.data)
            other.resolve()
          }),
        )
        await other.promise
        for (const agenda of both) await agenda.drain({ closeConnection: false })
        expect(ran).to.deep.equal(['free'])
      })

      it('runs the highest priority first of those due together', async () => {
        const ran: string[] = []
        const all = Promise.withResolvers<void>()
        const due = new Date()
        for (const [name, priority] of [
          ['low', -10],
          ['highest', 20],
          ['normal', 0],
        ] as const)
          await save('work', { data: name, priority, nextRunAt: due })
        const only = new Agenda({ backend: world.backend, processEvery: 20, maxConcurrency: 1 })
        both = [only]
        only.define(
          'work',
          async job => {
            if (ran.push(String(job.attrs.data)) === 3) all.resolve()
          },
          { concurrency: 1 },
        )
        await only.start()
        await all.promise
        expect(ran).to.deep.equal(['highest', 'normal', 'low'])
      })
    })
  })
}
