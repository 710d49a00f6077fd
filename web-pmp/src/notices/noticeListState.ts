import type { ListSpec, ListState } from '@portico/web-core'
import type { NoticeFilter, NoticeKind } from '../gql/graphql.ts'
import { NOTICE_KINDS } from './noticeKinds.ts'

export type NoticeFilterName =
  | 'certificateCode'
  | 'issuedTo'
  | 'issuedBy'
  | 'domain'
  | 'expiryDate'
  | 'createdFrom'
  | 'createdTo'
  | 'status'

export const DOMAINS = ['AUTH', 'DEVICE', 'FTM', 'MISP'] as const

/** Newest first, and nothing else: the feed has one order. */
export const NOTICE_LIST: ListSpec<NoticeFilterName, 'NEWEST'> = {
  filters: {
    certificateCode: 'text',
    issuedTo: 'text',
    issuedBy: 'text',
    domain: DOMAINS,
    expiryDate: 'date',
    createdFrom: 'date',
    createdTo: 'date',
    // Left out: the active ones.
    status: ['DISMISSED'],
  },
  orders: { NEWEST: { key: 'createdAt', direction: 'descending' } },
  defaultOrder: 'NEWEST',
}

export type NoticeListState = ListState<NoticeFilterName, 'NEWEST'>
type Filters = NoticeListState['filters']

/** What the list of a kind, or of all (null), can be filtered by. */
export const filtersOf = (kind: NoticeKind | null): readonly NoticeFilterName[] => [
  ...(kind ? NOTICE_KINDS[kind].filters : (['createdFrom', 'createdTo'] as const)),
  'status',
]

/** The server's filter; one that the tab does not have is left out. */
export function noticeFilter(kind: NoticeKind | null, filters: Filters): NoticeFilter {
  const filter: NoticeFilter = kind ? { kinds: [kind] } : {}
  for (const name of filtersOf(kind)) {
    const value = filters[name]
    if (!value) continue
    if (name === 'domain') filter.domain = DOMAINS.find(known => known === value)
    else if (name === 'status') filter.status = 'DISMISSED'
    else filter[name] = value
  }
  return filter
}

/** Whether the first day asked for comes after the last. */
export const daysAreCrossed = ({ createdFrom, createdTo }: Filters): boolean =>
  !!createdFrom && !!createdTo && createdFrom > createdTo
