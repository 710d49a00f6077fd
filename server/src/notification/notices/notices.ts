import type { Audit } from '../../audit/index.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Bus } from '../../platform/events/bus.ts'
import { FeedBells } from './feed-bells.ts'
import { FeedQueries } from './feed.queries.ts'
import { NoticeDecisions } from './notice-decisions.ts'
import { NoticeFeed } from './notice-feed.ts'
import { NoticeQueries } from './notice.queries.ts'
import { NoticeResolver } from './notice.resolver.ts'

/** The bell's resolvers with what they need. */
export function noticeResolvers({ db, audit, bus }: { db: Database; audit: Audit; bus: Bus }): object[] {
  const feedQueries = new FeedQueries(db)
  return [
    new NoticeResolver({
      queries: new NoticeQueries(db),
      feedQueries,
      feed: new NoticeFeed({ queries: feedQueries, bells: new FeedBells(bus) }),
      decisions: new NoticeDecisions({ db, audit, bus }),
    }),
  ]
}
