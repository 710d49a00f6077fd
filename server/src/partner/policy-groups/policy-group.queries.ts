import type { Database } from '../../platform/database/database.ts'
import { namePrefix } from '../../platform/database/name-prefix.ts'
import type { PolicyGroupStatus } from './policy-group.entity.ts'

/** Groups a search gives at most (§3.2, choosing). */
export const FOUND_AT_MOST = 50

interface Tables {
  policy_group: { id: string; name: string; name_key: string; description: string; status: PolicyGroupStatus }
}

export interface PolicyGroupRow {
  id: string
  name: string
  description: string
}

/** Reads of policy groups. They belong to nobody, so there is nothing to scope. */
export class PolicyGroupQueries {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  /** Active groups whose name begins so, by name; all of them for an empty search. */
  search(prefix: string): Promise<PolicyGroupRow[]> {
    let query = this.#selected().where('status', '=', 'ACTIVE').orderBy('name_key').limit(FOUND_AT_MOST)
    if (prefix.trim()) query = query.where('name_key', 'like', namePrefix(prefix))
    return query.execute()
  }

  /** Groups by id, whatever their status, in the order asked. */
  async byIds(ids: readonly string[]): Promise<(PolicyGroupRow | undefined)[]> {
    const rows = await this.#selected().where('id', 'in', ids).execute()
    const found = new Map(rows.map(row => [row.id, row]))
    return ids.map(id => found.get(id))
  }

  #selected() {
    return this.#db.sql<Tables>().selectFrom('policy_group').select(['id', 'name', 'description'])
  }
}
