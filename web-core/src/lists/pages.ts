import type { Ref } from 'vue'
import type { PageInfo } from './listState.ts'

/** One page of a connection, as far as a pager needs it. */
export interface Paged {
  nodes: readonly unknown[]
  pageInfo: PageInfo
  totalCount: { value: number; capped: boolean }
}

/** Where a list stands and how it is moved, whether the address holds that (`useListState`) or the page itself. */
export interface Pages {
  /** `from`: the number of the first row on show, from 1. */
  state: Readonly<Ref<{ from: number; size: number }>>
  first(): unknown
  next(page: PageInfo): unknown
  previous(page: PageInfo): unknown
  size(rows: number): unknown
}
