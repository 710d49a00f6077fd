import { Ctx, FieldResolver, Resolver } from 'type-graphql'
import { Viewer } from '../../account/index.ts'
import type { OperationContext } from '../../platform/graphql/context.ts'
import type { PartnerQueries } from './partner.queries.ts'
import { ownPartners } from './partner.resolver.ts'
import { Partner } from './partner.types.ts'

/** The partners a viewer acts for: read within the viewer's own scope, as every partner's page is. */
@Resolver(() => Viewer)
export class ViewerPartnersResolver {
  readonly #queries: PartnerQueries

  constructor(queries: PartnerQueries) {
    this.#queries = queries
  }

  @FieldResolver(() => [Partner], { description: 'The partners this person acts for.' })
  partners(@Ctx() context: OperationContext): Promise<Partner[]> {
    return ownPartners(this.#queries, context)
  }
}
