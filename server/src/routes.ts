import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { GraphQLSchema } from 'graphql'
import type { Account } from './account/index.ts'
import type { Config } from './config.ts'
import {
  PartnerCertificateQueries,
  partnerCertificateRoute,
} from './partner/certificates/partner-certificates/index.ts'
import { trustDownloadRoute, type TrustStoreQueries } from './partner/certificates/trust-store/index.ts'
import type { Clock } from './platform/clock/clock.ts'
import type { Database } from './platform/database/database.ts'
import { Admission } from './platform/graphql/admission.ts'
import { explorerRoutes } from './platform/graphql/explorer.ts'
import { graphqlRoute, type GraphQLDeps } from './platform/graphql/graphql-route.ts'
import { PointsBudget } from './platform/graphql/points-budget.ts'
import { serveSockets } from './platform/graphql/sockets.ts'
import { readTrustedDocuments } from './platform/graphql/trusted-documents.ts'
import { downloader } from './platform/http/credentials.ts'
import { healthRoutes } from './platform/http/health.ts'
import { addressReader } from './platform/http/http-server.ts'
import { measureJobs, measureSockets, metricsRoute } from './platform/http/metrics.ts'
import { serveFolder } from './platform/http/statics.ts'
import type { Scheduler } from './platform/jobs/scheduler.ts'
import type { Logger } from './platform/log/log.ts'

export interface RouteServices {
  config: Config
  log: Logger
  clock: Clock
  db: Database
  account: Account
  schema: GraphQLSchema
  jobs: Scheduler
  queries: TrustStoreQueries
  /** What the house can do without for a while, by name: whether it answers. */
  others: Parameters<typeof healthRoutes>[2]
}

const repository = join(import.meta.dirname, '../..')

/** Every address of the one origin but the sandbox's, and the sockets; the only list of them. */
export async function routes(app: FastifyInstance, services: RouteServices): Promise<ReturnType<typeof serveSockets>> {
  const { config, log, clock, db, account, schema, jobs, queries, others } = services
  const production = config.mode === 'production'
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
  await graphqlRoute(app, graphql)
  if (!production) await explorerRoutes(app)
  healthRoutes(app, { database: () => db.ping() }, others)
  measureJobs(app, { now: () => clock.now(), lastDone: () => jobs.lastDone() })
  metricsRoute(app, config.metricsToken)
  const principal = downloader(account.recognise)
  trustDownloadRoute(app, { clock, queries, principal })
  partnerCertificateRoute(app, { clock, queries: new PartnerCertificateQueries(db), principal })
  await account.routes(app)
  app.get('/', async (_request, reply) => reply.redirect('/partner/'))
  await serveFolder(app, { root: join(repository, 'web-pmp/dist'), prefix: '/partner/', singlePage: true })
  await serveFolder(app, { root: join(repository, 'ui-kit/dist/standalone'), prefix: '/assets/' })
  if (!production) await serveFolder(app, { root: join(repository, 'ui-kit/dist/gallery'), prefix: '/ui-kit/' })
  const sockets = serveSockets(app.server, graphql)
  measureSockets(app, sockets.count)
  return sockets
}
