import { Ctx, FieldResolver, Resolver, Root, Subscription, type SubscriptionHandlerData } from 'type-graphql'
import { Allow } from '../../platform/graphql/allow.ts'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { fault } from '../../platform/graphql/errors.ts'
import { partnerTopic, type PartnerHappening } from './partner-events.ts'
import { visiblePartners } from './partner-loaders.ts'
import type { PartnerQueries } from './partner.queries.ts'
import { Partner, PartnerChange, toPartner } from './partner.types.ts'

/** Whether this caller may hear of the partner; asked for each event, as permissions and partners may change meanwhile. */
function mayHear({ payload, context }: SubscriptionHandlerData<PartnerHappening, never, OperationContext>): boolean {
  if (!context.principal) return false
  const scope = visiblePartners(context.principal)
  return scope.kind === 'all' || scope.partnerIds.includes(payload.partnerId)
}

/** Changes of partners as they happen. */
@Resolver(() => PartnerChange)
export class PartnerChangesResolver {
  readonly #queries: PartnerQueries

  constructor(queries: PartnerQueries) {
    this.#queries = queries
  }

  @Subscription(() => PartnerChange, {
    description: 'After each commit that changed one of the own partners, or any for those who may see all.',
    topics: partnerTopic,
    filter: mayHear as never,
  })
  @Allow('certificate.read')
  partnerChanged(@Root() event: PartnerHappening): PartnerChange {
    return Object.assign(new PartnerChange(), event)
  }

  /** Read anew for each event: the operation's own loader would answer with what it saw before. */
  @FieldResolver(() => Partner)
  async partner(@Root() event: PartnerChange, @Ctx() { principal }: OperationContext): Promise<Partner> {
    const [row] = await this.#queries.byIds(visiblePartners(principal!), [event.partnerId])
    if (!row) throw fault('NOT_FOUND', 'This partner is no longer yours to see.')
    return toPartner(row)
  }
}
