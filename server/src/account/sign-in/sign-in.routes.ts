import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Audit } from '../../audit/index.ts'
import type { Clock } from '../../platform/clock/clock.ts'
import { unitOfWork, type Database } from '../../platform/database/database.ts'
import { isUniqueViolation } from '../../platform/database/unique-violation.ts'
import { isCrossSite, portalOf } from '../../platform/http/same-site.ts'
import { chooseLanguage, type Language } from '../../platform/i18n/languages.ts'
import type { Logger } from '../../platform/log/log.ts'
import type { AccountConfig } from '../account.config.ts'
import { errorPage, type ErrorPage } from '../pages/error.page.ts'
import { pageHeaders, type PageFrame } from '../../platform/pages/page.ts'
import { formScript } from '../pages/form-script.ts'
import { pageScript } from '../pages/page-script.ts'
import { signedOutPage } from '../pages/signed-out.page.ts'
import { languageCookie, sessionCookie, type Cookies } from '../session-cookie.ts'
import { UsedSignInEntity } from '../session.entity.ts'
import { providerSessionOf, type Sessions } from '../session.service.ts'
import { clientLabel } from '../sessions/client-label.ts'
import { hashToken } from '../tokens.ts'
import { BUILT_IN, UserEntity } from '../user.entity.ts'
import type { Users } from '../users.service.ts'
import type { FederatedPartners, PartnerPlan } from './federated-partner.ts'
import { isLoopback, SignInFailed, type RelyingParty, type SignedIn } from './relying-party.ts'
import { safeReturnTo } from './return-to.ts'
import type { Transaction, Transactions } from './transaction.ts'

const PORTAL = 'partner'
export const CALLBACK = '/auth/partner/callback'
export const SIGNED_OUT = '/auth/partner/signed-out'

export interface SignInRoutesDeps {
  db: Database
  clock: Clock
  config: AccountConfig
  log: Logger
  audit: Audit
  users: Users
  sessions: Sessions
  cookies: Cookies
  transactions: Transactions
  relyingParty: RelyingParty
  /** What another provider's attributes make of partners; null with the built-in provider. */
  partners: FederatedPartners | null
  /** Tidies up what has expired, now and then. */
  sweep(): void
}

/** `/auth/partner/…`: to the provider, back from it, and out. */
export async function signInRoutes(app: FastifyInstance, deps: SignInRoutesDeps): Promise<void> {
  const { config, log, cookies, sessions, transactions, relyingParty } = deps
  const session = sessionCookie(PORTAL)
  const originHost = new URL(config.origin)

  app.get('/auth/partner/login', async (request, reply) => {
    const query = request.query as Record<string, unknown>
    const returnTo = safeReturnTo(query['return_to'], config.origin)
    // 127.0.0.1 and localhost are two sites to a browser: cookies and the way back must be at one of them.
    if (request.host !== originHost.host && isLoopback(request.hostname) && isLoopback(originHost.hostname))
      return reply.redirect(new URL(request.url, config.origin).href, 302)
    const token = cookies.read(request.headers.cookie, session)
    if (token && (await sessions.principal(token, PORTAL))) return reply.redirect(returnTo, 302)
    deps.sweep()
    const language = languageOf(request)
    const { transaction, cookie } = transactions.begin({ returnTo, language }, relyingParty.secrets())
    try {
      const hint = query['login_hint']
      const url = await relyingParty.authorizationUrl(transaction, typeof hint === 'string' ? hint.slice(0, 254) : '')
      return await reply.header('set-cookie', cookie).redirect(url.href, 302)
    } catch (error) {
      return explain(request, reply, language, error, returnTo)
    }
  })

  app.get(CALLBACK, async (request, reply) => {
    const { state } = request.query as Record<string, unknown>
    const transaction = typeof state === 'string' ? transactions.find(request.headers.cookie, state) : null
    if (!transaction || !(await useOnce(deps, transaction))) {
      const token = cookies.read(request.headers.cookie, session)
      if (token && (await sessions.principal(token, PORTAL))) return reply.redirect('/partner/', 302)
      return send(reply, 400, errorPage(frame(languageOf(request)), { kind: 'stale', reference: request.id }))
    }
    const chosen = cookies.read(request.headers.cookie, languageCookie)
    const language = chosen ? chooseLanguage(chosen) : transaction.language
    reply.header('set-cookie', transactions.forget(transaction.state))
    try {
      const signedIn = await relyingParty.complete(new URL(request.url, config.origin), transaction)
      const opened = await open(deps, signedIn, language, clientLabel(request.headers['user-agent']))
      if (!opened)
        return await send(reply, 403, errorPage(frame(language), { kind: 'inactive', reference: request.id }))
      const old = cookies.read(request.headers.cookie, session)
      if (old) await sessions.end(old, PORTAL, 'replaced')
      return await reply.header('set-cookie', cookies.set(session, opened.token)).redirect(transaction.returnTo, 302)
    } catch (error) {
      await recordFailure(deps, error)
      return explain(request, reply, language, error, transaction.returnTo)
    }
  })

  app.post('/auth/partner/logout', async (request, reply) => {
    // A form of another site cannot send the header; a script of another site cannot send the cookie.
    if (portalOf(request.headers) !== PORTAL || isCrossSite(request.headers, config.origin))
      return reply.status(403).send({ code: 'FORBIDDEN', reference: request.id })
    const token = cookies.read(request.headers.cookie, session)
    const ended = token ? await sessions.end(token, PORTAL, 'signed-out') : null
    const url = ended && (await relyingParty.endSessionUrl(ended.idToken, ended.language))
    const redirect =
      url?.href ?? `${SIGNED_OUT}?${new URLSearchParams({ ui_locales: ended?.language ?? languageOf(request) })}`
    return reply
      .headers({ 'set-cookie': cookies.clear(session), 'clear-site-data': '"cache"', 'cache-control': 'no-store' })
      .send({ redirect })
  })

  app.get(SIGNED_OUT, async (request, reply) => send(reply, 200, signedOutPage(frame(languageOf(request), SIGNED_OUT))))

  app.get('/auth/page.js', async (_request, reply) =>
    reply
      .headers({ 'cache-control': 'public, max-age=3600', 'x-content-type-options': 'nosniff' })
      .type('text/javascript; charset=utf-8')
      .send(pageScript + formScript),
  )

  /** The page for a sign-in that did not come about; what happened exactly is in the log under the reference. */
  function explain(
    request: FastifyRequest,
    reply: FastifyReply,
    language: Language,
    error: unknown,
    returnTo: string,
  ): FastifyReply {
    const kind = error instanceof SignInFailed ? error.kind : 'failed'
    log.warn({ requestId: request.id, err: error instanceof SignInFailed ? error.cause : error }, `sign-in ${kind}`)
    const status = { cancelled: 400, unreachable: 503, failed: 500 }[kind]
    return send(
      reply,
      status,
      errorPage(frame(language), { kind, reference: request.id, returnTo } satisfies ErrorPage),
    )
  }
}

const send = (reply: FastifyReply, status: number, body: string): FastifyReply =>
  reply.status(status).headers(pageHeaders).type('text/html; charset=utf-8').send(body)

/** Pages about a failed request have no address of their own: switching the language begins anew. */
const frame = (language: Language, path = '/auth/partner/login'): PageFrame => ({ language, path, query: {} })

function languageOf(request: FastifyRequest): Language {
  const { ui_locales: wish } = request.query as Record<string, unknown>
  return chooseLanguage(typeof wish === 'string' && wish ? wish : request.headers['accept-language'])
}

/** Marks the `state` as used; false when it was. Written before anything is asked of the provider, so it holds for parallel callbacks too. */
async function useOnce({ db }: SignInRoutesDeps, { state, expiresAt }: Transaction): Promise<boolean> {
  try {
    await db.em().insert(UsedSignInEntity, { stateHash: hashToken(state), expiresAt: new Date(expiresAt) })
    return true
  } catch (error) {
    if (isUniqueViolation(error)) return false
    throw error
  }
}

/** Opens the session of the person who came back; null when they are inactive. */
async function open(
  deps: SignInRoutesDeps,
  signedIn: SignedIn,
  language: Language,
  client: string | null,
): Promise<{ token: string } | null> {
  const { person, organisation } = signedIn
  const plan = person.issuer === BUILT_IN ? null : ((await deps.partners?.plan(person, organisation)) ?? null)
  try {
    return await openPlanned(deps, signedIn, { language, client, plan })
  } catch (error) {
    if (!plan || !isUniqueViolation(error)) throw error
    // The person's own other window came first, or somebody took the partner id meanwhile: they come in all the same, and
    // choose another in the portal.
    return openPlanned(deps, signedIn, { language, client, plan: { ...plan, register: null } })
  }
}

async function openPlanned(
  deps: SignInRoutesDeps,
  { person, idToken, sid }: SignedIn,
  { language, client, plan }: { language: Language; client: string | null; plan: PartnerPlan | null },
): Promise<{ token: string } | null> {
  const { db, users, sessions, audit, partners } = deps
  return (await unitOfWork(db, async tx => {
    const user =
      person.issuer === BUILT_IN
        ? await tx.findOne(UserEntity, { id: person.subject, issuer: BUILT_IN, status: 'ACTIVE' })
        : await users.synchronise(tx, person)
    const subject = { subjectType: 'user', subjectId: user?.id ?? null }
    if (!user) {
      audit.record(tx, { ...subject, event: 'sign-in.failed', facts: { reason: 'inactive' } })
      return null
    }
    if (plan) await partners!.carryOut(tx, user.id, plan)
    const providerSession = person.issuer !== BUILT_IN && sid ? providerSessionOf(person.issuer, sid) : null
    const { id, token } = sessions.open(tx, {
      portal: PORTAL,
      userId: user.id,
      idToken,
      language,
      client,
      providerSession,
    })
    audit.record(tx, {
      ...subject,
      event: 'sign-in.succeeded',
      actor: { userId: user.id, sessionId: id },
      facts: { portal: PORTAL },
    })
    return { token }
  })) as { token: string } | null
}

async function recordFailure({ db, audit }: SignInRoutesDeps, error: unknown): Promise<void> {
  const reason = error instanceof SignInFailed ? error.kind : 'failed'
  await unitOfWork(db, async tx => {
    audit.record(tx, { event: 'sign-in.failed', facts: { reason } })
  })
}
