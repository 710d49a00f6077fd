/** How somebody is written to. */
export interface MailContact {
  /** Null where none is known. */
  address: string | null
  /** First and last name; empty where none is known. */
  name: string
}

/** Who knows people's addresses. */
export interface MailContacts {
  /** By user id, in one statement; who does not exist or may not sign in any more is left out. */
  contactsOf(userIds: readonly string[]): Promise<ReadonlyMap<string, MailContact>>
}
