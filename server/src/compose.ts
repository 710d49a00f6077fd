import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { GraphQLSchema } from 'graphql'
import {
  AdminDirectory,
  administratorDirectoryJob,
  type AdminDirectoryDeps,
  contactsOf,
  createAccount,
  languages,
  type Account,
} from './account/index.ts'
import { auditSealJob, checkpointFile, createAudit } from './audit/index.ts'
import type { Config } from './config.ts'
import { entities } from './entities.ts'
import { migrations } from './migrations/index.ts'
import {
  createOutbox,
  inboxTransport,
  NoticePublisher,
  noticeRetentionJob,
  type NoticesIssued,
  noticesIssuedTopic,
  outboxRetentionJob,
  type RunningOutbox,
  smtpTransport,
} from './notification/index.ts'
import {
  PartnerCertificateDependents,
  PartnerCertificateQueries,
  partnerCertificateRoute,
  PartnerCertificateService,
} from './partner/certificates/partner-certificates/index.ts'
import type { CertificateSigner } from './partner/certificates/signing/index.ts'
import {
  TrustDecisionService,
  trustDownloadRoute,
  TrustStoreQueries,
  TrustStoreService,
} from './partner/certificates/trust-store/index.ts'
import { PartnerPost, PartnerRegistration, partnerTypeFacts } from './partner/partners/index.ts'
import {
  certificateRecheckJob,
  createAnchoringNews,
  createNoticeWriter,
  createObjectStanding,
  expirables,
  expiryJobs,
  WeeklySummaryQueries,
} from './partner/expiry/index.ts'
import { systemClock, type Clock } from './platform/clock/clock.ts'
import { loadDataKey } from './platform/crypto/data-key.ts'
import { createVault, type Vault } from './platform/crypto/seal.ts'
import { createSigner } from './platform/crypto/signer.ts'
import { migrate, openDatabase, type Database } from './platform/database/database.ts'
import { createBus, type Bus } from './platform/events/bus.ts'
import { EventRelay } from './platform/events/event-relay.ts'
import { RedisLine } from './platform/events/redis-line.ts'
import { Admission } from './platform/graphql/admission.ts'
import { explorerRoutes } from './platform/graphql/explorer.ts'
import { graphqlRoute, type GraphQLDeps } from './platform/graphql/graphql-route.ts'
import { PointsBudget } from './platform/graphql/points-budget.ts'
import { serveSockets } from './platform/graphql/sockets.ts'
import { readTrustedDocuments } from './platform/graphql/trusted-documents.ts'
import { healthRoutes } from './platform/http/health.ts'
import { downloader } from './platform/http/credentials.ts'
import { addressReader, createHttpServer } from './platform/http/http-server.ts'
import { measureJobs, measureSockets, metricsRoute } from './platform/http/metrics.ts'
import { serveFolder } from './platform/http/statics.ts'
import type { Job } from './platform/jobs/job.ts'
import { jobRunRetentionJob } from './platform/jobs/job-run-retention.ts'
import { MemoryBackend } from './platform/jobs/memory-backend.ts'
import { openMongoBackend } from './platform/jobs/mongo-backend.ts'
import { withSchedules } from './platform/jobs/schedule.ts'
import { Scheduler } from './platform/jobs/scheduler.ts'
import { createLog } from './platform/log/log.ts'
import { resolversOf, schemaOf } from './resolvers.ts'
import { ClockMover } from './sandbox/clock/clock-mover.ts'
import { MovableClock } from './sandbox/clock/movable-clock.ts'
import { Gate } from './sandbox/reset/gate.ts'
import { sandboxRoutes } from './sandbox/sandbox.routes.ts'
import { createKeyManager } from './upstream/key-manager/index.ts'
import { KeycloakAdministrators } from './upstream/keycloak/index.ts'

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

const repository = join(import.meta.dirname, '../..')

/** Puts the house together: the one place that makes services and adapters (architecture §3). */
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
    jobs: withSchedules(
      // Each feature's own; which goes first of those due together is told by their priorities.
      [
        certificateRecheckJob(dependents),
        ...expiryJobs(expiry),
        outboxRetentionJob(outbox),
        noticeRetentionJob({
          db,
          config: { retention: config.noticeRetention, keptDays: config.noticeKeptDays },
          leftovers: () => new WeeklySummaryQueries(db).deleteForgotten(),
        }),
        jobRunRetentionJob({ db, clock }),
        ...directoryJobs(config, { db, clock, vault, audit }),
        auditSealJob({
          db,
          clock,
          log,
          signer: createSigner(dataKey),
          file: checkpointFile(config.data, config.database),
        }),
      ],
      config.jobSchedules,
    ),
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

  const production = config.mode === 'production'
  const app = await createHttpServer({ log, origin: config.origin, trustProxy: config.trustProxy })
  const graphql: GraphQLDeps = {
    schema,
    admission: new Admission(
      readTrustedDocuments([join(repository, 'web-pmp/dist/persisted-documents.json')]),
      production,
    ),
    budget: new PointsBudget(config.pointsPerMinute),
    log,
    origin: config.origin,
    introspection: !production,
    recognise: account.recognise,
    addressOf: addressReader(config.trustProxy),
  }
  const gate = movable && new Gate()
  gate?.guard(app)
  await graphqlRoute(app, graphql)
  if (!production) await explorerRoutes(app)
  healthRoutes(
    app,
    { database: () => db.ping() },
    { ...(line ? { redis: () => line.up } : {}), ...(mongo ? { mongodb: () => mongo.up } : {}) },
  )
  measureJobs(app, { now: () => clock.now(), lastDone: () => jobs.lastDone() })
  metricsRoute(app, config.metricsToken)
  trustDownloadRoute(app, { clock, queries, principal: downloader(account.recognise) })
  partnerCertificateRoute(app, {
    clock,
    queries: new PartnerCertificateQueries(db),
    principal: downloader(account.recognise),
  })
  await account.routes(app)
  app.get('/', async (_request, reply) => reply.redirect('/partner/'))
  await serveFolder(app, { root: join(repository, 'web-pmp/dist'), prefix: '/partner/', singlePage: true })
  await serveFolder(app, { root: join(repository, 'ui-kit/dist/standalone'), prefix: '/assets/' })
  if (!production) await serveFolder(app, { root: join(repository, 'ui-kit/dist/gallery'), prefix: '/ui-kit/' })
  const sockets = serveSockets(app.server, graphql)
  measureSockets(app, sockets.count)
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

/** Where the built-in provider keeps the people, the table of roles is the truth, and nothing is to be done. */
const directoryJobs = (
  { directoryUrl: url, partnerIssuer: issuer, partnerClientId: clientId, partnerClientSecret }: Config,
  deps: Omit<AdminDirectoryDeps, 'source'>,
): Job[] => {
  if (!url) return []
  const { clock } = deps
  const source = new KeycloakAdministrators({ url, issuer, clientId, clientSecret: partnerClientSecret ?? '', clock })
  return [administratorDirectoryJob(new AdminDirectory({ ...deps, source }))]
}

/** The servers of one house share its key and the name of its database; nobody else can guess what they make of them. */
const channelOf = ({ database, databaseUrl }: Config, vault: Vault): string =>
  `portico:${vault.blindIndex(`events of ${databaseUrl ? new URL(databaseUrl).pathname : database}`)}`
