/** Names of people for who asked for a run, by id. Unknown ids are left out. */
export interface OperationsPeople {
  names(ids: readonly string[]): Promise<ReadonlyMap<string, string>>
}
