import { Ctx, FieldResolver, Resolver } from 'type-graphql'
import { Viewer } from '../../account/index.ts'
import { scoped } from '../../platform/database/scope.ts'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { toPartnerRow, type PartnerQueries } from './partner.queries.ts'
import { Partner } from './partner.types.ts'

/** The partners a viewer acts for: read within the viewer's own scope, as every partner's page will be. */
@Resolver(() => Viewer)
export class ViewerPartnersResolver {
  readonly #queries: PartnerQueries

  constructor(queries: PartnerQueries) {
    this.#queries = queries
  }

  @FieldResolver(() => [Partner], { description: 'The partners this person acts for.' })
  async partners(@Ctx() { principal }: OperationContext): Promise<Partner[]> {
    const { page } = await this.#queries
      .list(scoped(principal!), {}, 'CREATED_AT_ASC', { first: 100 })
      .read({ page: true, total: false })
    return page!.rows.map(row => Object.assign(new Partner(), toPartnerRow(row)))
  }
}
