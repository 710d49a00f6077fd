import type { AgendaBackend } from 'agenda'
import { MemoryJobRepository } from './memory-job-repository.ts'

/**
 * Bells in memory, for one server: they need not outlive it, because what is due is told by the table of runs. Several
 * schedulers of one process may share it.
 */
export class MemoryBackend implements AgendaBackend {
  readonly name = 'memory'
  readonly repository = new MemoryJobRepository()
  readonly ownsConnection = false

  async connect(): Promise<void> {}

  async disconnect(): Promise<void> {}
}
