import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql'
import type { Clock } from '../../platform/clock/clock.ts'
import { Allow } from '../../platform/graphql/allow.ts'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { assertAllowed } from '../../platform/graphql/schema.ts'
import { isRefusal } from '../../platform/refusal/refusal.ts'
import { grantable, type ApiTokens } from './api-token.service.ts'
import {
  ApiToken,
  CreateApiTokenInput,
  CreateApiTokenResult,
  CreatedApiToken,
  RevokeApiTokenResult,
  toApiToken,
} from './api-token.types.ts'

export interface ApiTokenEdge {
  account: { apiTokens: ApiTokens }
  clock: Clock
}

/** A person's own API tokens, and those an administrator makes or ends for others. */
@Resolver(() => ApiToken)
export class ApiTokenResolver {
  readonly #edge: ApiTokenEdge

  constructor(edge: ApiTokenEdge) {
    this.#edge = edge
  }

  @Query(() => [ApiToken], { description: "The caller's own API tokens, newest first; 100 at most." })
  @Allow('account.read')
  async apiTokens(@Ctx() { principal }: OperationContext): Promise<ApiToken[]> {
    const { account, clock } = this.#edge
    return (await account.apiTokens.queries.ofPerson(principal!.userId, clock.now())).map(toApiToken)
  }

  @Query(() => [String], { description: 'What an API token of this person, or of a partner’s owner, may be given.' })
  @Allow('account.read')
  async grantablePermissions(
    @Arg('partnerId', () => ID, {
      nullable: true,
      description:
        'For administrators: the partner whose owner it speaks for; nothing where nobody can sign in for it.',
    })
    partnerId: string | null | undefined,
    @Ctx() context: OperationContext,
  ): Promise<string[]> {
    if (partnerId === undefined || partnerId === null) return grantable(context.principal!.permissions)
    assertAllowed(context, 'partner.write')
    return this.#edge.account.apiTokens.administrativeGrantable(partnerId)
  }

  @Mutation(() => CreateApiTokenResult, {
    description: 'Makes an API token and tells it this once. 20 live ones a person.',
  })
  @Allow('account.write')
  async createApiToken(
    @Arg('input', () => CreateApiTokenInput) { partnerId, ...input }: CreateApiTokenInput,
    @Ctx() context: OperationContext,
  ) {
    const { apiTokens: tokens } = this.#edge.account
    const forPartner = partnerId !== undefined && partnerId !== null
    if (forPartner) assertAllowed(context, 'partner.write')
    const made = forPartner
      ? await tokens.administrativeCreate(context.principal!, partnerId, input)
      : await tokens.create(context.principal!, input)
    if (isRefusal(made)) return made
    return Object.assign(new CreatedApiToken(), { apiToken: toApiToken(made.apiToken), token: made.token })
  }

  @Mutation(() => RevokeApiTokenResult, {
    description: "Ends an own API token, or with partner.write anybody's. It counts from the next question on.",
  })
  @Allow('account.write')
  async revokeApiToken(@Arg('id', () => ID) id: string, @Ctx() { principal }: OperationContext) {
    const { apiTokens: tokens } = this.#edge.account
    const ended = principal!.permissions.has('partner.write')
      ? await tokens.administrativeRevoke(principal!, id)
      : await tokens.revoke(principal!, id)
    return isRefusal(ended) ? ended : toApiToken(ended)
  }
}
