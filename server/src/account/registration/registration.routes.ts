import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { AccountConfig } from '../account.config.ts'
import { isOwnForm, typedInto } from '../../platform/pages/form.ts'
import { strengthScript } from '../pages/strength-script.ts'
import { frameOf, send } from '../../platform/pages/send.ts'
import { LEAVING } from '../../platform/pages/page.ts'
import { errorPage } from '../pages/error.page.ts'
import type { Cookies } from '../session-cookie.ts'
import { confirmPage, readyPage, sentPage, staleRegistrationPage } from './confirm.page.ts'
import type { Confirmations } from './confirmation.service.ts'
import type { PartnerTypeTable } from './partner-registrar.port.ts'
import { registerPage } from './register.page.ts'
import { registrationFields, tidied, type RegistrationForm } from './registration-form.ts'
import { REGISTRATION_HOURS, type Registrations } from './registration.service.ts'

export const REGISTER = '/auth/partner/register'
const CONFIRM = '/auth/partner/confirm'
/** Remembers in which browser somebody registered. */
const browserCookie = 'registration'
/** The longest form there can be, each letter written as %XX of several bytes. */
const BODY = 64 * 1024

export interface RegistrationRoutesDeps {
  config: AccountConfig
  cookies: Cookies
  registrations: Registrations
  confirmations: Confirmations
  types: PartnerTypeTable
}

/** `/auth/partner/register` and `/confirm`: for strangers, at the built-in provider only. */
export async function registrationRoutes(app: FastifyInstance, deps: RegistrationRoutesDeps): Promise<void> {
  const { config, cookies, registrations, confirmations, types } = deps

  const stale = (request: FastifyRequest, reply: FastifyReply) =>
    send(reply, 400, errorPage(frameOf(request), { kind: 'stale', reference: request.id }))

  app.get('/auth/strength.js', async (request, reply) => {
    const packed = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
    return reply
      .headers({
        'cache-control': 'public, max-age=86400',
        vary: 'accept-encoding',
        ...(packed ? { 'content-encoding': 'gzip' } : {}),
      })
      .type('text/javascript; charset=utf-8')
      .send(await strengthScript(packed))
  })

  app.get(REGISTER, async (request, reply) => {
    const frame = frameOf(request)
    const form = { ...typedInto({}, registrationFields), language: frame.language }
    return send(reply, 200, registerPage(frame, { form, faults: [], types }))
  })

  app.post(REGISTER, { bodyLimit: BODY }, async (request, reply) => {
    if (!isOwnForm(request, config.origin)) return stale(request, reply)
    const frame = frameOf(request)
    const form: RegistrationForm = tidied(typedInto(request.body, registrationFields))
    const { leaving } = typedInto(request.body, [LEAVING])
    // Another language of the page: what was typed is shown again, and nothing of it judged or counted.
    if (leaving) {
      const language = form.language === leaving ? frame.language : form.language
      return send(reply, 200, registerPage(frame, { form: { ...form, language }, faults: [], types }))
    }
    const result = await registrations.register(form, request.ip)
    switch (result.kind) {
      case 'sent':
        reply.header('set-cookie', cookies.set(browserCookie, result.browser, REGISTRATION_HOURS * 3_600))
        return send(reply, 200, sentPage(frame, form.email))
      case 'faults':
        return send(reply, 422, registerPage(frame, { form, faults: result.faults, types }))
      case 'wait':
        reply.header('retry-after', result.seconds)
        return send(reply, 429, registerPage(frame, { form, faults: [], trouble: { seconds: result.seconds }, types }))
      case 'busy':
        return send(reply, 503, registerPage(frame, { form, faults: [], trouble: 'busy', types }))
    }
  })

  const tokenOf = (request: FastifyRequest): string => {
    const { token } = request.query as Record<string, unknown>
    return typeof token === 'string' ? token : ''
  }

  app.get(CONFIRM, async (request, reply) => {
    const token = tokenOf(request)
    const frame = frameOf(request, { token })
    const waiting = await confirmations.waiting(token, cookies.read(request.headers.cookie, browserCookie))
    return waiting ? send(reply, 200, confirmPage(frame, { waiting })) : send(reply, 410, staleRegistrationPage(frame))
  })

  app.post(CONFIRM, { bodyLimit: BODY }, async (request, reply) => {
    if (!isOwnForm(request, config.origin)) return stale(request, reply)
    const token = tokenOf(request)
    const frame = frameOf(request, { token })
    const { password } = typedInto(request.body, ['password'])
    const browser = cookies.read(request.headers.cookie, browserCookie)
    const result = await confirmations.confirm({ token, browser, password, address: request.ip })
    switch (result.kind) {
      case 'ready':
        reply.header('set-cookie', cookies.clear(browserCookie))
        return send(reply, 200, readyPage(frame, result.username))
      case 'stale':
        return send(reply, 410, staleRegistrationPage(frame))
      case 'password':
        return send(
          reply,
          422,
          confirmPage(frame, { waiting: result.waiting, problem: password ? 'wrong' : 'missing' }),
        )
      case 'busy':
        return send(reply, 503, confirmPage(frame, { waiting: result.waiting, problem: 'busy' }))
      case 'wait':
        reply.header('retry-after', result.seconds)
        return result.waiting
          ? send(reply, 429, confirmPage(frame, { waiting: result.waiting, problem: { seconds: result.seconds } }))
          : send(reply, 429, errorPage(frame, { kind: 'crowded', reference: request.id }))
    }
  })
}
