import type { FastifyInstance } from 'fastify'
import type { GraphQLSchema } from 'graphql'
import { contactsOf, createAccount, languages, type Account } from './account/index.ts'
import { createAudit } from './audit/index.ts'
import type { Config } from './config.ts'
import { entities } from './entities.ts'
import { jobsOf } from './jobs.ts'
import { migrations } from './migrations/index.ts'
import {
  createOutbox,
  inboxTransport,
  NoticePublisher,
  type NoticesIssued,
  noticesIssuedTopic,
  type RunningOutbox,
  smtpTransport,
} from './notification/index.ts'
import {
  PartnerCertificateDependents,
  PartnerCertificateService,
} from './partner/certificates/partner-certificates/index.ts'
import type { CertificateSigner } from './partner/certificates/signing/index.ts'
import { TrustDecisionService, TrustStoreQueries, TrustStoreService } from './partner/certificates/trust-store/index.ts'
import { PartnerPost, PartnerRegistration, partnerTypeFacts } from './partner/partners/index.ts'
import {
  createAnchoringNews,
  createNoticeWriter,
  createObjectStanding,
  expirables,
  WeeklySummaryQueries,
} from './partner/expiry/index.ts'
import { systemClock, type Clock } from './platform/clock/clock.ts'
import { loadDataKey } from './platform/crypto/data-key.ts'
import { createVault, type Vault } from './platform/crypto/seal.ts'
import { migrate, openDatabase, type Database } from './platform/database/database.ts'
import { createBus, type Bus } from './platform/events/bus.ts'
import { EventRelay } from './platform/events/event-relay.ts'
import { RedisLine } from './platform/events/redis-line.ts'
import { createHttpServer } from './platform/http/http-server.ts'
import { MemoryBackend } from './platform/jobs/memory-backend.ts'
import { openMongoBackend } from './platform/jobs/mongo-backend.ts'
import { Scheduler } from './platform/jobs/scheduler.ts'
import { createLog } from './platform/log/log.ts'
import { resolversOf, schemaOf } from './resolvers.ts'
import { routes } from './routes.ts'
import { ClockMover } from './sandbox/clock/clock-mover.ts'
import { MovableClock } from './sandbox/clock/movable-clock.ts'
import { Gate } from './sandbox/reset/gate.ts'
import { sandboxRoutes } from './sandbox/sandbox.routes.ts'
import { createKeyManager } from './upstream/key-manager/index.ts'

/** A house, put together and ready to listen. */
export interface House {
  config: Config
  db: Database
  account: Account
  schema: GraphQLSchema
  clock: Clock
  /** Opens and closes what is personal; the sandbox seeds with it and shows its inbox. */
  vault: Vault
  /** What is told to subscribers. */
  bus: Bus
  /** Tells what transactions said with `bus.after`, and runs the consumers. */
  events: EventRelay
  /** Where mails leave. */
  outbox: RunningOutbox
  /** Scheduled work; runs by itself once it was started. */
  jobs: Scheduler
  /** The trust store as at another time; the sandbox seeds its past with it. */
  trustStoreAt(clock: Clock): TrustStoreService
  /** Partners' certificates as at another time, signed by the built-in Key Manager; for the same use. */
  partnerCertificatesAt(clock: Clock): Promise<PartnerCertificateService>
  app: FastifyInstance
  /** Closes in order: sockets, requests under way, database. */
  close(): Promise<void>
}

/** What a spec puts in the place of the real thing. */
export interface ComposeOptions {
  clock?: Clock
  signer?: CertificateSigner
}

/** Puts the house together: with its lists the one place that makes services and adapters (architecture §3). */
export async function compose(config: Config, options: ComposeOptions = {}): Promise<House> {
  const realClock = options.clock ?? systemClock
  const movable = config.mode === 'sandbox' ? new MovableClock(realClock) : null
  const clock = movable ?? realClock
  const log = createLog(config.logLevel)
  const db = await openDatabase({
    url: config.database,
    entities,
    migrations,
    pool: config.databasePool,
    statementSeconds: config.operationSeconds,
  })
  await migrate(db)
  if (movable) movable.offset = await ClockMover.remembered(db)
  const dataKey = loadDataKey(config.dataKey, config.data)
  const vault = createVault(dataKey)
  const audit = createAudit({ clock })
  const line = config.redisUrl
    ? new RedisLine({ url: config.redisUrl, channel: channelOf(config, vault), log })
    : undefined
  const bus = createBus({ outbox: { clock, wake: () => events.wake() }, line })
  const events = new EventRelay({ db, clock, log, bus })
  const publisher = new NoticePublisher({ db, bus })
  events.consume(noticesIssuedTopic, issued => publisher.publish(issued as NoticesIssued))
  const { origin } = config
  const minimumRemainingDays = config.certificateDays
  const rules = { days: config.noticeDays, skippedPartners: config.noticeSkipPartners }
  const expiry = { db, clock, audit, bus, languages, expirables, rules }
  const lease = config.mailLease * 1_000
  const outbox = createOutbox({
    db,
    clock,
    vault,
    log,
    lease,
    pauses: config.mailPauses.split(',').map(seconds => Number(seconds) * 1_000),
    transport: config.smtpUrl ? smtpTransport({ url: config.smtpUrl, from: config.mailFrom, lease }) : inboxTransport,
    // The sandbox's inbox shows mails also when a server carries them.
    keep: config.mode === 'sandbox' || config.smtpUrl === '',
    caused: {
      audit,
      contacts: { contactsOf: ids => contactsOf({ db, vault }, ids) },
      standing: createObjectStanding(expiry),
      writer: createNoticeWriter({ origin, days: rules.days, life: minimumRemainingDays }),
      summaries: new WeeklySummaryQueries(db),
    },
  })
  outbox.start()
  const account = await createAccount({
    db,
    clock,
    audit,
    log,
    vault,
    outbox,
    registrar: new PartnerRegistration({ db, clock, vault, audit, bus }),
    types: partnerTypeFacts,
    config: {
      mode: config.mode,
      origin: config.origin,
      idleSeconds: config.idleSeconds,
      promptSeconds: config.promptSeconds,
      absoluteSeconds: config.sessionHours * 3_600,
      partnerIssuer: config.partnerIssuer || null,
      partnerClientId: config.partnerClientId,
      partnerClientSecret: config.partnerClientSecret ?? null,
      partnerRolesClaim: config.partnerRolesClaim,
    },
  })
  const signer = options.signer ?? (await createKeyManager(config, { db, clock, vault, minimumRemainingDays }))
  const dependents = new PartnerCertificateDependents({ db, bus, news: createAnchoringNews(expiry, rules) })
  const trust = { db, clock, audit, bus, dependents }
  const queries = new TrustStoreQueries(db)
  const store = new TrustStoreService(trust)
  const mongo = config.mongodbUrl ? await openMongoBackend(config.mongodbUrl) : undefined
  const jobs = new Scheduler({
    db,
    clock,
    log,
    leaseMilliseconds: config.jobLeaseSeconds * 1_000,
    backend: mongo ?? new MemoryBackend(),
    jobs: jobsOf({ config, log, vault, dataKey, expiry, dependents, outbox }),
  })
  const schema = schemaOf(
    resolversOf({
      account,
      clock,
      db,
      vault,
      audit,
      bus,
      outbox,
      jobs,
      origin,
      queries,
      decisions: new TrustDecisionService(trust),
      store,
      certificates: {
        db,
        clock,
        audit,
        bus,
        log,
        signer,
        minimumRemainingDays,
        terms: account.own.terms,
        post: new PartnerPost({ vault, outbox }),
        origin,
      },
    }),
    bus,
  )

  // Once every consumer is known.
  events.start()

  const app = await createHttpServer({ log, origin: config.origin, trustProxy: config.trustProxy })
  const gate = movable && new Gate()
  gate?.guard(app)
  const others = { ...(line ? { redis: () => line.up } : {}), ...(mongo ? { mongodb: () => mongo.up } : {}) }
  const sockets = await routes(app, { config, log, clock, db, account, schema, jobs, queries, others })
  const house: House = {
    config,
    db,
    account,
    schema,
    clock,
    vault,
    bus,
    events,
    outbox,
    jobs,
    trustStoreAt: other => new TrustStoreService({ ...trust, clock: other }),
    partnerCertificatesAt: async other => {
      const at = { db, clock: other, vault, minimumRemainingDays }
      const builtIn = await createKeyManager({ ...config, keyManagerUrl: '' }, at)
      // Without mails: what is told of the past is no news to anybody.
      return new PartnerCertificateService({ ...at, audit, bus, log, origin, signer: builtIn })
    },
    app,
    async close() {
      await sockets.close()
      await app.close()
      await jobs.close()
      await events.close()
      await line?.close()
      await outbox.close()
      await account.close()
      await db.close()
    },
  }
  if (movable && gate) await sandboxRoutes(app, { house, clock: movable, gate, entities })
  return house
}

/** The servers of one house share its key and the name of its database; nobody else can guess what they make of them. */
const channelOf = ({ database, databaseUrl }: Config, vault: Vault): string =>
  `portico:${vault.blindIndex(`events of ${databaseUrl ? new URL(databaseUrl).pathname : database}`)}`
