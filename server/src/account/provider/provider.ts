import { randomUUID } from 'node:crypto'
import type { EventEmitter } from 'node:events'
import { Provider, type Configuration, type KoaContextWithOIDC } from 'oidc-provider'
import { chooseLanguage } from '../../platform/i18n/languages.ts'
import type { Logger } from '../../platform/log/log.ts'
import { isSecure, type AccountConfig } from '../account.config.ts'
import { errorPage, type PageFrame } from '../pages/error.page.ts'
import { signedOutPage } from '../pages/signed-out.page.ts'
import { signOutPage } from '../pages/sign-out.page.ts'
import { pageHeaders } from '../../platform/pages/page.ts'
import type { Users } from '../users.service.ts'
import { ALGORITHM, type ProviderKeys } from './keys.ts'

/** Where the provider is mounted; its issuer is the origin and this path. */
export const MOUNT = '/idp'
/** Our server as the provider's one client. */
export const CLIENT_ID = 'portico-server'

export interface ProviderDeps {
  config: AccountConfig
  keys: ProviderKeys
  users: Users
  adapter: Configuration['adapter']
  log: Logger
  redirectUri: string
  postLogoutRedirectUri: string
  /** Ends the portal's session of this browser; answers the `Set-Cookie` lines that forget it. */
  endPortalSession(cookieHeader: string | undefined): Promise<string[]>
}

/** Seconds the provider's own records live. Its session ends no later than ours. */
const LIFE = { AccessToken: 300, AuthorizationCode: 60, IdToken: 600, Interaction: 3_600 }

/** The built-in OpenID provider: authorization code with PKCE for one confidential client, nothing else. */
export function createProvider({
  config,
  keys,
  users,
  adapter,
  log,
  redirectUri,
  postLogoutRedirectUri,
  endPortalSession,
}: ProviderDeps): Provider {
  const prefix = isSecure(config) ? '__Secure-' : ''
  const host = isSecure(config) ? '__Host-' : ''
  const { kty, crv, x, y, kid } = keys.client
  const provider = new Provider(`${config.origin}${MOUNT}`, {
    adapter,
    clients: [
      {
        client_id: CLIENT_ID,
        client_name: 'Portico',
        application_type: 'web',
        redirect_uris: [redirectUri],
        post_logout_redirect_uris: [postLogoutRedirectUri],
        response_types: ['code'],
        grant_types: ['authorization_code'],
        token_endpoint_auth_method: 'private_key_jwt',
        token_endpoint_auth_signing_alg: ALGORITHM,
        id_token_signed_response_alg: ALGORITHM,
        jwks: { keys: [{ kty: kty!, crv, x, y, kid, use: 'sig', alg: ALGORITHM }] as never },
      },
    ],
    jwks: { keys: keys.signing as never },
    cookies: {
      keys: keys.cookies,
      names: { session: `${host}idp-session`, interaction: `${prefix}idp-step`, resume: `${prefix}idp-resume` },
      long: { httpOnly: true, sameSite: 'lax', path: '/' },
      short: { httpOnly: true, sameSite: 'lax' },
    },
    scopes: ['openid', 'profile', 'roles'],
    claims: { openid: ['sub'], profile: ['preferred_username'], roles: ['roles'] },
    responseTypes: ['code'],
    clientAuthMethods: ['private_key_jwt'],
    enabledJWA: { clientAuthSigningAlgValues: [ALGORITHM], idTokenSigningAlgValues: [ALGORITHM] },
    pkce: { required: () => true },
    discovery: { ui_locales_supported: ['en', 'fr', 'ar'] },
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      resourceIndicators: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => endOrAsk(ctx, form),
        postLogoutSuccessSource: async ctx => answer(ctx, signedOutPage(frameOf(ctx))),
      },
    },
    ttl: { ...LIFE, Session: config.absoluteSeconds, Grant: config.absoluteSeconds },
    interactions: { url: (_ctx, interaction) => `${MOUNT}/interaction/${interaction.uid}` },
    clientBasedCORS: () => false,
    findAccount: async (_ctx, id) => {
      const claims = await users.claims(id)
      return claims
        ? { accountId: id, claims: async () => ({ sub: id, preferred_username: claims.username, roles: claims.roles }) }
        : undefined
    },
    // Our own client needs nobody's consent: what it may know is known to the house already.
    async loadExistingGrant(ctx) {
      const { client, session, params } = ctx.oidc
      const grantId = ctx.oidc.result?.consent?.grantId ?? session?.grantIdFor(client!.clientId)
      const existing = grantId ? await provider.Grant.find(grantId) : undefined
      if (existing && existing.accountId === session!.accountId) return existing
      const grant = new provider.Grant({ clientId: client!.clientId, accountId: session!.accountId! })
      grant.addOIDCScope(String(params!['scope']))
      await grant.save()
      return grant
    },
    async renderError(ctx, out, error) {
      const reference = randomUUID()
      log.warn(
        { requestId: reference, error: out.error, detail: (error as { error_detail?: string }).error_detail },
        'the identity provider refused a request',
      )
      answer(ctx, errorPage(frameOf(ctx), { kind: out.error === 'server_error' ? 'failed' : 'stale', reference }))
    },
  })

  // Addresses in answers are those of the origin, whatever host name or scheme a proxy or a stranger names; see mount.ts.
  provider.proxy = true
  // Answers that break half-way, most often because the browser went away.
  ;(provider as unknown as EventEmitter).on('error', error => log.warn({ err: error }, 'identity provider'))
  provider.on('server_error', (_ctx, error) => log.error({ err: error }, 'identity provider failed'))
  // Who signs out at the provider alone is signed out of the portal too.
  provider.use(async (ctx, next) => {
    await next()
    if (ctx.oidc?.route !== 'end_session_confirm' || ctx.status !== 303) return
    // "Stay signed in" leads back into the portal.
    if (!ctx.oidc.params?.['logout']) return ctx.redirect(`${config.origin}/partner/`)
    ctx.append('set-cookie', await endPortalSession(ctx.get('cookie')))
  })
  // Without a session of its own the library asks a script to go on; ours goes on by itself.
  provider.use(async (ctx, next) => {
    await next()
    const session = ctx.oidc?.route === 'end_session' && ctx.status === 200 ? ctx.oidc.session : undefined
    if (!session || session.accountId) return
    leave(ctx as KoaContextWithOIDC)
    await session.destroy()
  })
  return provider
}

/** Ends the provider's session at once when our server asks with the person's own ID token; else asks the person. */
async function endOrAsk(ctx: KoaContextWithOIDC, form: string): Promise<void> {
  const { session, provider, client } = ctx.oidc
  const hint = (ctx.oidc.entities as { IdTokenHint?: { payload: { sub?: string } } }).IdTokenHint
  if (!session || !client || hint?.payload.sub !== session.accountId)
    return answer(ctx, signOutPage(frameOf(ctx), form))
  const grantId = session.grantIdFor(client.clientId)
  const grant = grantId ? await provider.Grant.find(grantId) : undefined
  await grant?.destroy()
  const next = (session.state as { postLogoutRedirectUri?: string } | undefined)?.postLogoutRedirectUri
  await session.destroy()
  ctx.cookies.set(provider.cookieName('session'), null, { httpOnly: true, sameSite: 'lax', path: '/' })
  leave(ctx, next)
}

/** On to the address our server asked for, which the provider has checked, or to its own page. */
function leave(
  ctx: KoaContextWithOIDC,
  next = (ctx.oidc.session?.state as { postLogoutRedirectUri?: string } | undefined)?.postLogoutRedirectUri,
): void {
  const target = new URL(next ?? ctx.oidc.urlFor('end_session_success'))
  const locales = ctx.oidc.params?.['ui_locales']
  if (typeof locales === 'string') target.searchParams.set('ui_locales', chooseLanguage(locales))
  ctx.body = null
  ctx.redirect(target.href)
  ctx.status = 303
}

function frameOf(ctx: KoaContextWithOIDC): PageFrame {
  const asked = ctx.oidc?.params?.['ui_locales'] ?? ctx.query['ui_locales']
  const language = chooseLanguage(typeof asked === 'string' ? asked : ctx.get('accept-language'))
  return { language, path: `${MOUNT}${ctx.path}`, query: {} }
}

function answer(ctx: KoaContextWithOIDC, body: string): void {
  for (const [name, value] of Object.entries(pageHeaders)) ctx.set(name, value)
  ctx.type = 'html'
  ctx.body = body
}
