import { expect } from 'chai'
import type { JobParameters } from 'agenda'
import { createLog } from '../log/log.ts'
import { MemoryBackend } from './memory-backend.ts'
import { towerOf } from './tower.ts'

describe('what Agenda gets for a backend', () => {
  const log = createLog('silent')
  const bell: JobParameters = { name: 'a', type: 'normal', priority: 0, nextRunAt: new Date(0), data: {} }
  const next = (tower: ReturnType<typeof towerOf>) =>
    tower.repository.getNextJobToRun('a', new Date(), new Date(0), undefined, undefined)

  it('hands out bells until it is shut', async () => {
    const backend = new MemoryBackend()
    const tower = towerOf(backend, log)
    for (let n = 0; n < 2; n++) await tower.repository.saveJob(bell, undefined)
    expect(await next(tower)).to.include({ name: 'a' })
    await tower.shut()
    expect(await next(tower)).to.equal(undefined)
    expect(await backend.repository.getQueueSize()).to.equal(2)
  })

  it('is shut when those being handed out have been', async () => {
    const backend = new MemoryBackend()
    const asked = Promise.withResolvers<undefined>()
    backend.repository.getNextJobToRun = () => asked.promise
    const tower = towerOf(backend, log)
    const taking = next(tower)
    let isShut = false
    const shutting = tower.shut().then(() => (isShut = true))
    await new Promise(setImmediate)
    expect(isShut).to.equal(false)
    asked.resolve(undefined)
    await Promise.all([taking, shutting])
  })

  it('lets no fault go astray that nobody waits for', async () => {
    const backend = new MemoryBackend()
    backend.repository.unlockJob = () => Promise.reject(new Error('away'))
    await towerOf(backend, log).repository.unlockJob(bell)
  })
})
