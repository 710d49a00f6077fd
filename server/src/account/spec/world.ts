import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { AuditRecordEntity, createAudit } from '../../audit/index.ts'
import { createOutbox, type MailTransport, type OutgoingMail } from '../../notification/index.ts'
import { PartnerRegistration, partnerTypeFacts } from '../../partner/partners/index.ts'
import { FakeClock } from '../../platform/clock/clock.ts'
import { deriveDataKey } from '../../platform/crypto/data-key.ts'
import { createVault } from '../../platform/crypto/seal.ts'
import type { Database } from '../../platform/database/database.ts'
import { createBus } from '../../platform/events/bus.ts'
import { createHttpServer } from '../../platform/http/http-server.ts'
import type { AccountConfig } from '../account.config.ts'
import { createAccount, type Account } from '../account.ts'
import type { NewUser } from '../new-user.ts'
import { Browser, type Answer } from './browser.ts'

export const PASSWORD = 'correct horse battery staple'

export interface World {
  app: FastifyInstance
  account: Account
  clock: FakeClock
  origin: string
  db: Database
  port: number
  /** Lines of the log. */
  logged: string[]
  /** Every mail so far to an address, the oldest first. */
  mailsTo(address: string): Promise<OutgoingMail[]>
  close(): Promise<void>
}

/** The feature on a real server on a loopback port; `origin` is the public address it believes to have. */
export async function openWorld(db: Database, options: Partial<AccountConfig> = {}): Promise<World> {
  await db.orm.schema.update()
  const logged: string[] = []
  const log = pino({ level: 'debug' }, { write: (line: string) => logged.push(line) })
  const clock = new FakeClock(new Date())
  const vault = createVault(deriveDataKey(Buffer.alloc(32, 7)))
  const audit = createAudit({ clock })
  // The port is only known once somebody listens, and the origin is fixed before: an empty server finds a free one.
  const port = await freePort()
  const origin = options.origin ?? `http://localhost:${port}`
  const config: AccountConfig = {
    mode: 'development',
    idleSeconds: 1_500,
    promptSeconds: 300,
    absoluteSeconds: 43_200,
    partnerIssuer: null,
    partnerClientId: 'portico',
    partnerClientSecret: null,
    ...options,
    origin,
  }
  const app = await createHttpServer({ log, origin, trustProxy: '127.0.0.1' })
  const posted: OutgoingMail[] = []
  const transport: MailTransport = {
    async send(mail) {
      posted.push(mail)
    },
    close: () => undefined,
  }
  const outbox = createOutbox({ db, clock, vault, log, transport, keep: false })
  const registrar = new PartnerRegistration({ db, clock, vault, audit, bus: createBus() })
  const deps = { db, clock, vault, config, log, audit, outbox, registrar, types: partnerTypeFacts }
  const account = await createAccount(deps)
  await account.routes(app)
  await app.listen({ port, host: '127.0.0.1' })
  return {
    app,
    account,
    clock,
    origin,
    port,
    db,
    logged,
    async mailsTo(address) {
      await account.settled()
      while ((await outbox.deliverDue()) > 0);
      // As they were written, which their ids tell: several are on their way at once, and any may arrive first.
      return posted.filter(({ to }) => to === address).toSorted((a, b) => (a.id < b.id ? -1 : 1))
    },
    async close() {
      await app.close()
      await outbox.close()
      await account.close()
    },
  }
}

/** A port nobody listens on. */
export async function freePort(): Promise<number> {
  const { createServer } = await import('node:net')
  const server = createServer()
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as { port: number }
  await new Promise(done => server.close(done))
  return port
}

/** Somebody who can sign in with `PASSWORD`. */
export const person = (username: string, more: Partial<NewUser> = {}): NewUser => ({
  username,
  email: `${username}@example.org`,
  firstName: 'Amélie',
  lastName: 'Laurent',
  password: PASSWORD,
  roles: ['PARTNER_ADMIN'],
  ...more,
})

let browsers = 0

/** A fresh browser at the world's door, with a network address of its own. */
export function browse(world: World, headers: Record<string, string> = {}): Browser {
  browsers++
  const address = `10.${browsers >> 16}.${(browsers >> 8) & 255}.${browsers & 255}`
  return new Browser({ origin: world.origin, port: world.port, headers: { 'x-forwarded-for': address, ...headers } })
}

/** Opens the sign-in page. */
export const openSignIn = (browser: Browser, query = ''): Promise<Answer> =>
  browser.go(`/auth/partner/login${query}`, answer => answer.text.includes('name="password"'))

/** Signs in with `PASSWORD`; answers the last redirect, the one that leads into the portal. */
export async function signIn(browser: Browser, login: string, query = ''): Promise<Answer> {
  const answer = await browser.submit(await openSignIn(browser, query), { login, password: PASSWORD })
  if (!answer.location) throw new Error(`not let in: ${answer.status} ${answer.text}`)
  return browser.go(answer.location, ({ url }) => new URL(url).pathname === '/auth/partner/callback')
}

/** The record so far, oldest first: event and facts. */
export const recorded = async (db: Database): Promise<[string, Record<string, unknown>][]> =>
  (await db.em().find(AuditRecordEntity, {}, { orderBy: { id: 'asc' } })).map(({ event, facts }) => [event, facts])
