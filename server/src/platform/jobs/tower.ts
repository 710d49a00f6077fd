import type { AgendaBackend, JobParameters, JobRepository } from 'agenda'
import type { Logger } from '../log/log.ts'

/** A backend as one server uses it. */
export interface Tower extends AgendaBackend {
  /** No bell is reserved any more; waits for those being reserved now. */
  shut(): Promise<void>
}

/**
 * Hands Agenda a backend that is connected already, and puts right two things it leaves open: it asks for a next bell even
 * while it is told to stop, which would then stay reserved for nobody; and it gives bells back without waiting for a
 * fault, which would end the process.
 */
export function towerOf(backend: AgendaBackend, log: Logger): Tower {
  const { repository } = backend
  const asked = new Set<Promise<unknown>>()
  let isShut = false
  const own: Pick<JobRepository, 'getNextJobToRun' | 'unlockJob'> = {
    async getNextJobToRun(...wish): Promise<JobParameters | undefined> {
      if (isShut) return undefined
      const asking = repository.getNextJobToRun(...wish)
      asked.add(asking)
      return asking.finally(() => asked.delete(asking))
    },
    async unlockJob(job) {
      try {
        await repository.unlockJob(job)
      } catch (error) {
        log.warn({ err: error }, 'a bell could not be given back; its lock runs out by itself')
      }
    },
  }
  return {
    name: backend.name,
    ownsConnection: false,
    repository: new Proxy(repository, {
      get(target, property) {
        if (Object.hasOwn(own, property)) return own[property as keyof typeof own]
        const value = Reflect.get(target, property, target) as unknown
        return typeof value === 'function' ? (value.bind(target) as unknown) : value
      },
    }),
    connect: async () => {},
    disconnect: async () => {},
    async shut() {
      isShut = true
      await Promise.allSettled(asked)
    },
  }
}
