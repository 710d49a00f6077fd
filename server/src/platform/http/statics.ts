import { existsSync } from 'node:fs'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { notFound } from './http-server.ts'

export interface StaticFolder {
  /** Folder on disk; nothing is served when it is absent. */
  root: string
  /** Address it appears under, with both slashes. */
  prefix: string
  /** Answers addresses below it that look like pages with `index.html`: the portal's own routes. */
  singlePage?: boolean
}

/** Hashed by content: may be kept for ever. Everything else is asked for again each time. */
const HASHED = /\/assets\//

/** Serves built files, compressed ahead by the build where a `.br` or `.gz` stands beside them. */
export async function serveFolder(app: FastifyInstance, { root, prefix, singlePage }: StaticFolder): Promise<void> {
  if (!existsSync(root)) return
  await app.register(
    async scope => {
      scope.addHook('onRequest', async (request, reply) => {
        const [path, query] = request.url.split('?', 2)
        if (`${path}/` === prefix) return reply.redirect(query === undefined ? prefix : `${prefix}?${query}`)
      })
      await scope.register(fastifyStatic, {
        root,
        prefix: '/',
        decorateReply: true,
        preCompressed: true,
        index: ['index.html'],
        cacheControl: false,
        globIgnore: ['**/.vite/**'],
        allowedPath: path => !path.includes('/.'),
        setHeaders: (reply, path) => {
          reply.header(
            'cache-control',
            HASHED.test(path.slice(root.length)) ? 'public, max-age=31536000, immutable' : 'no-cache',
          )
        },
      })
      if (singlePage)
        scope.setNotFoundHandler((request, reply) => {
          // A file that is gone, a script of the last release say, must not be answered with a page.
          const isPage = !/\.[^/]*$/.test(request.url.split('?', 1)[0]!)
          if (!isPage || (request.method !== 'GET' && request.method !== 'HEAD')) return notFound(request, reply)
          return reply.header('cache-control', 'no-cache').sendFile('index.html')
        })
    },
    { prefix: prefix.slice(0, -1) },
  )
}
