import { enableCompileCache } from 'node:module'

// Compiled code is kept between starts: a second start answers in half the time. Hence the import below is dynamic.
enableCompileCache()
const { start } = await import('./start.ts')
await start()
