import fastify from 'fastify'
import { sandboxRoutes, type SandboxDeps } from '../sandbox.routes.ts'

/** Every method and address below `/sandbox`, as the routes themselves name them; parameters are filled in. */
export async function sandboxAddresses(): Promise<{ method: string; url: string }[]> {
  const found: { method: string; url: string }[] = []
  const app = fastify()
  app.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) found.push({ method: one, url: url.replace(':id', 'x') })
  })
  // Only registered, never asked: they need nothing of a house.
  await sandboxRoutes(app, { house: { config: {}, jobs: {} }, clock: {} } as unknown as SandboxDeps)
  await app.close()
  return found
}
