import { LRUCache } from 'lru-cache'
import {
  NoSchemaIntrospectionCustomRule,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
} from 'graphql'
import type { Principal } from './context.ts'
import { fault } from './errors.ts'
import { parseWithinLimits } from './document-limits.ts'
import type { TrustedDocuments } from './trusted-documents.ts'

export interface AdmittedDocument {
  document: DocumentNode
  /** Whether one of the portals' own builds contains it. */
  trusted: boolean
}

/**
 * Lets documents in, over HTTP and WebSocket alike: within the limits, and in production only those of the portals
 * for callers with a cookie. What was once found good is remembered by its text.
 */
export class Admission {
  readonly #accepted = new LRUCache<string, AdmittedDocument>({
    max: 500,
    // A document's tree is bounded by its tokens, its text is not: 100,000 characters may be one comment.
    maxSize: 5_000_000,
    sizeCalculation: (_, source) => source.length + 1,
  })
  readonly #trusted: TrustedDocuments
  readonly #onlyTrusted: boolean

  constructor(trusted: TrustedDocuments, onlyTrusted: boolean) {
    this.#trusted = trusted
    this.#onlyTrusted = onlyTrusted
  }

  /**
   * The parsed document, of a portal's own operations or (`caller`: a program) any within the limits. Throws a
   * GraphQLError (BAD_USER_INPUT or FORBIDDEN).
   */
  admit(source: string, caller: Principal | null): AdmittedDocument {
    let entry = this.#accepted.get(source)
    if (!entry) {
      const document = parseWithinLimits(source)
      entry = { document, trusted: this.#trusted.has(document) }
      this.#accepted.set(source, entry)
    }
    if (this.#onlyTrusted && !entry.trusted && caller?.kind !== 'token')
      throw fault(
        'FORBIDDEN',
        'Only the operations of the portals are allowed with a session. Other programs use an API token.',
      )
    return entry
  }
}

/** Validation for the WebSocket, where Apollo does not do it; suggestions of names are left out. */
export const validateDocument = (
  schema: GraphQLSchema,
  document: DocumentNode,
  { introspection }: { introspection: boolean },
): readonly GraphQLError[] =>
  validate(schema, document, introspection ? specifiedRules : [...specifiedRules, NoSchemaIntrospectionCustomRule], {
    maxErrors: 20,
    hideSuggestions: true,
  })
