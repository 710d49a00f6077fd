/** What partners ask about people: for a detail page, a history, and what a deactivation reaches. */
export interface PartnerPeople {
  /** Usernames by id; unknown ids are left out. */
  names(ids: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** Those of `ids` whom a person may know by name, because they share an organisation. */
  colleagues(userId: string, ids: readonly string[]): Promise<ReadonlySet<string>>
  /** First and last name of the first owner, by organisation id. */
  contactNames(organisationIds: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** Active people, open sessions and live API tokens, by organisation id. */
  reach(
    organisationIds: readonly string[],
  ): Promise<ReadonlyMap<string, { people: number; sessions: number; apiTokens: number }>>
}
