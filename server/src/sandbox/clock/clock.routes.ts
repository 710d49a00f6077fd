import type { FastifyInstance } from 'fastify'
import type { Scheduler } from '../../platform/jobs/scheduler.ts'
import { frameOf, send } from '../../platform/pages/send.ts'
import { textOf, wantsJson } from '../pages/answers.ts'
import { parts, to } from '../pages/sandbox-page.ts'
import type { ClockMover, Moved, MoveRefusal } from './clock-mover.ts'
import { clockPage, type ClockPage } from './clock.page.ts'

/** `/sandbox/clock`: POST `days` (also negative), `to` (a date or an instant) or `real`; as a form or as JSON. */
export function clockRoutes(app: FastifyInstance, { mover, jobs }: { mover: ClockMover; jobs: Scheduler }): void {
  const { clock } = mover
  const shown = (more: Partial<ClockPage> = {}): ClockPage => ({
    business: clock.businessNow(),
    real: clock.now(),
    jobs: jobs.jobs.map(({ name }) => name),
    ...more,
  })

  app.get(parts.clock, async (request, reply) => {
    if (wantsJson(request)) return { businessNow: clock.businessNow(), now: clock.now() }
    const days = Number(textOf(request.query, 'moved') || NaN)
    const failed = textOf(request.query, 'failed')
    const moved: Moved | undefined = Number.isSafeInteger(days)
      ? { days, back: days < 0, failed: failed ? failed.split(',') : [] }
      : undefined
    return send(reply, 200, clockPage(frameOf(request), shown(moved ? { moved } : {})))
  })

  app.post(parts.clock, async (request, reply) => {
    const result = await move(mover, request.body)
    const refused = typeof result === 'string'
    if (wantsJson(request))
      return refused
        ? reply.status(422).send({ code: result })
        : { businessNow: clock.businessNow(), days: result.days, failed: result.failed }
    const frame = frameOf(request)
    if (refused) return send(reply, 422, clockPage(frame, shown({ problem: result })))
    const told = { moved: String(result.back ? -1 : result.days), failed: result.failed.join(',') }
    return reply.redirect(to(frame.language, parts.clock, told), 303)
  })
}

async function move(mover: ClockMover, body: unknown): Promise<Moved | MoveRefusal | 'no-date'> {
  const [days, date, real] = ['days', 'to', 'real'].map(name => textOf(body, name).trim())
  if (real) return mover.backToReal()
  if (/^-?\d{1,6}$/.test(days!)) return mover.move(Number(days))
  const instant = /^\d{4}-\d{2}-\d{2}/.test(date!) ? new Date(date!) : null
  return instant && !Number.isNaN(instant.getTime()) ? mover.moveTo(instant) : 'no-date'
}
