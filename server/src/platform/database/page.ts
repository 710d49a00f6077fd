import { sql, type ExpressionBuilder, type Kysely, type SelectQueryBuilder } from 'kysely'
import { fault } from '../graphql/errors.ts'
import { countCap } from '../graphql/page.types.ts'

/** Page sizes a list may be asked for (decisions §4). */
export const pageSizes = { least: 1, most: 100, usual: 25 } as const

export interface PageArgs {
  first?: number | null
  after?: string | null
  last?: number | null
  before?: string | null
}

/** The column a list is ordered by; the id behind it makes every position unique. */
export interface PageOrder<Row> {
  column: keyof Row & string
  direction: 'asc' | 'desc'
}

export interface Page<Row> {
  rows: Row[]
  cursorOf(row: Row): string
  hasNextPage: boolean
  hasPreviousPage: boolean
}

/** How many rows a list has, exact up to the cap. */
export interface Total {
  value: number
  capped: boolean
}

/** A list that has not been read yet: what is wanted of it comes in one statement. */
export interface KeysetList<Row> {
  read(want: { page: boolean; total: boolean }): Promise<{ page?: Page<Row>; total?: Total }>
}

/**
 * One keyset page: the rows beyond a position, found by an index and never by counting (architecture §3, rule 6).
 * `query` selects the rows with their filters, `order.column` and `id` among them. Throws BAD_USER_INPUT at once for
 * sizes and cursors that are not ours.
 */
export function keysetList<Tables, Table extends keyof Tables & string, Row extends { id: string }>(
  db: Kysely<Tables>,
  query: SelectQueryBuilder<Tables, Table, Row>,
  order: PageOrder<Row>,
  args: PageArgs,
): KeysetList<Row> {
  const backward = args.last != null
  if (backward && args.first != null)
    throw fault('BAD_USER_INPUT', 'Ask for `first` or `last`, not both.', { field: ['first'] })
  const size = sizeOf(args.first ?? args.last ?? pageSizes.usual, backward ? 'last' : 'first')
  const position = backward ? args.before : args.after
  const cursor = position ? readCursor(position, order) : undefined
  const direction = (order.direction === 'asc') === !backward ? 'asc' : 'desc'
  const counted = sql`(select count(*) from (${query
    .clearSelect()
    .select(sql.ref('id') as never)
    .limit(countCap + 1)}) as counted)`

  const toPage = (found: Row[]): Page<Row> => {
    const more = found.length > size
    const rows = found.slice(0, size)
    if (backward) rows.reverse()
    return {
      rows,
      cursorOf: row => writeCursor(order, row[order.column], row.id),
      hasNextPage: backward ? Boolean(args.before) : more,
      hasPreviousPage: backward ? more : Boolean(args.after),
    }
  }
  const count = async (): Promise<Total> => {
    const { rows } = await sql<{ n: number | string }>`select ${counted} as n`.execute(db)
    return toTotal(rows[0]?.n)
  }
  return {
    async read(want) {
      if (!want.page) return want.total ? { total: await count() } : {}
      let limited = query
        .orderBy(sql.ref(order.column), direction)
        .orderBy(sql.ref('id'), direction)
        .limit(size + 1)
      if (cursor) limited = limited.where(beyond<Tables, Table>(order.column, direction, cursor))
      if (!want.total) return { page: toPage((await limited.execute()) as unknown as Row[]) }
      const found = (await limited.select(counted.as(TOTAL)).execute()) as unknown as (Row & {
        [TOTAL]: number | string
      })[]
      return { page: toPage(found), total: found[0] ? toTotal(found[0][TOTAL]) : await count() }
    },
  }
}

const TOTAL = 'total_of_list'

const toTotal = (n: number | string | undefined): Total => ({
  value: Math.min(Number(n ?? 0), countCap),
  capped: Number(n ?? 0) > countCap,
})

/** `(column, id)` beyond a position, in the expanded form: MariaDB uses the index for it, not for a row constructor. */
const beyond =
  <Tables, Table extends keyof Tables & string>(
    column: string,
    direction: 'asc' | 'desc',
    [value, id]: CursorPosition,
  ) =>
  (eb: ExpressionBuilder<Tables, Table>) => {
    const comparison = direction === 'asc' ? '>' : '<'
    const strictly = sql<boolean>`${sql.ref(column)} ${sql.raw(comparison)} ${value}`
    const orEqual = sql<boolean>`${sql.ref(column)} ${sql.raw(`${comparison}=`)} ${value}`
    const later = sql<boolean>`${sql.ref('id')} ${sql.raw(comparison)} ${id}`
    return eb.and([orEqual, eb.or([strictly, later])])
  }

function sizeOf(size: number, field: string): number {
  if (size < pageSizes.least || size > pageSizes.most)
    throw fault('BAD_USER_INPUT', `A page has ${pageSizes.least} to ${pageSizes.most} rows.`, { field: [field] })
  return size
}

type CursorPosition = [value: string | number, id: string]

const writeCursor = (order: PageOrder<never>, value: unknown, id: string): string =>
  Buffer.from(JSON.stringify([order.column, value, id])).toString('base64url')

function readCursor(text: string, order: PageOrder<never>): CursorPosition {
  try {
    const [column, value, id] = JSON.parse(Buffer.from(text.slice(0, 1_000), 'base64url').toString()) as unknown[]
    if (column === order.column && (typeof value === 'string' || typeof value === 'number') && typeof id === 'string')
      return [value, id]
  } catch {
    // Falls through: whatever it was, it is no cursor of this list.
  }
  throw fault('BAD_USER_INPUT', 'This cursor belongs to another list or order.', { field: ['after'] })
}
