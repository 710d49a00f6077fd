import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { Vault } from '../../platform/crypto/seal.ts'
import { administrative, scoped } from '../../platform/database/scope.ts'
import { Allow } from '../../platform/graphql/allow.ts'
import { toConnection, type Connection } from '../../platform/graphql/connection.types.ts'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { isId } from '../../platform/ids/ids.ts'
import { isRefusal, type Refusal } from '../../platform/refusal/refusal.ts'
import { openContact } from './partner-contact.ts'
import type { AdministrativePartnerDecisions } from './partner-decision.service.ts'
import { actorNames, contactNames, partnerHistories, partnerRows, reachLoader } from './partner-loaders.ts'
import { toPartnerRow, type PartnerQueries } from './partner.queries.ts'
import {
  DeactivatePartnerResult,
  DecidePartnerInput,
  Partner,
  PartnerConnection,
  PartnerHistoryEntry,
  PartnerImpact,
  PartnersArgs,
  ReactivatePartnerResult,
  toPartner,
} from './partner.types.ts'
import type { PartnerPeople } from './people.port.ts'

export interface PartnerEdge {
  queries: PartnerQueries
  decisions: AdministrativePartnerDecisions
  people: PartnerPeople
  vault: Vault
}

/** Partners an organisation has at most in one answer; one a type, so a dozen in practice. */
const OWN = 100

/** The own partners, as far as they are one's own: for lists that no administrator's permission widens. */
export async function ownPartners(queries: PartnerQueries, { principal }: OperationContext): Promise<Partner[]> {
  const { page } = await queries
    .list(scoped(principal!), {}, 'CREATED_AT_ASC', { first: OWN })
    .read({ page: true, total: false })
  return page!.rows.map(row => toPartner(toPartnerRow(row)))
}

/** Partners: everybody's for administrators (§3.10), the own ones for everybody else. */
@Resolver(() => Partner)
export class PartnerResolver {
  readonly #edge: PartnerEdge

  constructor(edge: PartnerEdge) {
    this.#edge = edge
  }

  @Query(() => PartnerConnection, { description: 'Every partner, the newest first when no order is given.' })
  @Allow('partner.read')
  partners(@Args(() => PartnersArgs) args: PartnersArgs): Connection<Partner> {
    const list = this.#edge.queries.list(administrative(), args.filter ?? {}, args.orderBy ?? 'CREATED_AT_DESC', args)
    return toConnection(PartnerConnection, list, row => toPartner(toPartnerRow(row)))
  }

  @Query(() => Partner, {
    nullable: true,
    description: 'One of the own partners, or any for those who may see all; null otherwise, and when there is none.',
  })
  @Allow('certificate.read')
  async partner(@Arg('id', () => ID) id: string, @Ctx() context: OperationContext): Promise<Partner | null> {
    const row = isId(id) ? await partnerRows(context, this.#edge.queries).load(id) : undefined
    return row ? toPartner(row) : null
  }

  @Query(() => [Partner], { description: 'The partners this person acts for, the oldest first.' })
  @Allow('certificate.read')
  myPartners(@Ctx() context: OperationContext): Promise<Partner[]> {
    return ownPartners(this.#edge.queries, context)
  }

  @Mutation(() => DeactivatePartnerResult, {
    description: 'Takes a partner out of service until it is reactivated; the partner is told by mail.',
  })
  @Allow('partner.write')
  deactivatePartner(
    @Arg('input', () => DecidePartnerInput) input: DecidePartnerInput,
    @Ctx() context: OperationContext,
  ): Promise<Partner | Refusal> {
    return this.#decided(this.#edge.decisions.deactivate(context.principal!, input.id, input.reason), context)
  }

  @Mutation(() => ReactivatePartnerResult, {
    description: 'Brings a deactivated partner back as it was; the partner is told by mail.',
  })
  @Allow('partner.write')
  reactivatePartner(
    @Arg('input', () => DecidePartnerInput) input: DecidePartnerInput,
    @Ctx() context: OperationContext,
  ): Promise<Partner | Refusal> {
    return this.#decided(this.#edge.decisions.reactivate(context.principal!, input.id, input.reason), context)
  }

  @FieldResolver(() => String, { nullable: true })
  email(@Root() { row }: Partner): string | null {
    return openContact(this.#edge.vault, row.id, 'email', row.sealedEmail)
  }

  @FieldResolver(() => String, { nullable: true })
  phone(@Root() { row }: Partner): string | null {
    return openContact(this.#edge.vault, row.id, 'phone', row.sealedPhone)
  }

  @FieldResolver(() => String, { nullable: true })
  address(@Root() { row }: Partner): string | null {
    return openContact(this.#edge.vault, row.id, 'address', row.sealedAddress)
  }

  @FieldResolver(() => String, { nullable: true, description: 'First and last name of its first owner.' })
  contactName(@Root() { row }: Partner, @Ctx() context: OperationContext): Promise<string | null> {
    return contactNames(context, this.#edge.people).load(row.organisationId)
  }

  @FieldResolver(() => [PartnerHistoryEntry], { description: 'Newest first; 100 at most.' })
  async history(@Root() { row }: Partner, @Ctx() context: OperationContext): Promise<PartnerHistoryEntry[]> {
    const entries = await partnerHistories(context, this.#edge.queries).load(row.id)
    return entries.map(entry => Object.assign(new PartnerHistoryEntry(), entry))
  }

  @FieldResolver(() => PartnerImpact, {
    description: 'What stops when the partner is deactivated, and comes back when it is reactivated.',
  })
  async impact(@Root() { row }: Partner, @Ctx() context: OperationContext): Promise<PartnerImpact> {
    const reach = await reachLoader(context, this.#edge.people).load(row.organisationId)
    return Object.assign(new PartnerImpact(), { ...reach, certificates: row.certificateId ? 1 : 0 })
  }

  async #decided(decision: Promise<string | Refusal>, context: OperationContext): Promise<Partner | Refusal> {
    const result = await decision
    if (isRefusal(result)) return result
    const row = await partnerRows(context, this.#edge.queries).load(result)
    return toPartner(row!)
  }
}

/** Who did it, where the reader may know. */
@Resolver(() => PartnerHistoryEntry)
export class PartnerHistoryResolver {
  readonly #edge: PartnerEdge

  constructor(edge: PartnerEdge) {
    this.#edge = edge
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Who did it; null when the house did, and for people of another organisation.',
  })
  async actor(@Root() { actorId }: PartnerHistoryEntry, @Ctx() context: OperationContext): Promise<string | null> {
    return actorId ? actorNames(context, this.#edge.people).load(actorId) : null
  }
}
