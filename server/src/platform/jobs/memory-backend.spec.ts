import { MemoryBackend } from './memory-backend.ts'
import { backendContract } from './spec/backend.spec-suite.ts'

backendContract('in memory', async () => {
  const backend = new MemoryBackend()
  return { backend, other: backend, close: () => backend.disconnect() }
})
