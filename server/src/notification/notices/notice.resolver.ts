import { Arg, Args, Ctx, ID, Int, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql'
import { Allow } from '../../platform/graphql/allow.ts'
import { toConnection, type Connection } from '../../platform/graphql/connection.types.ts'
import type { OperationContext, Principal } from '../../platform/graphql/context.ts'
import { streamed, StreamedBy } from '../../platform/graphql/streamed-by.ts'
import { isRefusal, type Refusal } from '../../platform/refusal/refusal.ts'
import type { FeedQueries, FeedView } from './feed.queries.ts'
import { LazyBell } from './lazy-bell.ts'
import type { NoticeDecisions } from './notice-decisions.ts'
import type { NoticeFeed } from './notice-feed.ts'
import { expectedKinds } from './notice-kinds.ts'
import { toNoticeRow, type NoticeQueries } from './notice.queries.ts'
import * as wire from './notice.types.ts'

export interface NoticeEdge {
  queries: NoticeQueries
  feedQueries: FeedQueries
  feed: NoticeFeed
  decisions: NoticeDecisions
}

/** The caller's own notices: nobody's else, whatever the caller may administer. */
@Resolver(() => wire.Notice)
export class NoticeResolver {
  readonly #edge: NoticeEdge

  constructor(edge: NoticeEdge) {
    this.#edge = edge
  }

  @Query(() => wire.Bell, { description: 'How many notices are new, and the latest of them.' })
  @Allow('notice.read')
  bell(@Ctx() { principal }: OperationContext): wire.Bell {
    return this.#bell(principal!)
  }

  @Query(() => wire.NoticeConnection, { description: 'The active ones when no status is given, newest first.' })
  @Allow('notice.read')
  notices(
    @Args(() => wire.NoticesArgs) args: wire.NoticesArgs,
    @Ctx() { principal }: OperationContext,
  ): Connection<wire.Notice> {
    const list = this.#edge.queries.list(principal!, args.filter ?? {}, args)
    return toConnection(wire.NoticeConnection, list, row => wire.toNotice(toNoticeRow(row)))
  }

  @Query(() => [wire.NoticeKindCount], {
    description: 'Active notices by kind: of every kind the caller has, or is told of by role (R-NPO-04).',
  })
  @Allow('notice.read')
  async noticeCounts(@Ctx() { principal }: OperationContext): Promise<wire.NoticeKindCount[]> {
    const counts = await this.#edge.queries.counts(principal!)
    return expectedKinds(principal!, counts.keys()).map(kind =>
      Object.assign(new wire.NoticeKindCount(), { kind, count: counts.get(kind) ?? 0 }),
    )
  }

  @Mutation(() => wire.DismissNoticesResult, {
    description: "Takes notices off the caller's own list; others who were told keep theirs (R-NPO-08).",
  })
  @Allow('notice.write')
  async dismissNotices(
    @Arg('input', () => wire.DismissNoticesInput) input: wire.DismissNoticesInput,
    @Ctx() { principal }: OperationContext,
  ): Promise<wire.Dismissal | Refusal> {
    const dismissed = await this.#edge.decisions.dismiss(principal!, input)
    if (isRefusal(dismissed)) return dismissed
    return Object.assign(new wire.Dismissal(), { ...dismissed, bell: this.#bell(principal!) })
  }

  @Mutation(() => wire.RestoreNoticesResult, { description: 'Undoes one act of dismissing.' })
  @Allow('notice.write')
  async restoreNotices(
    @Arg('dismissalId', () => ID) dismissalId: string,
    @Ctx() { principal }: OperationContext,
  ): Promise<wire.Bell | Refusal> {
    const restored = await this.#edge.decisions.restore(principal!, dismissalId)
    return isRefusal(restored) ? restored : this.#bell(principal!)
  }

  @Mutation(() => wire.Bell, {
    description: 'Says that everything up to a position was on show (R-NPO-01). Never goes back.',
  })
  @Allow('notice.write')
  async markNoticesSeen(
    @Arg('upTo', () => Int) upTo: number,
    @Ctx() { principal }: OperationContext,
  ): Promise<wire.Bell> {
    await this.#edge.decisions.markSeen(principal!, upTo)
    return this.#bell(principal!)
  }

  @Subscription(() => wire.NoticeFeedUpdate, {
    ...streamed,
    description:
      "The caller's feed, the first answer at once: what is newer than `after`, or only where the feed stands when it is left out.",
  })
  @StreamedBy('feedUpdates')
  @Allow('notice.read')
  noticeFeed(
    @Root() { notices, cursor, unread }: FeedView,
    @Arg('after', () => Int, { nullable: true }) _after: number | null | undefined,
  ): wire.NoticeFeedUpdate {
    return Object.assign(new wire.NoticeFeedUpdate(), { added: notices.map(wire.toNotice), cursor, unread })
  }

  /** Where `noticeFeed` comes from. */
  feedUpdates({ after }: { after?: number | null }, context: OperationContext): AsyncIterable<FeedView> {
    return this.#edge.feed.updates(context, after ?? null)
  }

  #bell(principal: Principal): wire.Bell {
    return wire.toBell(new LazyBell(newest => this.#edge.feedQueries.newest(principal, newest)))
  }
}
