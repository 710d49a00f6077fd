import type { EntitySchema } from '@mikro-orm/core'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { House } from '../compose.ts'
import { isCrossSite } from '../platform/http/same-site.ts'
import { isOwnForm } from '../platform/pages/form.ts'
import { frameOf, send } from '../platform/pages/send.ts'
import { authorityRoutes } from './authority/authority.routes.ts'
import { TestAuthorities } from './authority/test-authorities.ts'
import { ClockMover } from './clock/clock-mover.ts'
import { clockRoutes } from './clock/clock.routes.ts'
import type { MovableClock } from './clock/movable-clock.ts'
import { Inbox } from './inbox/inbox.queries.ts'
import { inboxRoutes } from './inbox/inbox.routes.ts'
import { overviewPage } from './overview.page.ts'
import { textOf, wantsJson } from './pages/answers.ts'
import { sandboxScript, sandboxStyle } from './pages/assets.ts'
import { parts, SANDBOX, to } from './pages/sandbox-page.ts'
import type { Gate } from './reset/gate.ts'
import { refusedPage, resetPage } from './reset/reset.page.ts'
import { resetSandbox } from './reset/reset.ts'

export interface SandboxDeps {
  house: House
  clock: MovableClock
  gate: Gate
  entities: readonly EntitySchema[]
}

/** Everything below `/sandbox`; registered in the sandbox only, so that elsewhere every address of it is nobody's. */
export async function sandboxRoutes(
  app: FastifyInstance,
  { house, clock, gate, entities }: SandboxDeps,
): Promise<void> {
  const { db, vault, config, jobs } = house
  await app.register(async scope => {
    scope.addHook('preHandler', async (request, reply) => {
      if (request.method !== 'POST' || isOurs(request, config.origin)) return undefined
      return wantsJson(request)
        ? reply.status(403).send({ code: 'OTHER_SITE', reference: request.id })
        : send(reply, 403, refusedPage({ ...frameOf(request), path: SANDBOX }))
    })
    scope.get(`${SANDBOX}/page.css`, async (_request, reply) =>
      reply.type('text/css; charset=utf-8').send(sandboxStyle),
    )
    scope.get(`${SANDBOX}/page.js`, async (_request, reply) =>
      reply.type('text/javascript; charset=utf-8').send(sandboxScript),
    )
    for (const address of [parts.overview, `${parts.overview}/`])
      scope.get(address, async (request, reply) => {
        const wasReset = textOf(request.query, 'reset') === 'done'
        const businessNow = clock.businessNow()
        return send(reply, 200, overviewPage(frameOf(request), { host: config.host, businessNow, wasReset }))
      })
    inboxRoutes(scope, new Inbox({ db, vault }))
    clockRoutes(scope, { mover: new ClockMover({ db, clock, jobs }), jobs })
    authorityRoutes(scope, {
      db,
      clock,
      authorities: new TestAuthorities({ db, vault }),
      minimumRemainingDays: config.certificateDays,
    })
    scope.get(parts.reset, async (request, reply) => send(reply, 200, resetPage(frameOf(request))))
    scope.post(parts.reset, async (request, reply) => {
      const done = await resetSandbox({ house, clock, gate, entities })
      if (wantsJson(request)) return reply.status(done ? 200 : 409).send({ reset: done })
      return reply.redirect(to(frameOf(request).language, parts.overview, { reset: 'done' }), 303)
    })
  })
}

/**
 * A form comes from a page of ours. A program's JSON may come without saying where from: a browser asks before it sends
 * such a request for another site, and is refused.
 */
const isOurs = (request: FastifyRequest, origin: string): boolean =>
  request.headers['content-type']?.startsWith('application/json')
    ? !isCrossSite(request.headers, origin)
    : isOwnForm(request, origin)
