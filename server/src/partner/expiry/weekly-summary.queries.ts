import { sql, type Selectable } from 'kysely'
import type { NoticeKind, SummaryForMail, SummaryReader } from '../../notification/index.ts'
import type { PartnerDomain } from '../../partner-domain.types.ts'
import type { Database } from '../../platform/database/database.ts'
import { keysetList, type KeysetList, type PageArgs } from '../../platform/database/page.ts'
import { instantOf, type StoredInstant } from '../../platform/database/rows.ts'
import { administrative, inScope } from '../../platform/database/scope.ts'

type Counts = Readonly<Partial<Record<NoticeKind, number>>>

interface Tables {
  weekly_summary: { id: string; from_at: StoredInstant; to_at: StoredInstant; counts: string | Counts }
  weekly_summary_item: {
    id: string
    summary_id: string
    kind: NoticeKind
    partner_id: string
    partner_code: string
    organisation_name: string
    label: string
    domain: PartnerDomain | null
    expires_at: StoredInstant
  }
}

/** One cycle; what it lists is read by the page. */
export interface SummaryRow {
  id: string
  from: Date
  to: Date
  counts: Counts
}

const itemColumns = [
  'id',
  'kind',
  'partner_id',
  'partner_code',
  'organisation_name',
  'label',
  'domain',
  'expires_at',
] as const

export type StoredItemRow = Pick<Selectable<Tables['weekly_summary_item']>, (typeof itemColumns)[number]>

/**
 * Reads of weekly summaries. They are the administrators' and hold everybody's certificates: whoever asks here has made
 * sure that the caller was told of the summary.
 */
export class WeeklySummaryQueries implements SummaryReader {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  /** Summaries in the order of the ids; undefined for one that does not exist (any more). One statement. */
  async byIds(ids: readonly string[]): Promise<(SummaryRow | undefined)[]> {
    const rows = await this.#sql()
      .selectFrom('weekly_summary')
      .where('id', 'in', [...ids])
      .select(['id', 'from_at', 'to_at', 'counts'])
      .execute()
    const found = new Map(rows.map(row => [row.id, toSummaryRow(row)]))
    return ids.map(id => found.get(id))
  }

  /** What a summary lists, the first to end first. */
  items(summaryId: string, kind: NoticeKind | null | undefined, args: PageArgs): KeysetList<StoredItemRow> {
    let query = this.#items(summaryId).select(itemColumns)
    if (kind) query = query.where('kind', '=', kind)
    return keysetList(this.#sql(), query, { column: 'expires_at', direction: 'asc' }, args)
  }

  async read(summaryId: string, limit: number): Promise<SummaryForMail | null> {
    const [summary] = await this.byIds([summaryId])
    if (!summary) return null
    const rows = await this.#items(summaryId)
      .select(itemColumns)
      .orderBy('expires_at')
      .orderBy('id')
      .limit(limit)
      .execute()
    return {
      from: summary.from,
      to: summary.to,
      counts: summary.counts,
      items: rows.map(row => ({
        kind: row.kind,
        label: row.label,
        partnerCode: row.partner_code,
        organisationName: row.organisation_name,
        expiresAt: instantOf(row.expires_at),
      })),
    }
  }

  /** Deletes summaries that no notice leads to any more; the latest stays, as the next one is due by it. How many. */
  async deleteForgotten(): Promise<{ summaries: number }> {
    const rows = await this.#sql()
      .selectFrom('weekly_summary as s')
      .where(
        sql<boolean>`not exists (select 1 from notice as n
          where n.due_at = s.from_at and n.object_id = s.id and n.kind = 'WEEKLY_SUMMARY')`,
      )
      .where('s.from_at', '<', eb => eb.selectFrom('weekly_summary').select(b => b.fn.max('from_at').as('latest')))
      .select('s.id')
      .execute()
    for (const { id } of rows) {
      // What it lists first: a run that ends in between finds the summary again.
      await this.#sql().deleteFrom('weekly_summary_item').where('summary_id', '=', id).execute()
      await this.#sql().deleteFrom('weekly_summary').where('id', '=', id).execute()
    }
    return { summaries: rows.length }
  }

  #items = (summaryId: string) =>
    this.#sql()
      .selectFrom('weekly_summary_item')
      .where('summary_id', '=', summaryId)
      .where(inScope<Tables, 'weekly_summary_item'>(administrative(), 'partner_id'))

  #sql = () => this.#db.sql<Tables>()
}

const toSummaryRow = (row: Selectable<Tables['weekly_summary']>): SummaryRow => ({
  id: row.id,
  from: instantOf(row.from_at),
  to: instantOf(row.to_at),
  // MySQL's driver reads JSON by itself, the others give its text.
  counts: typeof row.counts === 'string' ? (JSON.parse(row.counts) as Counts) : row.counts,
})
