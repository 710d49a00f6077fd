/**
 * A business "no": a value, not an exception (architecture §3, rule 2). Services return `T | Refusal`;
 * the edge turns it into the `Refusal` member of the mutation's union, with a text in the request's language.
 */
export class Refusal<Code extends string = string> {
  readonly code: Code
  /** Path of the input field at fault, e.g. ['input', 'reason']; empty when none is. */
  readonly field: readonly string[]
  /** What the text needs to speak of this case, e.g. { maximum: 500 }. */
  readonly facts: Readonly<Record<string, string | number | boolean | null>>

  constructor(code: Code, field: readonly string[] = [], facts: Refusal['facts'] = {}) {
    this.code = code
    this.field = field
    this.facts = facts
  }
}

export const isRefusal = (value: unknown): value is Refusal => value instanceof Refusal
