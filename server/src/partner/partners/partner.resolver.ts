import { Args, Query, Resolver } from 'type-graphql'
import { administrative } from '../../platform/database/scope.ts'
import { Allow } from '../../platform/graphql/allow.ts'
import { toConnection, type Connection } from '../../platform/graphql/connection.types.ts'
import { toPartnerRow, type PartnerQueries } from './partner.queries.ts'
import { Partner, PartnerConnection, PartnersArgs } from './partner.types.ts'

/** Partners as administrators see them: everybody's (partner-management §3.10). */
@Resolver(() => Partner)
export class AdministrativePartnerResolver {
  readonly #queries: PartnerQueries

  constructor(queries: PartnerQueries) {
    this.#queries = queries
  }

  @Query(() => PartnerConnection, { description: 'Every partner, the newest first when no order is given.' })
  @Allow('partner.read')
  partners(@Args(() => PartnersArgs) args: PartnersArgs): Connection<Partner> {
    const list = this.#queries.list(administrative(), args.filter ?? {}, args.orderBy ?? 'CREATED_AT_DESC', args)
    return toConnection(PartnerConnection, list, row => Object.assign(new Partner(), toPartnerRow(row)))
  }
}
