/** A table's order: a column's key and its direction. */
export interface ColumnOrder {
  key: string
  direction: 'ascending' | 'descending'
}

type FilterValue = 'text' | 'date' | readonly string[]

/** What a list page can be asked for; the URL holds all of it. */
export interface ListSpec<F extends string, O extends string> {
  /** Filters by name: what a value may be. A list of words is a closed choice; `text` is typed; `date` is yyyy-MM-dd. */
  filters: Record<F, FilterValue>
  /** Every order the server knows, by the column and direction it shows as. */
  orders: Record<O, ColumnOrder>
  defaultOrder: O
  defaultSize?: number
  /** Filters on personal data: they stand in the history's entry, never in an address that is logged and passed on. */
  personal?: readonly F[]
}

export interface ListState<F extends string, O extends string> {
  filters: Partial<Record<F, string>>
  order: O
  size: number
  /** Keyset cursor: rows after it, or rows before it; neither is the first page. */
  after: string | null
  before: string | null
  /** Number of the first row shown, counted along the way, for "11–20 of 131". */
  from: number
}

export const PAGE_SIZES = [10, 25, 50, 100] as const
const LONGEST_TEXT = 200
const LONGEST_CURSOR = 500

function isAllowed(value: string, allowed: FilterValue): boolean {
  if (allowed === 'text') return value.length <= LONGEST_TEXT
  if (allowed === 'date') return isDay(value)
  return allowed.includes(value)
}

/** Whether it is a day of the calendar, written yyyy-MM-dd. */
function isDay(value: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(value)) return false
  const at = Date.parse(value)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(value)
}

type Query = Record<string, string | null | (string | null)[] | undefined>

/**
 * Reads a query string into a list's state; whatever it does not know it ignores, so an old link still opens.
 * @param kept what the history's entry holds of `personalFilters`
 */
export function parseListState<F extends string, O extends string>(
  query: Query,
  spec: ListSpec<F, O>,
  kept: unknown = null,
): ListState<F, O> {
  const held = typeof kept === 'object' && kept !== null ? (kept as Record<string, unknown>) : {}
  const personal = (name: F) => {
    const value = held[name]
    return typeof value === 'string' ? value : null
  }
  const one = (key: string) => {
    const value = query[key]
    const first = Array.isArray(value) ? value[0] : value
    return first ?? null
  }
  const filters: Partial<Record<F, string>> = {}
  for (const [name, allowed] of Object.entries(spec.filters) as [F, FilterValue][]) {
    const value = (spec.personal?.includes(name) ? personal(name) : one(name))?.trim()
    if (!value) continue
    if (isAllowed(value, allowed)) filters[name] = value
  }
  const size = Number(one('size'))
  const cursor = (key: string) => {
    const value = one(key)
    return value && value.length <= LONGEST_CURSOR ? value : null
  }
  const after = cursor('after')
  const before = after ? null : cursor('before')
  const from = Number(one('from'))
  return {
    filters,
    order: ordersOf(spec).find(order => order === one('order')) ?? spec.defaultOrder,
    size: PAGE_SIZES.find(known => known === size) ?? defaultSize(spec),
    after,
    before,
    from: (after || before) && Number.isSafeInteger(from) && from > 0 ? from : 1,
  }
}

/** The query string of a state: only what differs from the default, so that plain links stay plain. */
export function listQuery<F extends string, O extends string>(
  state: ListState<F, O>,
  spec: ListSpec<F, O>,
): Record<string, string> {
  const query: Record<string, string> = {}
  for (const name of Object.keys(spec.filters) as F[]) {
    const value = state.filters[name]?.trim()
    if (value && !spec.personal?.includes(name)) query[name] = value
  }
  if (state.order !== spec.defaultOrder) query['order'] = state.order
  if (state.size !== defaultSize(spec)) query['size'] = String(state.size)
  if (state.after) query['after'] = state.after
  else if (state.before) query['before'] = state.before
  if ((state.after || state.before) && state.from > 1) query['from'] = String(state.from)
  return query
}

/** What of a state goes into the history's entry instead of the address. */
export function personalFilters<F extends string, O extends string>(
  state: ListState<F, O>,
  { personal = [] }: ListSpec<F, O>,
): Record<string, string> {
  return Object.fromEntries(
    personal.flatMap(name => {
      const value = state.filters[name]?.trim()
      return value ? [[name, value]] : []
    }),
  )
}

/** The arguments of a connection for one state (architecture §3 rule 6). */
export function pageArguments<F extends string, O extends string>(state: ListState<F, O>) {
  return state.before
    ? { last: state.size, before: state.before, orderBy: state.order }
    : { first: state.size, ...(state.after ? { after: state.after } : {}), orderBy: state.order }
}

/** The ends of a page. */
export interface PageInfo {
  hasNextPage: boolean
  hasPreviousPage: boolean
  startCursor?: string | null
  endCursor?: string | null
}

/** The steps of a pager. Changing a filter, the order or the size always starts at the first page again. */
export const turn = {
  first: <F extends string, O extends string>(state: ListState<F, O>): ListState<F, O> => ({
    ...state,
    after: null,
    before: null,
    from: 1,
  }),
  next: <F extends string, O extends string>(state: ListState<F, O>, page: PageInfo): ListState<F, O> =>
    page.hasNextPage && page.endCursor
      ? { ...state, after: page.endCursor, before: null, from: state.from + state.size }
      : state,
  previous<F extends string, O extends string>(state: ListState<F, O>, page: PageInfo): ListState<F, O> {
    if (!page.hasPreviousPage || !page.startCursor) return state
    // Back on the first rows: the plain first page, which also shows what was added before them meanwhile.
    if (state.from - state.size <= 1) return turn.first(state)
    return { ...state, after: null, before: page.startCursor, from: state.from - state.size }
  },
}

/** The server's orders, in the order they are offered. */
export const ordersOf = <F extends string, O extends string>(spec: ListSpec<F, O>) => Object.keys(spec.orders) as O[]

/** The server's order that shows as this one; the default when it has none. */
export function serverOrder<F extends string, O extends string>(spec: ListSpec<F, O>, wanted: ColumnOrder): O {
  const found = ordersOf(spec).find(order => {
    const { key, direction } = spec.orders[order]
    return key === wanted.key && direction === wanted.direction
  })
  return found ?? spec.defaultOrder
}

const defaultSize = (spec: { defaultSize?: number }) => spec.defaultSize ?? PAGE_SIZES[0]
