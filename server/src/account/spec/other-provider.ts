import { createServer, type Server } from 'node:http'
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose'
import { Provider } from 'oidc-provider'

/** A provider that is not ours, on a port of its own, as Keycloak would be: it lets `person` in without a question. */
export interface OtherProvider {
  issuer: string
  /** What it says of the person from now on. */
  person: { sub: string; claims: Record<string, unknown> }
  /** The userinfo endpoint answers about somebody else. */
  mixUp: boolean
  /** A token signed by its key, with these claims and nothing else. */
  sign(claims: JWTPayload, header?: { typ?: string }): Promise<string>
  close(): Promise<void>
}

export async function openOtherProvider(client: {
  id: string
  secret: string
  redirectUri: string
  postLogoutRedirectUri: string
}): Promise<OtherProvider> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  const server: Server = createServer()
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const issuer = `http://127.0.0.1:${(server.address() as { port: number }).port}`
  const other: OtherProvider = {
    issuer,
    person: { sub: 'subject-1', claims: {} },
    mixUp: false,
    sign: (claims, header = {}) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'spec', ...header }).sign(privateKey),
    close: () => new Promise(done => server.close(() => done())),
  }
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [client.redirectUri],
        post_logout_redirect_uris: [client.postLogoutRedirectUri],
        response_types: ['code'],
        grant_types: ['authorization_code'],
        backchannel_logout_uri: new URL('/auth/partner/backchannel-logout', client.redirectUri).href,
        backchannel_logout_session_required: true,
      },
    ],
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: 'spec' }] },
    cookies: { keys: ['spec'] },
    scopes: ['openid', 'profile', 'email'],
    claims: {
      profile: [
        'preferred_username',
        'given_name',
        'family_name',
        'realm_access',
        'locale',
        'organizationName',
        'address',
        'phoneNumber',
        'partnerType',
      ],
      email: ['email'],
    },
    features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true } },
    interactions: { url: (_ctx, { uid }) => `/let-in/${uid}` },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: async () => ({ sub, ...other.person.claims }) }),
    async loadExistingGrant(ctx) {
      const grant = new provider.Grant({ clientId: client.id, accountId: ctx.oidc.session!.accountId! })
      grant.addOIDCScope('openid profile email')
      await grant.save()
      return grant
    },
  })
  provider.use(async (ctx, next) => {
    if (ctx.path.startsWith('/let-in/'))
      return provider.interactionFinished(ctx.req, ctx.res, { login: { accountId: other.person.sub } })
    await next()
    if (other.mixUp && ctx.path === '/me') ctx.body = { ...(ctx.body as object), sub: 'somebody-else' }
    return undefined
  })
  server.on('request', provider.callback())
  return other
}
