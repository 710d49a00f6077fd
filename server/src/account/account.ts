import type { FastifyInstance } from 'fastify'
import type { Audit, AuditActor } from '../audit/index.ts'
import type { Outbox } from '../notification/index.ts'
import type { Clock } from '../platform/clock/clock.ts'
import type { Vault } from '../platform/crypto/seal.ts'
import type { Database } from '../platform/database/database.ts'
import type { Activity, Principal } from '../platform/graphql/context.ts'
import type { Logger } from '../platform/log/log.ts'
import type { Refusal } from '../platform/refusal/refusal.ts'
import { bearerOf, type Recognise } from '../platform/http/credentials.ts'
import type { AccountConfig } from './account.config.ts'
import { ApiTokens } from './api-tokens/api-token.service.ts'
import { TokenDoor } from './api-tokens/token-door.ts'
import { createAttempts } from './attempts.ts'
import { PasswordSignIn } from './password-sign-in.ts'
import { Links } from './links/links.ts'
import { AccountMails } from './mails/account-mails.ts'
import { createOwnAccount, type OwnAccount } from './own-account.ts'
import { createPasswords } from './passwords.ts'
import { databaseAdapter, sweepProvider } from './provider/adapter.ts'
import { interactionRoutes } from './provider/interaction.routes.ts'
import { loadProviderKeys } from './provider/keys.ts'
import { mountProvider } from './provider/mount.ts'
import { createProvider } from './provider/provider.ts'
import type { PartnerRegistrar, PartnerTypeTable } from './registration/partner-registrar.port.ts'
import { RegistrationEntity } from './registration/registration.entity.ts'
import { Cookies, sessionCookie } from './session-cookie.ts'
import { UsedSignInEntity } from './session.entity.ts'
import { Sessions } from './session.service.ts'
import { backchannelLogoutRoute } from './sign-in/backchannel-logout.routes.ts'
import { FederatedPartners } from './sign-in/federated-partner.ts'
import { LogoutTokens } from './sign-in/logout-token.ts'
import { inProcessFetch } from './sign-in/in-process-fetch.ts'
import { RelyingParty } from './sign-in/relying-party.ts'
import { CALLBACK, SIGNED_OUT, signInRoutes } from './sign-in/sign-in.routes.ts'
import { Transactions } from './sign-in/transaction.ts'
import { createStrangers } from './strangers.ts'
import type { NewUser, NewUserRefusal } from './new-user.ts'
import { Users } from './users.service.ts'
import { readViewer, type ViewerView } from './viewer.service.ts'

/** Expired rows are removed at most so often (milliseconds), when somebody signs in. */
const SWEEP_EVERY = 600_000

export interface AccountDeps {
  db: Database
  clock: Clock
  vault: Vault
  config: AccountConfig
  log: Logger
  audit: Audit
  outbox: Outbox
  /** Makes partners of those who register, and keeps their contact data. */
  registrar: PartnerRegistrar
  types: PartnerTypeTable
}

/** Who is signed in, and how they get in and out. */
export interface Account {
  /** Registers `/auth/partner/*` and, unless another provider is configured, `/idp/*`. */
  routes(app: FastifyInstance): Promise<void>
  /** Who the request's cookies speak for at this portal; null for strangers. One query. See `Sessions.principal`. */
  principal(
    cookieHeader: string | undefined,
    portal: string | undefined,
    activity?: Activity,
  ): Promise<Principal | null>
  /** Who a request or socket speaks for: by its API token where it shows one, else by its session. */
  recognise: Recognise
  apiTokens: ApiTokens
  /** What people may do with their own account. */
  own: OwnAccount
  viewer(principal: Principal): Promise<ViewerView | null>
  /** A person of the built-in provider with any roles; for the sandbox, and later for registration. */
  createUser(input: NewUser, actor?: AuditActor | null): Promise<{ id: string } | Refusal<NewUserRefusal>>
  createAdministrator(
    input: Omit<NewUser, 'roles'>,
    actor?: AuditActor | null,
  ): Promise<{ id: string } | Refusal<NewUserRefusal>>
  /** Removes what has expired: sessions (each recorded), the provider's records, used sign-ins, registrations, links. */
  sweep(): Promise<void>
  /** Resolves when every mail that a stranger's form promised is in the outbox. */
  settled(): Promise<void>
  /** Finishes what was promised, then lets go of what is not the database's: connections of the rate limits. */
  close(): Promise<void>
}

/** Puts the feature together; makes its keys at the first start. */
export async function createAccount(deps: AccountDeps): Promise<Account> {
  const { db, clock, vault, config, log, audit, registrar, types } = deps
  const passwords = await createPasswords()
  const attempts = createAttempts(db)
  const users = new Users({ db, clock, vault, passwords, audit })
  const sessions = new Sessions({ db, clock, vault, audit, limits: config })
  const apiTokens = new ApiTokens({ db, clock, audit })
  const tokenDoor = new TokenDoor({ tokens: apiTokens, attempts })
  const cookies = new Cookies(config)
  const links = new Links(deps)
  const mails = new AccountMails({ outbox: deps.outbox, origin: config.origin })
  const shared = { db, clock, vault, log, audit, attempts, passwords, users, sessions, links, mails, registrar, types }
  const own = createOwnAccount(shared)
  await own.terms.begin()
  const strangers = createStrangers({ ...shared, config, cookies, emailChanges: own.emails })
  const builtIn = config.partnerIssuer ? null : await loadProviderKeys({ db, clock, vault })
  const addresses = {
    redirectUri: `${config.origin}${CALLBACK}`,
    postLogoutRedirectUri: `${config.origin}${SIGNED_OUT}`,
  }

  const sweep = async () => {
    await sessions.sweep()
    await sweepProvider(db, clock.now())
    const over = { expiresAt: { $lte: clock.now() } }
    await db.em().nativeDelete(UsedSignInEntity, over)
    await db.em().nativeDelete(RegistrationEntity, over)
    await links.sweep()
  }
  let swept = clock.now().getTime()
  const sweepNowAndThen = () => {
    if (clock.now().getTime() - swept < SWEEP_EVERY) return
    swept = clock.now().getTime()
    sweep().catch((error: unknown) => log.error({ err: error }, 'expired sessions could not be removed'))
  }

  const principal: Account['principal'] = async (cookieHeader, portal, activity) => {
    const token = portal === 'partner' ? cookies.read(cookieHeader, sessionCookie(portal)) : undefined
    return token ? sessions.principal(token, portal!, activity) : null
  }

  return {
    apiTokens,
    own,
    async routes(app) {
      if (builtIn) {
        const provider = createProvider({
          ...addresses,
          config,
          keys: builtIn,
          users,
          adapter: databaseAdapter({ db, clock, vault }),
          log,
          async endPortalSession(cookieHeader) {
            const cookie = sessionCookie('partner')
            const token = cookies.read(cookieHeader, cookie)
            if (!token) return []
            await sessions.end(token, 'partner', 'signed-out')
            return [cookies.clear(cookie)]
          },
        })
        const signIn = new PasswordSignIn({ db, vault, users, passwords, attempts, audit })
        await interactionRoutes(app, { provider, config, signIn, cookies })
        await mountProvider(app, { provider, origin: config.origin, attempts })
        await strangers.routes(app)
      }
      const relyingParty = new RelyingParty({
        ...addresses,
        config,
        log,
        builtIn: builtIn && { keys: builtIn, fetch: inProcessFetch(app) },
      })
      if (!builtIn)
        backchannelLogoutRoute(app, {
          sessions,
          log,
          tokens: new LogoutTokens({
            clock,
            clientId: config.partnerClientId,
            issuer: () => relyingParty.logoutIssuer(),
          }),
        })
      const transactions = new Transactions({ clock, vault, cookies })
      await signInRoutes(app, {
        db,
        clock,
        config,
        log,
        audit,
        users,
        sessions,
        cookies,
        transactions,
        relyingParty,
        partners: builtIn ? null : new FederatedPartners({ db, registrar, types, now: () => clock.now() }),
        sweep: sweepNowAndThen,
      })
    },
    principal,
    async recognise({ cookie, portal, authorization, address }, activity) {
      const token = bearerOf(authorization)
      return token === null ? principal(cookie, portal, activity) : tokenDoor.enter(token, address, activity)
    },
    async viewer(principal) {
      const view = await readViewer({ db, vault, limits: config }, principal)
      // A program needs to know whom it speaks for, and nothing by which that person is reached.
      return view && principal.kind === 'token' ? { ...view, email: null, phone: null } : view
    },
    createUser: (input, actor) => users.create(input, actor),
    createAdministrator: (input, actor) => users.create({ ...input, roles: ['PARTNER_ADMIN'] }, actor),
    sweep,
    settled: () => strangers.settled(),
    async close() {
      await strangers.settled()
      await attempts.close()
    },
  }
}
