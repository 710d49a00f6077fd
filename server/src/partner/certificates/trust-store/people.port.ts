/** Names of people for the history and the upload column, by id. Unknown ids are left out. */
export interface People {
  names(ids: readonly string[]): Promise<ReadonlyMap<string, string>>
}
