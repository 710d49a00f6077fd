import { Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql'
import type { Clock } from '../../platform/clock/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { Allow } from '../../platform/graphql/allow.ts'
import { toTrustCertificate, TrustCertificate, type TrustStoreQueries } from '../certificates/trust-store/index.ts'
import { dashboardFigures } from './dashboard.queries.ts'
import { Dashboard, PartnerCounts, TrustStoreCounts } from './dashboard.types.ts'

export interface DashboardEdge {
  db: Database
  clock: Clock
  trustStore: TrustStoreQueries
}

@Resolver(() => TrustStoreCounts)
export class AdministrativeDashboardResolver {
  readonly #edge: DashboardEdge

  constructor(edge: DashboardEdge) {
    this.#edge = edge
  }

  @Query(() => Dashboard, {
    description: "Every figure of the administrator's dashboard, taken in one database query.",
  })
  @Allow('dashboard.read')
  async dashboard(@Ctx() { principal }: OperationContext): Promise<Dashboard> {
    const may = (permission: string) => principal!.permissions.has(permission)
    const figures = await dashboardFigures(this.#edge.db, this.#edge.clock.businessNow())
    return Object.assign(new Dashboard(), {
      trustStore: may('trust.read') ? Object.assign(new TrustStoreCounts(), figures) : null,
      partners: may('partner.read')
        ? Object.assign(new PartnerCounts(), { active: figures.partnersActive, inactive: figures.partnersInactive })
        : null,
    })
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
