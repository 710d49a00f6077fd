/** Who acted, as the record knows people: by id. */
export interface RecordPeople {
  /** Usernames by id; unknown ids are left out. */
  names(ids: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** Everybody with exactly this username; one a provider of identities at most. */
  idsOf(username: string): Promise<readonly string[]>
}
