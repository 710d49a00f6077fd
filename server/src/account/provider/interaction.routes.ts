import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { errors, type default as Provider } from 'oidc-provider'
import { isCrossSite } from '../../platform/http/same-site.ts'
import { chooseLanguage } from '../../platform/i18n/languages.ts'
import type { AccountConfig } from '../account.config.ts'
import { errorPage } from '../pages/error.page.ts'
import { pageHeaders, type PageFrame } from '../../platform/pages/page.ts'
import { signInPage } from '../pages/sign-in.page.ts'
import type { PasswordSignIn, SignInRefusal } from '../password-sign-in.ts'
import { languageCookie, type Cookies } from '../session-cookie.ts'
import { pinOrigin } from './mount.ts'
import { MOUNT } from './provider.ts'

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>

export interface InteractionDeps {
  provider: Provider
  config: AccountConfig
  signIn: PasswordSignIn
  cookies: Cookies
}

/** HTTP status of the page that says what went wrong; the same for a wrong password and an unknown person. */
const statusOf = (problem: SignInRefusal): number =>
  ({ missing: 422, mismatch: 422, wait: 429, busy: 503 })[problem.kind]

/** Our own sign-in page in the middle of the provider's authorization (`/idp/interaction/:uid`). */
export async function interactionRoutes(
  app: FastifyInstance,
  { provider, config, signIn, cookies }: InteractionDeps,
): Promise<void> {
  const url = `${MOUNT}/interaction/:uid`
  const idleSeconds = config.idleSeconds + config.promptSeconds

  const interactionOf = async (request: FastifyRequest, reply: FastifyReply): Promise<Interaction | null> => {
    pinOrigin(request.raw, config.origin)
    try {
      const interaction = await provider.interactionDetails(request.raw, reply.raw)
      return interaction.uid === (request.params as { uid: string }).uid && interaction.prompt.name === 'login'
        ? interaction
        : null
    } catch (error) {
      if (error instanceof errors.SessionNotFound) return null
      throw error
    }
  }

  const send = (reply: FastifyReply, status: number, body: string) =>
    reply.status(status).headers(pageHeaders).type('text/html; charset=utf-8').send(body)

  const stale = (request: FastifyRequest, reply: FastifyReply) =>
    send(
      reply,
      400,
      errorPage({ ...frameOf(request, null), path: '/auth/partner/login' }, { kind: 'stale', reference: request.id }),
    )

  app.get(url, async (request, reply) => {
    const interaction = await interactionOf(request, reply)
    if (!interaction) return stale(request, reply)
    const hint = interaction.params['login_hint']
    const login = typeof hint === 'string' ? hint.slice(0, 254) : ''
    return send(reply, 200, signInPage(frameOf(request, interaction), { login, problem: null, idleSeconds }))
  })

  app.post(url, { bodyLimit: 16 * 1024 }, async (request, reply) => {
    // With a browser's own form the origin is always told; what comes without is no form of ours.
    const told = request.headers.origin !== undefined || request.headers['sec-fetch-site'] !== undefined
    const interaction =
      told && !isCrossSite(request.headers, config.origin) ? await interactionOf(request, reply) : null
    if (!interaction) return stale(request, reply)
    const frame = frameOf(request, interaction)
    const { login, password } = typedIn(request.body)
    const result = await signIn.check({ login, password, address: request.ip })
    if ('problem' in result) {
      const { problem } = result
      if (problem.kind === 'wait') reply.header('retry-after', problem.seconds)
      return send(reply, statusOf(problem), signInPage(frame, { login, problem, idleSeconds }))
    }
    await finish(provider, interaction, result.userId)
    return reply
      .headers({ ...pageHeaders, 'set-cookie': cookies.set(languageCookie, frame.language, 60) })
      .redirect(interaction.returnTo, 303)
  })
}

/**
 * Lets the provider go on with this person. An older session of the provider in this browser ends here, whoever's it
 * was, so every sign-in gets a session of its own.
 */
async function finish(provider: Provider, interaction: Interaction, accountId: string): Promise<void> {
  if (interaction.session?.uid) await (await provider.Session.findByUid(interaction.session.uid))?.destroy()
  interaction.session = undefined as never
  interaction.result = { login: { accountId, remember: false } }
  await interaction.save(Math.max(1, interaction.exp - Math.floor(Date.now() / 1_000)))
}

function frameOf(request: FastifyRequest, interaction: Interaction | null): PageFrame {
  const { ui_locales: chosen } = request.query as Record<string, unknown>
  const asked = interaction?.params['ui_locales']
  const wish = [chosen, asked].find(text => typeof text === 'string' && text !== '')
  const language = chooseLanguage(typeof wish === 'string' ? wish : request.headers['accept-language'])
  return { language, path: request.url.split('?')[0]!, query: {} }
}

/** What was typed; anything that is not text counts as nothing. */
function typedIn(body: unknown): { login: string; password: string } {
  const text = (value: unknown) => (typeof value === 'string' ? value : '')
  const { login, password } = (body ?? {}) as Record<string, unknown>
  return { login: text(login).trim().slice(0, 254), password: text(password) }
}
