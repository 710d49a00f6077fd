import { linkHash, type Link } from './link.ts'

/** What can be wrong with a chain, in words for the operator. */
export const explanations = {
  changed: 'The row is not the one that was sealed.',
  'seal-changed': 'The row is as it was sealed; its seal was changed.',
  missing: 'The row was sealed and is not there any more.',
  'seal-missing': 'The seal of this place in the chain is not there any more.',
  inserted: 'The row was put in afterwards: it is dated long before rows that had been sealed without it.',
  'seal-inserted': 'A seal was put in between; the one that belongs here follows it.',
  reordered: 'Another row belongs here, and stands elsewhere in the chain.',
  rewritten: 'The chain hangs together but is not the one that was signed: it was sealed anew from here, or later.',
  cut: 'The chain ends here, and was signed when it was longer.',
  'checkpoint-forged': 'A checkpoint of this place was not signed by the key of this house.',
  'checkpoint-missing': 'A copy kept elsewhere holds a checkpoint that the database does not know any more.',
} as const

export interface Break {
  kind: keyof typeof explanations
  /** Place in the chain; null for a row that has none. */
  sequence: number | null
  /** Last place that may be concerned, where it is more than one. */
  until?: number
  /** The row, where one is known. */
  recordId: string | null
  says: string
}

/**
 * Names what is wrong at a place where the chain does not hang together, from what still fits elsewhere in it.
 * `link`: what was found at or after the place; `hash`: what its seal should have been; `rest`: the links from `link` on.
 */
export async function breakAt({
  sequence,
  link,
  hash,
  previous,
  rest,
}: {
  sequence: number
  link: Link
  hash: string | null
  previous: string
  rest: AsyncIterable<Link>
}): Promise<Break> {
  const named = (kind: Break['kind'], recordId: string | null): Break => ({
    kind,
    sequence,
    recordId,
    says: explanations[kind],
  })
  if (link.sequence === sequence && !link.record) return named('missing', link.recordId)
  let place = 0
  for await (const other of rest) {
    place += 1
    if (!other.record || (other === link && hash !== null)) continue
    const fitting = linkHash(previous, other.record)
    if (place === 2 && hash !== null && linkHash(hash, other.record) === other.hash)
      return named('seal-changed', link.recordId)
    if (fitting === other.hash)
      // What belongs here stands further on: either it changed places, or what was found here was put in before it.
      return putIn(link, { sequence, place, fitting })
        ? named('seal-inserted', link.recordId)
        : named('reordered', other.recordId)
    if (link.sequence === sequence && fitting === link.hash) return named('reordered', other.recordId)
  }
  return link.sequence === sequence ? named('changed', link.recordId) : named('seal-missing', null)
}

function putIn(
  link: Link,
  { sequence, place, fitting }: { sequence: number; place: number; fitting: string },
): boolean {
  if (link.sequence !== sequence) return link.sequence < sequence
  return place === 2 && linkHash(fitting, link.record!) !== link.hash
}
