import {
  ApiTokenResolver,
  organisationPeople,
  ownAccountResolvers,
  userIdsOf,
  ViewerResolver,
  type Account,
} from './account/index.ts'
import { CompleteRegistrationResolver } from './account/registration/completion.resolver.ts'
import { AuditQueries, AuditRecordResolver, type Audit } from './audit/index.ts'
import {
  DeadLetterResolver,
  DeadLetters,
  NoticeQueries,
  noticeResolvers,
  type Outbox,
  type RunningOutbox,
} from './notification/index.ts'
import { operationsResolvers } from './operations/index.ts'
import {
  PartnerCertificateQueries,
  partnerCertificateResolvers,
  type PartnerCertificateDeps,
} from './partner/certificates/partner-certificates/index.ts'
import {
  TrustDecisionService,
  TrustHistoryResolver,
  TrustStoreEventResolver,
  TrustStoreQueries,
  TrustStoreResolver,
  TrustStoreService,
  TrustUploadResolver,
} from './partner/certificates/trust-store/index.ts'
import { dashboardResolvers } from './partner/dashboard/index.ts'
import { AdministrativePartnerApiTokensResolver, PartnerQueries, partnerResolvers } from './partner/partners/index.ts'
import { expirables, expiryResolvers, WeeklySummaryQueries } from './partner/expiry/index.ts'
import { policyGroupResolvers } from './partner/policy-groups/index.ts'
import { type Clock } from './platform/clock/clock.ts'
import { type Vault } from './platform/crypto/seal.ts'
import { type Database } from './platform/database/database.ts'
import { createBus, type Bus } from './platform/events/bus.ts'
import { buildGraphQLSchema } from './platform/graphql/schema.ts'
import { Scheduler } from './platform/jobs/scheduler.ts'
import { RefusalResolver } from './refusal.resolver.ts'

/** The resolvers with what they need; the only list of them. Also used to print the schema, without a database. */
export const resolversOf = (services: {
  account: Account
  clock: Clock
  db: Database
  queries: TrustStoreQueries
  decisions: TrustDecisionService
  store: TrustStoreService
  vault: Vault
  audit: Audit
  bus: Bus
  outbox: Outbox & Pick<RunningOutbox, 'wake'>
  jobs: Scheduler
  origin: string
  certificates: PartnerCertificateDeps
}) => {
  const { account, clock, db, queries, decisions, store } = services
  const people = organisationPeople(services)
  const certificates = new PartnerCertificateQueries(db)
  const trustEdge = { clock, queries, decisions, people }
  return [
    new RefusalResolver(),
    new ViewerResolver(account),
    ...ownAccountResolvers(account, clock),
    new CompleteRegistrationResolver(account),
    new ApiTokenResolver({ account, clock }),
    new TrustStoreResolver(trustEdge),
    new TrustHistoryResolver(trustEdge),
    new TrustStoreEventResolver(trustEdge),
    new TrustUploadResolver({ clock, queries, store }),
    ...partnerResolvers({ ...services, people }),
    ...partnerCertificateResolvers({
      ...services.certificates,
      queries: certificates,
      partners: new PartnerQueries(db, services.vault),
      people,
    }),
    // Policy requests and API keys join this list when they come.
    ...policyGroupResolvers({ ...services, dependants: [] }),
    new AdministrativePartnerApiTokensResolver({ account, clock }),
    ...dashboardResolvers({ db, clock, trustStore: queries, certificates }),
    ...noticeResolvers(services),
    ...expiryResolvers({ queries: new WeeklySummaryQueries(db), notices: new NoticeQueries(db), expirables }),
    ...operationsResolvers({ ...services, people }),
    new AuditRecordResolver({
      queries: new AuditQueries(db),
      people: { names: people.names, idsOf: username => userIdsOf(db, username) },
    }),
    new DeadLetterResolver(new DeadLetters(services)),
  ]
}

/** Builds the schema of resolver instances. */
export const schemaOf = (resolvers: readonly object[], bus: Bus = createBus()) => {
  const instances = new Map(resolvers.map(resolver => [resolver.constructor, resolver]))
  return buildGraphQLSchema([...instances.keys()] as never, { get: type => instances.get(type as never) }, bus)
}
