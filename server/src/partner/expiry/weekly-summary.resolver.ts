import DataLoader from 'dataloader'
import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import { Notice, type NoticeKind, type NoticeQueries } from '../../notification/index.ts'
import { Allow } from '../../platform/graphql/allow.ts'
import { toConnection, type Connection } from '../../platform/graphql/connection.types.ts'
import { memo, type OperationContext } from '../../platform/graphql/context.ts'
import { isId } from '../../platform/ids/ids.ts'
import type { SummaryRow, WeeklySummaryQueries } from './weekly-summary.queries.ts'
import * as wire from './weekly-summary.types.ts'

export interface WeeklySummaryEdge {
  queries: WeeklySummaryQueries
  notices: NoticeQueries
  /** Kinds that summaries list. */
  kinds: readonly NoticeKind[]
}

const summariesKey = Symbol('weekly summaries')

/** What ends in a week, for those who were told of it. */
@Resolver(() => wire.WeeklySummary)
export class WeeklySummaryResolver {
  readonly #edge: WeeklySummaryEdge

  constructor(edge: WeeklySummaryEdge) {
    this.#edge = edge
  }

  @Query(() => wire.WeeklySummary, {
    nullable: true,
    description: 'A summary that the caller has a notice of; null otherwise.',
  })
  @Allow('notice.read')
  async weeklySummary(
    @Arg('id', () => ID) id: string,
    @Ctx() context: OperationContext,
  ): Promise<wire.WeeklySummary | null> {
    const { queries, notices, kinds } = this.#edge
    if (!isId(id) || !(await notices.wasToldOf(context.principal!, 'WEEKLY_SUMMARY', id))) return null
    const row = await summaries(context, queries).load(id)
    return row ? wire.toWeeklySummary(row, kinds) : null
  }

  @FieldResolver(() => wire.WeeklySummaryItemConnection, {
    description: 'The entries, the first to end first (R-NPO-06).',
  })
  items(
    @Root() { id }: wire.WeeklySummary,
    @Args(() => wire.WeeklySummaryItemsArgs) args: wire.WeeklySummaryItemsArgs,
  ): Connection<wire.WeeklySummaryItem> {
    const list = this.#edge.queries.items(id, args.kind, args)
    return toConnection(wire.WeeklySummaryItemConnection, list, wire.toWeeklySummaryItem)
  }
}

/** What this feature adds to a notice. */
@Resolver(() => Notice)
export class NoticeSummaryResolver {
  readonly #edge: WeeklySummaryEdge

  constructor(edge: WeeklySummaryEdge) {
    this.#edge = edge
  }

  @FieldResolver(() => wire.WeeklySummary, { nullable: true })
  async summary(@Root() { row }: Notice, @Ctx() context: OperationContext): Promise<wire.WeeklySummary | null> {
    if (row.kind !== 'WEEKLY_SUMMARY') return null
    const found = await summaries(context, this.#edge.queries).load(row.objectId)
    return found ? wire.toWeeklySummary(found, this.#edge.kinds) : null
  }
}

const summaries = (
  context: OperationContext,
  queries: WeeklySummaryQueries,
): DataLoader<string, SummaryRow | undefined> =>
  memo(context, summariesKey, () => new DataLoader(ids => queries.byIds(ids)))
