import type { Tx } from '../../platform/database/database.ts'

/**
 * Something that is made under a partner's policy group, so that the group cannot be exchanged below it: policy
 * requests, API keys. Each feature that makes such things hands in one of these.
 */
export interface PolicyGroupDependants {
  /** Those of the partners that have any. */
  among(em: Tx, partnerIds: readonly string[]): Promise<ReadonlySet<string>>
}

/** Those of the partners on which anything depends. */
export async function partnersWithDependants(
  dependants: readonly PolicyGroupDependants[],
  em: Tx,
  partnerIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const all = new Set<string>()
  // One after the other: inside a unit of work there is one connection.
  for (const dependant of dependants) for (const id of await dependant.among(em, partnerIds)) all.add(id)
  return all
}
