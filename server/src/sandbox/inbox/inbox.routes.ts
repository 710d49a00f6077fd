import type { FastifyInstance } from 'fastify'
import { notFound } from '../../platform/http/http-server.ts'
import { isId } from '../../platform/ids/ids.ts'
import { frameOf, send } from '../../platform/pages/send.ts'
import { parts } from '../pages/sandbox-page.ts'
import { sandboxSend, textOf } from '../pages/answers.ts'
import { inboxPage, letterHeaders, letterOf, messagePage } from './inbox.page.ts'
import type { Inbox } from './inbox.queries.ts'

/** Messages that a program gets at once. */
const TWIN = 100

/** The sandbox's inbox for people, and `/sandbox/inbox.json?to=…` for programs. */
export function inboxRoutes(app: FastifyInstance, inbox: Inbox): void {
  app.get(parts.inbox, async (request, reply) => {
    const recipient = textOf(request.query, 'to').trim()
    const before = textOf(request.query, 'before')
    const asked: { to?: string; before?: string } = {
      ...(recipient ? { to: recipient } : {}),
      ...(isId(before) ? { before } : {}),
    }
    const page = await inbox.page(asked)
    const frame = frameOf(request, asked as Record<string, string>)
    return send(reply, 200, inboxPage(frame, { ...page, recipient, first: asked.before === undefined }))
  })

  app.get(`${parts.inbox}.json`, async request => {
    const to = textOf(request.query, 'to')
    const { messages } = await inbox.page({ ...(to ? { to } : {}), size: TWIN })
    return messages.map(({ id, channel, recipient, subject, text, html, language, status, at }) => ({
      id,
      channel,
      to: recipient,
      subject,
      text,
      html,
      language,
      status,
      at: at.toISOString(),
    }))
  })

  app.get(`${parts.inbox}/:id`, async (request, reply) => {
    const message = await find(request.params)
    return message ? sandboxSend(reply, messagePage(frameOf(request), message)) : notFound(request, reply)
  })

  app.get(`${parts.inbox}/:id/html`, async (request, reply) => {
    const message = await find(request.params)
    if (!message?.html) return notFound(request, reply)
    return reply.headers(letterHeaders).type('text/html; charset=utf-8').send(letterOf(message))
  })

  const find = async (params: unknown) => {
    const id = textOf(params, 'id')
    return isId(id) ? inbox.message(id) : null
  }
}
