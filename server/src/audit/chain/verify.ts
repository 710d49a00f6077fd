import type { Signer } from '../../platform/crypto/signer.ts'
import { isGenuine, type Checkpoint } from './checkpoint.ts'
import { breakAt, explanations, type Break } from './break.ts'
import { beginning, LATEST, linkHash, type Link } from './link.ts'

/** Where the chain is read from: the database, or a copy in a spec. */
export interface ChainSource {
  /** The seals beyond a sequence, ascending, each with the row it names. */
  links(after: number, limit: number): Promise<Link[]>
  checkpoints(): Promise<Checkpoint[]>
  /** Rows without a seal: how many, and the first that is dated before the instant. */
  unsealed(before: number | null): Promise<{ count: number; early: string | null }>
}

export interface Verdict {
  /** Rows whose seal was calculated again and is right. */
  rows: number
  /** Different checkpoints that were held against them. */
  checkpoints: number
  /** Rows that the sealer has not come to yet. */
  waiting: number
  /** The first thing that is wrong; null: the record is whole. */
  broken: Break | null
}

/** Rows read at a time: memory stays the same however long the record is. */
const BATCH = 5_000

/**
 * Calculates the chain again from its first row and holds it against every checkpoint, those of the table and the copies
 * kept elsewhere. Stops at the first thing that is wrong.
 */
export async function verifyChain(
  source: ChainSource,
  { signer, kept = [] }: { signer: Signer; kept?: readonly Checkpoint[] },
): Promise<Verdict> {
  const told = await source.checkpoints()
  const checkpoints = bySequence([...told, ...kept])
  let previous = beginning
  let rows = 0
  let newest = -Infinity
  /** The last row that a checkpoint vouches for. */
  let vouched = 0
  const verdict = (broken: Break | null, waiting = 0): Verdict => ({
    rows,
    checkpoints: [...checkpoints.values()].reduce((sum, of) => sum + of.length, 0),
    waiting,
    broken,
  })

  for (let after = Number.MIN_SAFE_INTEGER; ;) {
    const links = await source.links(after, BATCH)
    for (const [index, link] of links.entries()) {
      const { record } = link
      const hash = record && link.sequence === rows + 1 ? linkHash(previous, record) : null
      if (hash !== link.hash)
        return verdict(
          await breakAt({ sequence: rows + 1, link, hash, previous, rest: following(source, links, index) }),
        )
      const sequence = (rows += 1)
      const at = Number(record!.at)
      if (at < newest - LATEST) return verdict(broken('inserted', sequence, record!.id))
      if (at > newest) newest = at
      for (const checkpoint of checkpoints.get(sequence) ?? []) {
        if (!isGenuine(signer, checkpoint)) return verdict(broken('checkpoint-forged', sequence, record!.id))
        if (checkpoint.hash !== hash) return verdict({ ...broken('rewritten', vouched + 1, null), until: sequence })
        vouched = sequence
      }
      previous = hash
    }
    if (links.length < BATCH) break
    after = links.at(-1)!.sequence
  }

  const beyond = [...checkpoints].filter(([sequence]) => sequence > rows || sequence < 1).sort(([a], [b]) => a - b)
  const cut = beyond.find(([, of]) => of.some(checkpoint => isGenuine(signer, checkpoint)))
  if (cut) return verdict({ ...broken('cut', rows + 1, null), until: cut[0] })
  if (beyond[0]) return verdict(broken('checkpoint-forged', beyond[0][0], null))
  const inTable = bySequence(told)
  const gone = kept.find(({ sequence }) => !inTable.has(sequence))
  if (gone) return verdict(broken('checkpoint-missing', gone.sequence, null))
  const unsealed = await source.unsealed(rows > 0 ? newest - LATEST : null)
  return verdict(unsealed.early === null ? null : broken('inserted', null, unsealed.early), unsealed.count)
}

const broken = (kind: Break['kind'], sequence: number | null, recordId: string | null): Break => ({
  kind,
  sequence,
  recordId,
  says: explanations[kind],
})

/** The links from one on, that one first. */
async function* following(source: ChainSource, links: readonly Link[], index: number): AsyncGenerator<Link> {
  yield* links.slice(index)
  let page = links
  while (page.length > 0) {
    page = await source.links(page.at(-1)!.sequence, BATCH)
    yield* page
  }
}

/** Each different one once. */
function bySequence(checkpoints: readonly Checkpoint[]): Map<number, Checkpoint[]> {
  const found = new Map<number, Checkpoint[]>()
  const seen = new Set<string>()
  for (const checkpoint of checkpoints) {
    const { sequence, hash, at, signature } = checkpoint
    const key = [sequence, hash, at.getTime(), signature].join(' ')
    if (seen.has(key)) continue
    seen.add(key)
    found.set(sequence, [...(found.get(sequence) ?? []), checkpoint])
  }
  return found
}
