/** Something that happened, as it travels: whoever has heard of the id before need not hear again. */
export interface Happened {
  /** UUIDv7; stays the same however often it is told. */
  id: string
  topic: string
  /** Ids, codes and numbers only, as JSON carries them. */
  payload: unknown
}
