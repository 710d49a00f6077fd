import type { RawBuilder } from 'kysely'
import type { NoticeKind } from '../../notification/index.ts'
import type { Dialect } from '../../platform/database/database.ts'

/**
 * A kind of object whose end is announced. Such a declaration, with the words of its mail, is all that a new kind needs:
 * who is told when, the weekly summary, mails and record follow from it (partner-management §5).
 */
export interface Expirable {
  readonly kind: NoticeKind
  /** Who is told: all administrators, or the people of the partner that owns it (§5.1). */
  readonly audience: 'ADMINISTRATORS' | 'PARTNER'
  /** Whether the administrators' weekly summary lists it (R-NOT-02). */
  readonly weekly: boolean
  /** Where the portal shows it; `:id` stands for the object's. */
  readonly link: string
  /**
   * A select of `id` and `ends_at` of at least everything live, by columns that one index holds: every run looks through
   * what of it ends soon. Left out: the whole source, where that is small.
   */
  readonly candidates?: RawBuilder<unknown>
  /**
   * A select of everything live: `id, ends_at, since` (known since, which decides which days it has missed), `partner_id`
   * (null where the house owns it), `code, issued_to_key, issued_by_key, domain`, and the columns of `facts` and `label`.
   * `at`: business time, for what is valid. What left it is neither announced nor mailed. Whether the partner is active
   * is asked by who uses it.
   */
  source(dialect: Dialect, at: Date): RawBuilder<unknown>
  /** What the notice says of it: names of facts, each with its column. */
  readonly facts: Readonly<Record<string, string>>
  /** The column the weekly summary names it by. */
  readonly label: string
}
