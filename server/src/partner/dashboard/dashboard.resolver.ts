import { Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql'
import type { Clock } from '../../platform/clock/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import { scoped, type Scope } from '../../platform/database/scope.ts'
import { Allow } from '../../platform/graphql/allow.ts'
import type { OperationContext, Principal } from '../../platform/graphql/context.ts'
import {
  PartnerCertificate,
  toPartnerCertificate,
  type PartnerCertificateQueries,
} from '../certificates/partner-certificates/index.ts'
import { toTrustCertificate, TrustCertificate, type TrustStoreQueries } from '../certificates/trust-store/index.ts'
import { dashboardFigures } from './dashboard.queries.ts'
import { CertificateCounts, Dashboard, PartnerCounts, TrustStoreCounts } from './dashboard.types.ts'

export interface DashboardEdge {
  db: Database
  clock: Clock
  trustStore: TrustStoreQueries
  certificates: PartnerCertificateQueries
}

/** Whose certificates the cards speak of; somebody with both roles sees the administrator's set alone (R-DASH-03). */
function ownCertificates(principal: Principal): Scope | null {
  const { permissions, partnerIds } = principal
  if (permissions.has('partner.read') || !permissions.has('certificate.read') || partnerIds.length === 0) return null
  return scoped(principal)
}

/** The dashboard of administrators and of partners. */
@Resolver(() => Dashboard)
export class DashboardResolver {
  readonly #edge: DashboardEdge

  constructor(edge: DashboardEdge) {
    this.#edge = edge
  }

  @Query(() => Dashboard, { description: 'Every figure of the dashboard, taken in one database query.' })
  @Allow('dashboard.read')
  async dashboard(@Ctx() { principal }: OperationContext): Promise<Dashboard> {
    const wish = {
      trustStore: principal!.permissions.has('trust.read'),
      partners: principal!.permissions.has('partner.read'),
      certificates: ownCertificates(principal!),
    }
    const figures = await dashboardFigures(this.#edge.db, wish, this.#edge.clock.businessNow())
    const { trustExpiringFirst, certificateExpiringFirst, ...counts } = figures
    return Object.assign(new Dashboard(), {
      trustStore: wish.trustStore
        ? Object.assign(new TrustStoreCounts(), { ...counts, expiringFirstId: trustExpiringFirst })
        : null,
      partners: wish.partners ? Object.assign(new PartnerCounts(), counts) : null,
      certificates: wish.certificates
        ? Object.assign(new CertificateCounts(), { ...counts, expiringFirstId: certificateExpiringFirst })
        : null,
    })
  }
}

@Resolver(() => TrustStoreCounts)
export class TrustStoreCountsResolver {
  readonly #edge: DashboardEdge

  constructor(edge: DashboardEdge) {
    this.#edge = edge
  }

  @FieldResolver(() => TrustCertificate, {
    nullable: true,
    description: 'The next to expire of those counted as expiring.',
  })
  async expiringFirst(@Root() { expiringFirstId }: TrustStoreCounts): Promise<TrustCertificate | null> {
    const [row] = expiringFirstId ? await this.#edge.trustStore.byIds([expiringFirstId]) : []
    return row ? toTrustCertificate(row, this.#edge.clock.businessNow()) : null
  }
}

@Resolver(() => CertificateCounts)
export class CertificateCountsResolver {
  readonly #edge: DashboardEdge

  constructor(edge: DashboardEdge) {
    this.#edge = edge
  }

  @FieldResolver(() => PartnerCertificate, {
    nullable: true,
    description: 'The next to expire of those counted as expiring.',
  })
  async expiringFirst(
    @Root() { expiringFirstId }: CertificateCounts,
    @Ctx() { principal }: OperationContext,
  ): Promise<PartnerCertificate | null> {
    const { certificates, clock } = this.#edge
    const [row] = expiringFirstId ? await certificates.byIds(scoped(principal!), [expiringFirstId]) : []
    return row ? toPartnerCertificate(row, clock.businessNow()) : null
  }
}

/** The feature's resolvers with what they need. */
export const dashboardResolvers = (edge: DashboardEdge): object[] => [
  new DashboardResolver(edge),
  new TrustStoreCountsResolver(edge),
  new CertificateCountsResolver(edge),
]
