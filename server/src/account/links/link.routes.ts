import { finished } from 'node:stream/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { AccountConfig } from '../account.config.ts'
import { errorPage } from '../pages/error.page.ts'
import { isOwnForm, typedInto } from '../../platform/pages/form.ts'
import { frameOf, send } from '../../platform/pages/send.ts'
import type { EmailChanges } from '../profile/email-change.service.ts'
import { confirmEmailPage, forgottenPage, linkNotice, resetPage, resetSentPage } from './link.pages.ts'
import type { PasswordResets } from './password-reset.service.ts'

export const FORGOTTEN = '/auth/partner/forgotten'
const RESET = '/auth/partner/reset'
const CONFIRM_EMAIL = '/auth/partner/confirm-email'
const BODY = 16 * 1024

export interface LinkRoutesDeps {
  config: AccountConfig
  resets: PasswordResets
  emailChanges: EmailChanges
}

/** `/auth/partner/forgotten`, `/reset` and `/confirm-email`: at the built-in provider only. */
export async function linkRoutes(
  app: FastifyInstance,
  { config, resets, emailChanges }: LinkRoutesDeps,
): Promise<void> {
  const notOurs = (request: FastifyRequest, reply: FastifyReply) =>
    send(reply, 400, errorPage(frameOf(request), { kind: 'stale', reference: request.id }))
  const crowded = (request: FastifyRequest, reply: FastifyReply, seconds: number) =>
    send(
      reply.header('retry-after', seconds),
      429,
      errorPage(frameOf(request), { kind: 'crowded', reference: request.id }),
    )
  const tokenOf = (request: FastifyRequest): string => {
    const { token } = request.query as Record<string, unknown>
    return typeof token === 'string' ? token : ''
  }

  app.get(FORGOTTEN, async (request, reply) => send(reply, 200, forgottenPage(frameOf(request), { login: '' })))

  app.post(FORGOTTEN, { bodyLimit: BODY }, async (request, reply) => {
    if (!isOwnForm(request, config.origin)) return notOurs(request, reply)
    const frame = frameOf(request)
    const login = typedInto(request.body, ['email']).email.trim().slice(0, 254)
    if (!login) return send(reply, 422, forgottenPage(frame, { login, problem: 'missing' }))
    const answered = finished(reply.raw).catch(() => undefined)
    const result = await resets.request(login, request.ip, answered)
    if (result.kind === 'sent') return send(reply, 200, resetSentPage(frame))
    reply.header('retry-after', result.seconds)
    return send(reply, 429, forgottenPage(frame, { login, problem: { seconds: result.seconds } }))
  })

  app.get(RESET, async (request, reply) => {
    const token = tokenOf(request)
    const frame = frameOf(request, { token })
    return (await resets.isGood(token))
      ? send(reply, 200, resetPage(frame))
      : send(reply, 410, linkNotice(frame, 'staleReset'))
  })

  app.post(RESET, { bodyLimit: BODY }, async (request, reply) => {
    if (!isOwnForm(request, config.origin)) return notOurs(request, reply)
    const token = tokenOf(request)
    const frame = frameOf(request, { token })
    const typed = typedInto(request.body, ['password', 'passwordAgain'])
    const result = await resets.reset({ token, ...typed, address: request.ip })
    switch (result.kind) {
      case 'changed':
        return send(reply, 200, linkNotice(frame, 'changed', result.username))
      case 'stale':
        return send(reply, 410, linkNotice(frame, 'staleReset'))
      case 'fault':
        return send(reply, 422, resetPage(frame, { fault: result.fault }))
      case 'busy':
        return send(reply, 503, resetPage(frame, { trouble: 'busy' }))
      case 'wait':
        reply.header('retry-after', result.seconds)
        return send(reply, 429, resetPage(frame, { trouble: { seconds: result.seconds } }))
    }
  })

  app.get(CONFIRM_EMAIL, async (request, reply) => {
    const token = tokenOf(request)
    const frame = frameOf(request, { token })
    const email = await emailChanges.proposed(token)
    return email === null
      ? send(reply, 410, linkNotice(frame, 'staleEmail'))
      : send(reply, 200, confirmEmailPage(frame, email))
  })

  app.post(CONFIRM_EMAIL, { bodyLimit: BODY }, async (request, reply) => {
    if (!isOwnForm(request, config.origin)) return notOurs(request, reply)
    const frame = frameOf(request, { token: tokenOf(request) })
    const result = await emailChanges.confirm(tokenOf(request), request.ip)
    if (result.kind === 'wait') return crowded(request, reply, result.seconds)
    return result.kind === 'changed'
      ? send(reply, 200, linkNotice(frame, 'emailChanged'))
      : send(reply, 410, linkNotice(frame, 'staleEmail'))
  })
}
