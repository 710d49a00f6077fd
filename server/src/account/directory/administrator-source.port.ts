/** Somebody whom the identity provider lists as an administrator. */
export interface ListedPerson {
  /** As in the ID tokens of the same person. */
  subject: string
  username: string
  email: string | null
  firstName: string
  lastName: string
  /** A language tag; null when the provider knows none. */
  locale: string | null
}

/**
 * The identity provider, asked who administers, so that those are known too who never signed in (decisions §1, Roles).
 * Everything throws `SourceFault` unless the answer is whole.
 */
export interface AdministratorSource {
  /** Who says so; as in the ID tokens of the same people. */
  issuer(): Promise<string>
  /** Everybody who may sign in and holds the role, as far as its lists tell; may name somebody twice. */
  listed(): AsyncIterable<readonly ListedPerson[]>
  /** Whether this person may sign in and holds the role by whatever way; asked before it is taken away. */
  holds(subject: string): Promise<boolean>
}

/** Why nothing could be learnt: a code, nothing personal. */
export type SourceProblem = 'DIRECTORY_UNREACHABLE' | 'DIRECTORY_REFUSES' | 'DIRECTORY_NOT_UNDERSTOOD'

export class SourceFault extends Error {
  readonly code: SourceProblem

  constructor(code: SourceProblem, detail: string, options?: ErrorOptions) {
    super(detail, options)
    this.name = 'SourceFault'
    this.code = code
  }
}
