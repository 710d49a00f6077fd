import DataLoader from 'dataloader'
import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { Database } from '../../platform/database/database.ts'
import { Allow } from '../../platform/graphql/allow.ts'
import { memo, type OperationContext } from '../../platform/graphql/context.ts'
import { isRefusal, type Refusal } from '../../platform/refusal/refusal.ts'
import { Partner, PartnerQueries, partnerRows, toPartner } from '../partners/index.ts'
import { needsPolicyGroup, type PolicyGroupChoice } from './policy-group-choice.service.ts'
import { partnersWithDependants, type PolicyGroupDependants } from './policy-group-dependants.port.ts'
import type { PolicyGroupQueries, PolicyGroupRow } from './policy-group.queries.ts'
import { ChoosePolicyGroupInput, ChoosePolicyGroupResult, PolicyGroup } from './policy-group.types.ts'

export interface PolicyGroupEdge {
  db: Database
  queries: PolicyGroupQueries
  partners: PartnerQueries
  choice: PolicyGroupChoice
  dependants: readonly PolicyGroupDependants[]
}

const rowsKey = Symbol('policy groups')
const fixedKey = Symbol('partners whose policy group is fixed')

const toPolicyGroup = (row: PolicyGroupRow): PolicyGroup => Object.assign(new PolicyGroup(), row)

/** Policy groups as partners choose them, and what a partner's page says of its own. */
@Resolver(() => Partner)
export class PolicyGroupResolver {
  readonly #edge: PolicyGroupEdge

  constructor(edge: PolicyGroupEdge) {
    this.#edge = edge
  }

  @Query(() => [PolicyGroup], { description: 'Active groups by prefix of the name, in its order; 50 at most.' })
  @Allow('account.read')
  async policyGroups(
    @Arg('search', () => String, { nullable: true }) search: string | null | undefined,
  ): Promise<PolicyGroup[]> {
    return (await this.#edge.queries.search(search ?? '')).map(toPolicyGroup)
  }

  @Mutation(() => ChoosePolicyGroupResult, {
    description: 'Puts an own partner into a policy group; it can be changed until something depends on it.',
  })
  @Allow('certificate.write')
  async choosePolicyGroup(
    @Arg('input', () => ChoosePolicyGroupInput) { partnerId, policyGroupId }: ChoosePolicyGroupInput,
    @Ctx() context: OperationContext,
  ): Promise<Partner | Refusal> {
    const { choice, partners } = this.#edge
    const chosen = await choice.choose(context.principal!, partnerId, policyGroupId)
    if (isRefusal(chosen)) return chosen
    return toPartner((await partnerRows(context, partners).load(chosen))!)
  }

  @FieldResolver(() => PolicyGroup, { nullable: true })
  async policyGroup(@Root() { row }: Partner, @Ctx() context: OperationContext): Promise<PolicyGroup | null> {
    const group = row.policyGroupId ? await this.#rows(context).load(row.policyGroupId) : undefined
    return group ? toPolicyGroup(group) : null
  }

  @FieldResolver(() => Boolean, { description: 'Whether partners of this type belong to a policy group.' })
  policyGroupNeeded(@Root() { row }: Partner): boolean {
    return needsPolicyGroup(row.type)
  }

  @FieldResolver(() => Boolean, {
    description:
      'Whether a group may be chosen now: the type needs one, the partner is in service, and nothing depends on it.',
  })
  async policyGroupChangeable(@Root() { row }: Partner, @Ctx() context: OperationContext): Promise<boolean> {
    if (!needsPolicyGroup(row.type) || row.status === 'INACTIVE') return false
    return row.policyGroupId === null || !(await this.#fixed(context).load(row.id))
  }

  #rows = (context: OperationContext): DataLoader<string, PolicyGroupRow | undefined> =>
    memo(context, rowsKey, () => new DataLoader(ids => this.#edge.queries.byIds(ids)))

  #fixed = (context: OperationContext): DataLoader<string, boolean> =>
    memo(
      context,
      fixedKey,
      () =>
        new DataLoader(
          async ids => {
            const fixed = await partnersWithDependants(this.#edge.dependants, this.#edge.db.em(), ids)
            return ids.map(id => fixed.has(id))
            // Asked anew for each event of a subscription.
          },
          { cache: false },
        ),
    )
}
