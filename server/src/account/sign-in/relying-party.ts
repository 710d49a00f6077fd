import { importJWK, type CryptoKey } from 'jose'
import * as client from 'openid-client'
import type { Logger } from '../../platform/log/log.ts'
import type { AccountConfig } from '../account.config.ts'
import { ALGORITHM, type ProviderKeys } from '../provider/keys.ts'
import { CLIENT_ID, MOUNT } from '../provider/provider.ts'
import { BUILT_IN } from '../user.entity.ts'
import type { FederatedPerson } from '../users.service.ts'
import { organisationOf, personOf, ROLES_CLAIM, type FederatedOrganisation } from './claims.ts'
import type { LogoutIssuer } from './logout-token.ts'
import type { Transaction } from './transaction.ts'

const TIMEOUT = 10

export type SignInFault = 'cancelled' | 'unreachable' | 'failed'

/** The provider said no, did not answer, or answered what must not be believed. */
export class SignInFailed extends Error {
  readonly kind: SignInFault

  constructor(kind: SignInFault, options: ErrorOptions) {
    super(`sign-in ${kind}`, options)
    this.kind = kind
  }
}

/** Who came back, as the provider's verified ID token and userinfo say. `issuer` is `BUILT_IN` for our own provider. */
export interface SignedIn {
  person: FederatedPerson
  organisation: FederatedOrganisation
  idToken: string
  /** The provider's session, by which it ends ours (Back-Channel Logout); null where it names none. */
  sid: string | null
}

export interface RelyingPartyDeps {
  config: AccountConfig
  redirectUri: string
  postLogoutRedirectUri: string
  log: Logger
  /** For the built-in provider: our key, and a fetch that reaches it without leaving the process. */
  builtIn: { keys: ProviderKeys; fetch: client.CustomFetch } | null
}

/** Our server as confidential client: code flow with PKCE, state, nonce, signed ID token, userinfo of the same subject. */
export class RelyingParty {
  readonly #deps: RelyingPartyDeps
  #discovered: Promise<client.Configuration> | null = null

  constructor(deps: RelyingPartyDeps) {
    this.#deps = deps
  }

  /** Fresh secrets of one sign-in. */
  secrets(): Pick<Transaction, 'nonce' | 'verifier'> {
    return { nonce: client.randomNonce(), verifier: client.randomPKCECodeVerifier() }
  }

  /**
   * The provider's address to send the browser to. `hint` is the name the person will most likely sign in with. Throws
   * `SignInFailed`.
   */
  async authorizationUrl({ state, nonce, verifier, language }: Transaction, hint?: string): Promise<URL> {
    const { builtIn, redirectUri } = this.#deps
    return client.buildAuthorizationUrl(await this.#configuration(), {
      redirect_uri: redirectUri,
      scope: builtIn ? 'openid profile roles' : 'openid profile email',
      state,
      nonce,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ui_locales: language,
      ...(hint ? { login_hint: hint } : {}),
      // A session of ours that has run out must not come back without the password.
      ...(builtIn ? { prompt: 'login' } : {}),
    })
  }

  /** Exchanges and verifies what came back with `url`. Throws `SignInFailed`. */
  async complete(url: URL, { state, nonce, verifier }: Transaction): Promise<SignedIn> {
    const configuration = await this.#configuration()
    try {
      const tokens = await client.authorizationCodeGrant(configuration, url, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      })
      const claims = tokens.claims()!
      const userinfo = await client.fetchUserInfo(configuration, tokens.access_token, claims.sub)
      const { builtIn, config } = this.#deps
      const said = { ...claims, ...userinfo }
      const roles = config.partnerRolesClaim ?? ROLES_CLAIM
      return {
        person: personOf(builtIn ? BUILT_IN : claims.iss, claims.sub, said, roles),
        organisation: organisationOf(said),
        idToken: tokens.id_token!,
        sid: typeof claims['sid'] === 'string' ? claims['sid'] : null,
      }
    } catch (error) {
      throw new SignInFailed(faultOf(error), { cause: error })
    }
  }

  /** Where to send the browser so that the provider's session ends as well; null when it offers no such thing. */
  async endSessionUrl(idToken: string, language: string): Promise<URL | null> {
    try {
      const configuration = await this.#configuration()
      if (!configuration.serverMetadata().end_session_endpoint) return null
      return client.buildEndSessionUrl(configuration, {
        id_token_hint: idToken,
        post_logout_redirect_uri: this.#deps.postLogoutRedirectUri,
        ui_locales: language,
      })
    } catch (error) {
      // Our own session has ended already; that must not fail because the provider is away.
      this.#deps.log.warn({ err: error }, 'the identity provider could not be told of a sign-out')
      return null
    }
  }

  /** Who signs the provider's tokens, and with which keys. Throws `SignInFailed`. */
  async logoutIssuer(): Promise<LogoutIssuer> {
    const { issuer, jwks_uri: keys } = (await this.#configuration()).serverMetadata()
    if (!keys) throw new Error('The identity provider publishes no keys.')
    return { issuer, keys: new URL(keys) }
  }

  /** The provider's metadata, asked for at the first sign-in; a failure is forgotten, so the next sign-in asks again. */
  #configuration(): Promise<client.Configuration> {
    this.#discovered ??= this.#discover().catch((error: unknown) => {
      this.#discovered = null
      throw new SignInFailed('unreachable', { cause: error })
    })
    return this.#discovered
  }

  async #discover(): Promise<client.Configuration> {
    const { config, builtIn } = this.#deps
    const issuer = new URL(builtIn ? `${config.origin}${MOUNT}` : config.partnerIssuer!)
    // Signatures of ID tokens are checked even where TLS would do (OpenID Connect Core §3.1.3.7).
    const execute = [client.enableNonRepudiationChecks]
    // Plain http is for our own process and for a provider on this machine.
    if (issuer.protocol === 'http:' && (builtIn || isLoopback(issuer.hostname)))
      execute.push(client.allowInsecureRequests)
    if (!builtIn)
      return client.discovery(
        issuer,
        config.partnerClientId,
        undefined,
        client.ClientSecretBasic(config.partnerClientSecret ?? ''),
        {
          execute,
          timeout: TIMEOUT,
        },
      )
    const key = (await importJWK(builtIn.keys.client, ALGORITHM)) as CryptoKey
    return client.discovery(
      issuer,
      CLIENT_ID,
      { id_token_signed_response_alg: ALGORITHM },
      client.PrivateKeyJwt({ key, kid: builtIn.keys.client.kid }),
      {
        execute,
        timeout: TIMEOUT,
        [client.customFetch]: builtIn.fetch,
      },
    )
  }
}

export const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname)

/** What to tell the person: only the provider's own "no" is theirs, a silent line passes, everything else is wrong. */
function faultOf(error: unknown): SignInFault {
  if (error instanceof client.AuthorizationResponseError) return 'cancelled'
  const code = (error as { code?: unknown }).code
  if (
    code === 'OAUTH_TIMEOUT' ||
    code === 'OAUTH_ABORT' ||
    (error instanceof TypeError && error.cause instanceof Error && 'code' in error.cause && code === undefined)
  )
    return 'unreachable'
  return 'failed'
}
