import DataLoader from 'dataloader'
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import { ApiToken, toApiToken, type ApiTokens } from '../../account/index.ts'
import type { Clock } from '../../platform/clock/clock.ts'
import { Cost } from '../../platform/graphql/cost.ts'
import { memo, type OperationContext } from '../../platform/graphql/context.ts'
import { Partner } from './partner.types.ts'

export interface PartnerApiTokenEdge {
  account: { apiTokens: ApiTokens }
  clock: Clock
}

const tokensKey = Symbol('API tokens of partners')

/** The API tokens that speak for a partner, for the administrator who may end them. */
@Resolver(() => Partner)
export class AdministrativePartnerApiTokensResolver {
  readonly #edge: PartnerApiTokenEdge

  constructor(edge: PartnerApiTokenEdge) {
    this.#edge = edge
  }

  @FieldResolver(() => [ApiToken], {
    description: 'API tokens of its people, newest first; empty for those without partner.write.',
  })
  @Cost(5)
  async apiTokens(@Root() { id }: Partner, @Ctx() context: OperationContext): Promise<ApiToken[]> {
    return context.principal!.permissions.has('partner.write') ? this.#loader(context).load(id) : []
  }

  #loader = (context: OperationContext): DataLoader<string, ApiToken[]> =>
    memo(
      context,
      tokensKey,
      () =>
        new DataLoader(async ids => {
          const { account, clock } = this.#edge
          const tokens = await account.apiTokens.queries.administrativeOfPartners(ids, clock.now())
          return ids.map(id => (tokens.get(id) ?? []).map(toApiToken))
        }),
    )
}
