import DataLoader from 'dataloader'
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql'
import type { Clock } from '../../../platform/clock/clock.ts'
import { Allow } from '../../../platform/graphql/allow.ts'
import { toConnection, type Connection } from '../../../platform/graphql/connection.types.ts'
import { Cost } from '../../../platform/graphql/cost.ts'
import { memo, type OperationContext } from '../../../platform/graphql/context.ts'
import { isId } from '../../../platform/ids/ids.ts'
import { isRefusal, type Refusal } from '../../../platform/refusal/refusal.ts'
import type { Certificate } from '../x509/index.ts'
import { certificateFields } from './certificate-fields.resolver.ts'
import type { People } from './people.port.ts'
import type { TrustDecisionService } from './trust-decision.service.ts'
import { trustStoreTopic, type TrustStoreHappening } from './trust-events.ts'
import { standingOf } from './trust-standing.ts'
import { toTrustRow, type TrustRow, type TrustStoreQueries } from './trust-store.queries.ts'
import * as wire from './trust-store.types.ts'

export interface TrustStoreEdge {
  clock: Clock
  queries: TrustStoreQueries
  decisions: TrustDecisionService
  people: People
}

const TrustCertificate = wire.TrustCertificate
type TrustCertificate = wire.TrustCertificate

/** Reads and decisions of the trust store; uploading is `trust-upload.resolver.ts`. */
@Resolver(() => TrustCertificate)
export class TrustStoreResolver extends certificateFields(() => TrustCertificate) {
  readonly #edge: TrustStoreEdge

  constructor(edge: TrustStoreEdge) {
    super()
    this.#edge = edge
  }

  @Query(() => wire.TrustCertificateConnection, {
    description: 'Roots and intermediates; the soonest to expire first when no order is given.',
  })
  @Allow('trust.read')
  trustCertificates(
    @Args(() => wire.TrustCertificatesArgs) args: wire.TrustCertificatesArgs,
  ): Connection<TrustCertificate> {
    const at = this.#edge.clock.businessNow()
    const list = this.#edge.queries.list(args.filter ?? {}, args.orderBy ?? 'VALID_TO_ASC', args, at)
    return toConnection(wire.TrustCertificateConnection, list, row => toTrustCertificate(toTrustRow(row), at))
  }

  @Query(() => TrustCertificate, { nullable: true, description: 'Null when there is none.' })
  @Allow('trust.read')
  async trustCertificate(
    @Arg('id', () => ID) id: string,
    @Ctx() context: OperationContext,
  ): Promise<TrustCertificate | null> {
    const row = isId(id) ? await this.#rows(context).load(id) : undefined
    return row ? toTrustCertificate(row, this.#edge.clock.businessNow()) : null
  }

  @Mutation(() => wire.DistrustCertificateResult, {
    description: 'Stops a root or intermediate from counting; nothing is deleted.',
  })
  @Allow('trust.write')
  distrustCertificate(
    @Arg('input', () => wire.DistrustCertificateInput) input: wire.DistrustCertificateInput,
    @Ctx() context: OperationContext,
  ) {
    return this.#decided(this.#edge.decisions.distrust(context.principal!, input.id, input.reason), context)
  }

  @Mutation(() => wire.TrustCertificateAgainResult, { description: 'Lets a distrusted certificate count again.' })
  @Allow('trust.write')
  trustCertificateAgain(
    @Arg('input', () => wire.TrustCertificateAgainInput) input: wire.TrustCertificateAgainInput,
    @Ctx() context: OperationContext,
  ) {
    return this.#decided(this.#edge.decisions.trustAgain(context.principal!, input.id, input.reason), context)
  }

  @Subscription(() => wire.TrustStoreEvent, {
    description: 'After each commit that stored a certificate or changed where one stands.',
    topics: trustStoreTopic,
  })
  @Allow('trust.read')
  trustStoreChanged(@Root() event: TrustStoreHappening): wire.TrustStoreEvent {
    return Object.assign(new wire.TrustStoreEvent(), event)
  }

  @FieldResolver(() => String, { nullable: true, description: 'Who uploaded it, by name.' })
  async uploadedBy(@Root() { row }: TrustCertificate, @Ctx() context: OperationContext): Promise<string | null> {
    return row.uploadedById ? this.#names(context).load(row.uploadedById) : null
  }

  @FieldResolver(() => String)
  async thumbprintSha1(@Root() { row }: TrustCertificate, @Ctx() context: OperationContext): Promise<string> {
    return (await this.certificate(row.id, context)).thumbprintSha1
  }

  @FieldResolver(() => String)
  async pem(@Root() { row }: TrustCertificate, @Ctx() context: OperationContext): Promise<string> {
    return (await this.certificate(row.id, context)).pem
  }

  @FieldResolver(() => [TrustCertificate], { description: 'From this certificate up to its root, this one first.' })
  async chain(@Root() { row }: TrustCertificate, @Ctx() context: OperationContext): Promise<TrustCertificate[]> {
    const chain: TrustRow[] = [row]
    for (let issuerId = row.issuerId; issuerId && chain.length < 10;) {
      const issuer = await this.#rows(context).load(issuerId)
      if (!issuer) break
      chain.push(issuer)
      issuerId = issuer.issuerId
    }
    const at = this.#edge.clock.businessNow()
    return chain.map(link => toTrustCertificate(link, at))
  }

  @FieldResolver(() => wire.TrustImpact, { description: 'What stops being accepted if this one is distrusted.' })
  // Asks the engine about each certificate of the domain.
  @Cost(25)
  async impact(@Root() { row }: TrustCertificate, @Ctx() { principal }: OperationContext): Promise<wire.TrustImpact> {
    const { intermediates, partners, names } = await this.#edge.decisions.impact(row.id)
    const maySeePartners = principal!.permissions.has('partner.read')
    return {
      intermediates: intermediates.length,
      partners,
      examples: [...intermediates.slice(0, 10).map(({ name }) => name), ...(maySeePartners ? names : [])],
    }
  }

  @FieldResolver(() => [wire.TrustHistoryEntry], { description: 'Newest first.' })
  async history(@Root() { row }: TrustCertificate): Promise<wire.TrustHistoryEntry[]> {
    return (await this.#edge.queries.history(row.id)).map(entry => Object.assign(new wire.TrustHistoryEntry(), entry))
  }

  async #decided(decision: Promise<string | Refusal>, context: OperationContext): Promise<TrustCertificate | Refusal> {
    const result = await decision
    if (isRefusal(result)) return result
    const row = await this.#rows(context).clear(result).load(result)
    return toTrustCertificate(row!, this.#edge.clock.businessNow())
  }

  #rows = (context: OperationContext): DataLoader<string, TrustRow | undefined> =>
    memo(context, rowsKey, () => new DataLoader(ids => this.#edge.queries.byIds(ids)))

  protected certificate(id: string, context: OperationContext): Promise<Certificate> {
    return memo(
      context,
      materialKey,
      () => new DataLoader((ids: readonly string[]) => this.#edge.queries.material(ids)),
    ).load(id)
  }

  #names = (context: OperationContext): DataLoader<string, string | null> => namesLoader(context, this.#edge.people)
}

const rowsKey = Symbol('trust rows')
const materialKey = Symbol('trust material')
const namesKey = Symbol('names')

const namesLoader = (context: OperationContext, people: People): DataLoader<string, string | null> =>
  memo(
    context,
    namesKey,
    () =>
      new DataLoader(async ids => {
        const names = await people.names(ids)
        return ids.map(id => names.get(id) ?? null)
      }),
  )

/** Fields of history entries and events that need a look-up. */
@Resolver(() => wire.TrustHistoryEntry)
export class TrustHistoryResolver {
  readonly #edge: TrustStoreEdge

  constructor(edge: TrustStoreEdge) {
    this.#edge = edge
  }

  @FieldResolver(() => String, { nullable: true, description: 'Who did it; null when it followed from another step.' })
  async actor(@Root() entry: wire.TrustHistoryEntry, @Ctx() context: OperationContext): Promise<string | null> {
    return entry.actorId ? namesLoader(context, this.#edge.people).load(entry.actorId) : null
  }
}

@Resolver(() => wire.TrustStoreEvent)
export class TrustStoreEventResolver {
  readonly #edge: TrustStoreEdge

  constructor(edge: TrustStoreEdge) {
    this.#edge = edge
  }

  /** Read anew for each event: the operation's own loader would answer with what it saw before. */
  @FieldResolver(() => TrustCertificate)
  async certificate(@Root() event: wire.TrustStoreEvent): Promise<TrustCertificate> {
    const [row] = await this.#edge.queries.byIds([event.trustCertificateId])
    return toTrustCertificate(row!, this.#edge.clock.businessNow())
  }
}

/** The wire's form of a row, as it stands at an instant. */
export function toTrustCertificate(row: TrustRow, at: Date): TrustCertificate {
  const status = standingOf({ status: row.state, validFrom: row.validFrom, validTo: row.validTo }, at)
  const download = status !== 'EXPIRED' && status !== 'DISTRUSTED'
  return Object.assign(new TrustCertificate(), {
    row,
    id: row.id,
    code: row.code,
    type: row.type,
    domain: row.domain,
    issuedTo: row.issuedTo,
    issuedBy: row.issuedBy,
    thumbprintSha256: row.thumbprintSha256,
    validFrom: row.validFrom,
    validTo: row.validTo,
    uploadedAt: row.uploadedAt,
    status,
    downloadUrl: download ? `/files/trust-store/${row.id}.p7b` : null,
  })
}
